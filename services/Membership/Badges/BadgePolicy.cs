using System.Globalization;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Policies;
using Ground = DienBien.Membership.V1.CheckEarlyBadgeRequest.Types.Ground;

namespace DienBien.Platform.Membership.Badges;

/// <summary>A version of the rules of badges.</summary>
internal sealed class BadgePolicy
{
    private static readonly PerVersion<BadgePolicy> Versions = new(RegisterPolicies.All["badges"], version => new BadgePolicy(version));

    private readonly IReadOnlyList<(string Award, string Start)> windows;

    internal BadgePolicy(PolicyVersion version)
    {
        Version = version;
        Levels = [.. version.Strings("levels").Select(level => int.Parse(level, CultureInfo.InvariantCulture)).Order()];
        windows = [.. version.Map<string>("awardDays").Select(window => (window.Key, window.Value)).OrderBy(window => window.Value, StringComparer.Ordinal)];
    }

    public PolicyVersion Version { get; }

    /// <summary>In years, lowest first (R-BDG-1).</summary>
    public IReadOnlyList<int> Levels { get; }

    /// <summary>The rules of a day; before the first version, that version.</summary>
    public static BadgePolicy On(DateOnly day) => Versions.On(day);

    /// <summary>The level of some years, or null where there is none (R-BDG-1).</summary>
    public int? LevelOf(int years) => Levels.Contains(years) ? years : null;

    /// <summary>The level that comes after some years, or null above the highest.</summary>
    public int? NextAfter(int years) => Levels.Cast<int?>().FirstOrDefault(level => level > years);

    /// <summary>The award day for what is full on a day (R-BDG-3).</summary>
    public DateOnly AwardDayOf(DateOnly fullOn)
    {
        var day = fullOn.ToString("MM-dd", CultureInfo.InvariantCulture);
        // The last window of the year reaches into the next one.
        var window = windows.LastOrDefault(w => string.CompareOrdinal(w.Start, day) <= 0) is { Award: not null } found ? found : windows[^1];
        var wraps = string.CompareOrdinal(window.Award, window.Start) < 0 && string.CompareOrdinal(day, window.Start) >= 0;
        return At(fullOn.Year + (wraps ? 1 : 0), window.Award);
    }

    /// <summary>The days on which what is awarded on a day is full, or null if nothing is awarded then.</summary>
    public (DateOnly First, DateOnly Last)? WindowOf(DateOnly awardDay)
    {
        for (var i = 0; i < windows.Count; i++)
        {
            var (award, start) = windows[i];
            if (At(awardDay.Year, award) == awardDay)
            {
                var first = At(awardDay.Year - (string.CompareOrdinal(award, start) < 0 ? 1 : 0), start);
                var next = At(first.Year, windows[(i + 1) % windows.Count].Start);
                return (first, (next <= first ? next.AddYears(1) : next).AddDays(-1));
            }
        }

        return null;
    }

    /// <summary>The next award day from a day on.</summary>
    public DateOnly NextAwardDay(DateOnly day) =>
        windows.SelectMany(window => (DateOnly[])[At(day.Year, window.Award), At(day.Year + 1, window.Award)]).Where(award => award >= day).Min();

    /// <summary>The parameter that says how much earlier a level may come (R-BDG-2).</summary>
    public string EarlyParameter(Ground ground, int level) => ground switch
    {
        Ground.Posthumous => "earlyPosthumous",
        _ => level >= Version.Number("earlyHighFrom") ? "earlyIllnessHigh" : "earlyIllness",
    };

    /// <summary>The first day from which a level may come early.</summary>
    public DateOnly EarlyFrom(Ground ground, int level, DateOnly fullOn) => Months.Add(fullOn, -Version.Term(EarlyParameter(ground, level)).Count);

    private static DateOnly At(int year, string monthDay) => IsoDate.Parse(string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{monthDay}"));
}
