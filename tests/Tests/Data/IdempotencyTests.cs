using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Feed;
using DienBien.Platform.Tests.Access;
using DienBien.Platform.Tests.Indicators;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DienBien.Platform.Tests.Data;

/// <summary>The same request under the same id has one effect and one answer.</summary>
public sealed class IdempotencyTests
{
    private const string RequestId = "0197a000-0000-7000-8000-000000000001";

    private const string Other = "0197a000-0000-7000-8000-000000000002";

    [Theory]
    [MemberData(nameof(TestDatabase.Dialects), MemberType = typeof(TestDatabase))]
    public async Task A_repeated_request_gets_the_first_answer(string dialect)
    {
        using var test = TestDatabase.Open(dialect);
        var first = await RunAsync(test, "a", RequestId);
        var again = await RunAsync(test, "a", RequestId.ToUpperInvariant());
        Assert.Equal(first, again);
        Assert.NotEqual(first, await RunAsync(test, "a", ""));
        Assert.Equal(2, await FeedLog.HeadAsync(test.Database, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Dialects), MemberType = typeof(TestDatabase))]
    public async Task At_the_same_time_too(string dialect)
    {
        using var test = TestDatabase.Open(dialect);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => RunAsync(test, "a", RequestId))));
        Assert.Single(answers.Distinct());
        Assert.Equal(1, await FeedLog.HeadAsync(test.Database, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Dialects), MemberType = typeof(TestDatabase))]
    public async Task Another_request_under_the_same_id_is_refused_and_so_is_an_id_that_is_none(string dialect)
    {
        using var test = TestDatabase.Open(dialect);
        await RunAsync(test, "a", RequestId);
        Assert.Equal("REQUEST_ID_REUSED", (await Assert.ThrowsAsync<Problem>(() => RunAsync(test, "b", RequestId))).Violations[0].Reason);
        Assert.Equal("UUID_INVALID", (await Assert.ThrowsAsync<Problem>(() => RunAsync(test, "b", "7"))).Violations[0].Reason);
        Assert.Equal(1, await FeedLog.HeadAsync(test.Database, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Dialects), MemberType = typeof(TestDatabase))]
    public async Task An_answer_is_kept_for_seven_days_and_then_its_id_is_free(string dialect)
    {
        using var test = TestDatabase.Open(dialect);
        var clock = new ManualClock(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        var commands = new Commands(test.Database, new FeedSignal(), clock);
        using var retention = new AnswerRetention(commands, clock, NullLogger<AnswerRetention>.Instance);
        var first = await RunAsync(commands, "a", RequestId);
        clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(0, await retention.RunOnceAsync(TestContext.Current.CancellationToken));
        Assert.Equal(first, await RunAsync(commands, "a", RequestId));

        var young = await RunAsync(commands, "a", Other);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await retention.RunOnceAsync(TestContext.Current.CancellationToken));
        Assert.NotEqual(first, await RunAsync(commands, "b", RequestId));
        Assert.Equal(young, await RunAsync(commands, "a", Other));
        Assert.Equal(3, await FeedLog.HeadAsync(test.Database, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Dialects), MemberType = typeof(TestDatabase))]
    public async Task Many_old_answers_go_in_batches(string dialect)
    {
        using var test = TestDatabase.Open(dialect);
        var clock = new ManualClock(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        var commands = new Commands(test.Database, new FeedSignal(), clock);
        using var retention = new AnswerRetention(commands, clock, NullLogger<AnswerRetention>.Instance);
        for (var i = 0; i < 1_201; i++)
        {
            await RunAsync(commands, "a", Guid.CreateVersion7().ToString());
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        // All but the last hundred are older than seven days.
        clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(100));
        Assert.Equal(1_101, await retention.RunOnceAsync(TestContext.Current.CancellationToken));
        Assert.Equal(100, await test.ReadAsync(session => session.SingleAsync<long>("SELECT COUNT(*) FROM idempotency")));
    }

    private static Task<string> RunAsync(TestDatabase test, string code, string requestId) => RunAsync(test.Commands, code, requestId);

    private static async Task<string> RunAsync(Commands commands, string code, string requestId)
    {
        var context = new FakeCall();
        context.UserState[typeof(CallAccess)] = new CallAccess(new Common.V1.Access(), TestDatabase.Caller, Scope.None);
        var request = new LookUpOrganizationRequest { Code = code };
        var answer = await commands.RunAsync(context, request, requestId, work =>
        {
            var organization = new Organization { Name = $"organizations/{Shared.Ids.New()}" };
            work.Emit(organization.Name, Shared.Ids.New(), new OrganizationChanged { Organization = organization });
            return Task.FromResult(organization);
        });
        return answer.Name;
    }
}
