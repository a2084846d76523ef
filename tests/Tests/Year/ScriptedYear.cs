using DienBien.Indicators.V1;
using DienBien.Platform.Tests.Membership;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Year;

/// <summary>
/// A commune of 20 cells lives through 2026. What is done is told to the product by its RPCs and to <see cref="Truth"/>
/// in plain words, side by side; at each month's end both are asked for everything.
/// </summary>
public sealed partial class ScriptedYear : IAsyncLifetime
{
    private readonly Chronicle chronicle = new();

    private readonly List<(DateOnly Day, Timestamp Evening)> evenings = [];

    private YearWorld world = null!;

    /// <summary>All that was compared.</summary>
    internal List<Comparison> Comparisons { get; } = [];

    /// <summary>Days on which something happens or the day before, and days on which nothing does.</summary>
    private static readonly string[] OtherDays =
    [
        "2026-01-05", "2026-02-09", "2026-02-10", "2026-03-02", "2026-04-05", "2026-04-06", "2026-04-19", "2026-04-20", "2026-05-20", "2026-06-15", "2026-07-01", "2026-07-25", "2026-07-26",
        "2026-08-10", "2026-08-24", "2026-08-25", "2026-09-01", "2026-09-17", "2026-10-04", "2026-10-05", "2026-10-06", "2026-10-15", "2026-11-02", "2026-11-16", "2026-12-19", "2026-12-20",
    ];

    /// <summary>The ends of the months of the year.</summary>
    public static IEnumerable<string> MonthEnds => Enumerable.Range(1, 12).Select(month => Truth.Text(new DateOnly(2026, month, 1).AddMonths(1).AddDays(-1)));

    public async ValueTask InitializeAsync()
    {
        world = await YearWorld.StartAsync();
        await SettleAsync();
        await LiveAsync();
        await On("2027-01-15");
        await LookBackAsync();
    }

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    private Names Names => world.Names;

    /// <summary>Goes on to the morning of a day; each day has its jobs, and each month its end.</summary>
    private async Task On(string text)
    {
        while (world.Clock.Today < Truth.Day(text))
        {
            var today = world.Clock.Today;
            if (today.Year == 2026 && today.AddDays(1).Day == 1)
            {
                await EndOfMonthAsync(today);
            }

            world.Clock.Set(today.AddDays(1), 6);
            await world.RunJobsAsync();
            world.Clock.Set(today.AddDays(1), 9);
        }
    }

    /// <summary>States what is true from now on known.</summary>
    private void Say(params Action<Truth>[] statements)
    {
        foreach (var statement in statements)
        {
            chronicle.State(world.Clock.Today, statement);
        }
    }

    private async Task EndOfMonthAsync(DateOnly day)
    {
        world.Clock.Set(day, 20);
        await world.CatchUpAsync();
        var truth = chronicle.KnownOn(day);
        foreach (var view in View.All)
        {
            await CompareAsync("at the month's end", view, truth, new Moment(day, day));
        }

        world.AsClerk = true;
        foreach (var view in View.All.Where(view => view.InCommune))
        {
            await CompareAsync("for the commune's clerk", view, truth, new Moment(day, day));
        }

        world.AsClerk = false;
        evenings.Add((day, Timestamp.FromDateTimeOffset(world.Clock.GetUtcNow())));
    }

    /// <summary>Asks again about the past: what was true by all that is known now, and what was known then.</summary>
    private async Task LookBackAsync()
    {
        await world.CatchUpAsync();
        var (today, now) = (world.Clock.Today, chronicle.KnownOn(world.Clock.Today));
        // R-IND-2: the opening of the year, and the one late fact that altered it.
        var openings = await world.Indicators.ListOpeningRevisionsAsync(new ListOpeningRevisionsRequest { Parent = Names["NT"], Year = 2026 }, world.Board);
        Assert.Equal([(1, 106L, 106L), (2, 107L, 1L)], openings.OpeningRevisions.Select(revision => (revision.Revision, revision.Members, revision.Change)));
        Assert.Equal(new DateOnly(2026, 9, 15), DateOnly.FromDateTime(openings.OpeningRevisions[1].RecordTime.ToDateTime().AddHours(7)));
        foreach (var (day, evening) in evenings)
        {
            foreach (var view in View.All.Where(view => view.Reach >= Reach.Day))
            {
                await CompareAsync("looking back", view, now, new Moment(day, today, Thorough: day.Month % 3 == 0));
            }

            foreach (var view in View.All.Where(view => view.Reach == Reach.Known))
            {
                await CompareAsync("as known then", view, chronicle.KnownOn(day), new Moment(day, today, evening));
            }
        }

        foreach (var day in OtherDays)
        {
            foreach (var view in View.All.Where(view => view.Reach >= Reach.Day))
            {
                await CompareAsync("on any day", view, now, new Moment(Truth.Day(day), today, Thorough: false));
            }
        }
    }

    private async Task CompareAsync(string when, View view, Truth truth, Moment at)
    {
        var said = view.Said(truth, at).Order(StringComparer.Ordinal).ToList();
        var answered = (await view.Answered(world, at)).Order(StringComparer.Ordinal).ToList();
        Comparisons.Add(new Comparison(when, view.Name, at.Day, said, answered));
    }

    /// <summary>A call that the rules do not allow.</summary>
    private static async Task RefusedAsync<T>(AsyncUnaryCall<T> call, string field, string rule) => (await Refusal.OfAsync(call)).IsForbidden(field, rule);
}

/// <summary>A list as the script has it and as the product answered.</summary>
internal sealed record Comparison(string When, string List, DateOnly Day, IReadOnlyList<string> Said, IReadOnlyList<string> Answered)
{
    /// <summary>Where they differ.</summary>
    public IEnumerable<string> Differences => Missing(Said, Answered).Select(line => $"{Where} is missing:  {line}").Concat(Missing(Answered, Said).Select(line => $"{Where} is not true: {line}"));

    private string Where => $"{Truth.Text(Day)} {When}, {List}:";

    private static List<string> Missing(IReadOnlyList<string> lines, IReadOnlyList<string> from)
    {
        var left = lines.ToList();
        foreach (var line in from)
        {
            left.Remove(line);
        }

        return left;
    }
}
