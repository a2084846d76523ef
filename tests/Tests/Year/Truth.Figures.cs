using DienBien.Membership.V1;

namespace DienBien.Platform.Tests.Year;

/// <content>Numbers of members and villages, counted person by person and day by day.</content>
internal sealed partial class Truth
{
    private static readonly (string Name, int Oldest)[] Bands = [("0-30", 30), ("31-40", 40), ("41-50", 50), ("51-60", 60), ("61-", int.MaxValue)];

    /// <summary>The members of some organisations by each property.</summary>
    public IEnumerable<(Dimension Dimension, string Value, List<string> Members)> Structure(HashSet<string> units, DateOnly day)
    {
        var members = In(units, day).ToList();
        foreach (var (dimension, of) in (( Dimension, Func<(Person Person, string Unit), string>)[])
            [
                (Dimension.Sex, m => m.Person.Sex.ToString().ToUpperInvariant()),
                (Dimension.Age, m => Array.Find(Bands, band => day.Year - m.Person.Born.Year <= band.Oldest).Name),
                (Dimension.Ethnicity, m => m.Person.Ethnicity),
                (Dimension.Education, m => m.Person.Education),
                (Dimension.Sector, m => Units[m.Unit].Sector.ToString().ToUpperInvariant()),
                (Dimension.Status, m => m.Person.Official <= day ? "OFFICIAL" : "PROBATIONARY"),
            ])
        {
            foreach (var group in members.GroupBy(of))
            {
                yield return (dimension, group.Key, [.. group.Select(m => m.Person.Key)]);
            }
        }
    }

    /// <summary>Who came to or left some organisations from the day after one on, up to another, and why.</summary>
    public IEnumerable<(Flow Flow, string Member, DateOnly Day)> Flows(HashSet<string> units, DateOnly from, DateOnly to)
    {
        foreach (var person in People.Values)
        {
            for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
            {
                var (before, now) = (person.UnitOn(day.AddDays(-1)), person.UnitOn(day));
                var (was, isIn) = (before is not null && units.Contains(before), now is not null && units.Contains(now));
                if (isIn && !was)
                {
                    yield return (before is not null ? Flow.TransferredIn : day == person.Admitted ? Flow.Admitted : Flow.Returned, person.Key, day);
                }
                else if (was && !isIn)
                {
                    yield return (now is not null ? Flow.TransferredOut : person.Why, person.Key, day);
                }
            }
        }
    }

    /// <summary>The villages or members above and below the line of an indicator.</summary>
    public (List<string> Above, List<string> Below) Indicator(string code, HashSet<string> units, DateOnly day)
    {
        var villages = Villages.Values.Where(village => units.Contains(village.Commune)).ToList();
        var newYear = new DateOnly(day.Year, 1, 1);
        return code switch
        {
            "T4" => (Keys(villages.Where(village => HeadOn(village, day) is { Length: > 0 } head && People[head].UnitOn(day) is not null)), Keys(villages.Where(village => HeadOn(village, day) is not null))),
            "T5" => (Keys(villages.Where(village => CellOn(village, day) is { Own: true })), Keys(villages)),
            _ => ([.. People.Values.Where(person => person.Admitted >= newYear && person.Admitted <= day && units.Contains(person.Stays[0].Unit)).Select(person => person.Key)],
                [.. In(units, newYear.AddDays(-1)).Select(member => member.Person.Key)]),
        };
    }

    /// <summary>Who heads a village: a member's name, an empty one, or null.</summary>
    public static string? HeadOn(Place village, DateOnly day) => village.Heads.FindLast(head => head.Since <= day) is { Member: { } member } ? member : null;

    /// <summary>The cell that serves a village.</summary>
    public static (string Cell, bool Own)? CellOn(Place village, DateOnly day) =>
        village.Cells.FindLast(link => link.Since <= day) is { Cell: { } cell } link ? (cell, link.Own) : null;

    private static List<string> Keys(IEnumerable<Place> villages) => [.. villages.Select(village => village.Key)];
}
