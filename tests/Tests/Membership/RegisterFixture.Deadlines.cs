using DienBien.Feed.V1;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Policies;
using DienBien.Platform.Tests.Access;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DienBien.Platform.Tests.Membership;

/// <content>Deadlines of cases.</content>
public sealed partial class RegisterFixture
{
    internal static readonly Policy Transfers = PolicySet.Load(typeof(DeadlineBook).Assembly)["transfer"];

    private static readonly Caller Tester = new("tester", "tester", []);

    public DeadlineService.DeadlineServiceClient Deadlines => new(Channel);

    /// <summary>Opens the deadline of a made-up transfer; returns the case's name.</summary>
    public async Task<string> OpenDeadlineAsync(Organization organization, string startedOn, string parameter = "start")
    {
        var name = "transfers/" + Guid.CreateVersion7();
        var start = IsoDate.Parse(startedOn);
        await InWorkAsync(work => DeadlineBook.OpenAsync(work, new Case(name, Id(organization.Name)), Transfers.On(start), parameter, "CELL_RESOLUTION", start));
        return name;
    }

    public Task CloseDeadlineAsync(string caseName, string day) =>
        InWorkAsync(async work =>
        {
            await DeadlineBook.CloseAsync(work, caseName, IsoDate.Parse(day));
            return true;
        });

    /// <summary>Looks for what has fallen due as on another day, some replicas at once.</summary>
    public async Task<int> WatchAsync(string day, int replicas = 1)
    {
        var clock = new ManualClock(new DateTimeOffset(IsoDate.Parse(day).ToDateTime(new TimeOnly(12, 0)), TimeSpan.FromHours(7)));
        var watches = Enumerable.Range(0, replicas).Select(_ => new DeadlineWatch(app.Services.GetRequiredService<Database>(), app.Services.GetRequiredService<Commands>(), clock, NullLogger<DeadlineWatch>.Instance)).ToList();
        var announced = await Task.WhenAll(watches.Select(watch => Task.Run(() => watch.RunOnceAsync(TestContext.Current.CancellationToken))));
        watches.ForEach(watch => watch.Dispose());
        return announced.Sum();
    }

    /// <summary>The states that the feed announced for a case, oldest first.</summary>
    public async Task<IReadOnlyList<string>> AnnouncedAsync(string caseName)
    {
        var states = new List<string>();
        using var call = new FeedService.FeedServiceClient(Channel).Subscribe(new SubscribeRequest { UntilHead = true, MaxBatchSize = 5_000 }, As("service", Province));
        await foreach (var batch in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            var reached = batch.Events.Where(e => e.Type.EndsWith("DeadlineReached", StringComparison.Ordinal)).Select(e => DeadlineReached.Parser.ParseFrom(e.Data).Deadline);
            states.AddRange(reached.Where(deadline => deadline.Case == caseName).Select(deadline => deadline.State.ToString()));
        }

        return states;
    }

    private Task<T> InWorkAsync<T>(Func<Work, Task<T>> body) =>
        app.Services.GetRequiredService<Commands>().RunAsync(Tester, "/test", body, TestContext.Current.CancellationToken);

    private static string Id(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
