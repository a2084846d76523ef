using System.Globalization;
using DienBien.Membership.V1;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;
using Sector = DienBien.Membership.V1.Organization.Types.Sector;
using Sex = DienBien.Membership.V1.Member.Types.Sex;

namespace DienBien.Platform.Tests.Year;

/// <summary>
/// What is true by the script, kept as plainly as can be and computed without the product: people with the days of
/// their stays, organisations, villages. Dates are written yyyy-MM-dd; an end is the first day on which it is over.
/// </summary>
internal sealed partial class Truth
{
    public static readonly DateOnly Forever = DateOnly.MaxValue;

    /// <summary>When what is being told became known.</summary>
    public DateOnly Known { get; set; }

    public Dictionary<string, Unit> Units { get; } = [];

    public Dictionary<string, Person> People { get; } = [];

    public Dictionary<string, Place> Villages { get; } = [];

    /// <summary>Acts on the tree with whom and what they moved.</summary>
    public List<string> Acts { get; } = [];

    public static DateOnly Day(string text) => text.Length == 0 ? Forever : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Text(DateOnly day) => day == Forever ? "" : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void Unit(string key, string parent, Kind kind, Sector sector, string since) => Units[key] = new Unit { Key = key, Parent = parent, Kind = kind, Sector = sector, Since = Day(since) };

    public void Dissolved(string key, string day) => Units[key].Until = Day(day);

    public void Office(string key, bool plain, string since) => Units[key].Offices.Add((plain, Day(since)));

    public void Member(string key, string unit, Sex sex, string born, string ethnicity, string education, string admitted, string official) => People[key] = new Person
    {
        Key = key, Sex = sex, Born = Day(born), Ethnicity = ethnicity, Education = education, Admitted = Day(admitted), Official = Day(official),
        Stays = [new Stay(unit, Day(admitted), Forever)],
    };

    public void Official(string key, string day) => People[key].Official = Day(day);

    /// <summary>From the day on the member is in another organisation.</summary>
    public void Goes(string key, string unit, string day)
    {
        var stays = People[key].Stays;
        stays[^1] = stays[^1] with { Until = Day(day) };
        stays.Add(new Stay(unit, Day(day), Forever));
    }

    public void Ended(string key, Flow why, string day)
    {
        var person = People[key];
        (person.End, person.Why) = (Day(day), why);
        person.Stays.RemoveAll(stay => stay.Since >= Day(day));
        person.Stays[^1] = person.Stays[^1] with { Until = Day(day) };
        person.Uncut = [.. person.Facts];
        for (var i = 0; i < person.Facts.Count; i++)
        {
            person.Facts[i] = person.Facts[i] with { Until = person.Facts[i].Until < Day(day) ? person.Facts[i].Until : Day(day) };
        }
    }

    /// <summary>The membership had not ended after all, nor what ended with it.</summary>
    public void NotEnded(string key)
    {
        var person = People[key];
        person.End = Forever;
        person.Stays[^1] = person.Stays[^1] with { Until = Forever };
        (person.Facts, person.Uncut) = (person.Uncut, []);
    }

    public void Fact(string key, MemberFact.Types.Kind kind, string since, string until = "") => People[key].Facts.Add(new Lasting(kind, Day(since), Day(until)));

    /// <summary>The member's last fact of a kind lasts until another day.</summary>
    public void Until(string key, MemberFact.Types.Kind kind, string until)
    {
        var facts = People[key].Facts;
        var last = facts.FindLastIndex(fact => fact.Kind == kind);
        facts[last] = facts[last] with { Until = Day(until) };
    }

    public void Village(string key, string commune) => Villages[key] = new Place { Key = key, Commune = commune };

    /// <summary>A village has another head from a day on: a member, or somebody else.</summary>
    public void Head(string village, string member, string since) => Villages[village].Heads.Add((member, Day(since)));

    /// <summary>From a day on a village is served by a cell, alone or together with others.</summary>
    public void Served(string village, string cell, bool own, string since) => Villages[village].Cells.Add((cell, own, Day(since)));

    /// <summary>The organisations at and below one, whether or not they exist.</summary>
    public HashSet<string> Below(string top) => [.. Units.Values.Where(unit => Line(unit.Key).Contains(top)).Select(unit => unit.Key)];

    /// <summary>An organisation and those above it.</summary>
    public IEnumerable<string> Line(string key)
    {
        for (var at = key; at.Length > 0; at = Units[at].Parent)
        {
            yield return at;
        }
    }

    /// <summary>Who belongs to one of some organisations on a day, and to which.</summary>
    public IEnumerable<(Person Person, string Unit)> In(HashSet<string> units, DateOnly day) =>
        from person in People.Values let unit = person.UnitOn(day) where unit is not null && units.Contains(unit) select (person, unit);
}

/// <summary>An organisation.</summary>
internal sealed class Unit
{
    public required string Key { get; init; }

    public required string Parent { get; init; }

    public required Kind Kind { get; init; }

    public required Sector Sector { get; init; }

    public required DateOnly Since { get; init; }

    public DateOnly Until { get; set; } = Truth.Forever;

    /// <summary>Offices of its committee; plain ones are neither secretary nor deputy.</summary>
    public List<(bool Plain, DateOnly Since)> Offices { get; } = [];

    public bool Exists(DateOnly day) => Since <= day && day < Until;
}

internal sealed record Stay(string Unit, DateOnly Since, DateOnly Until);

internal sealed record Lasting(MemberFact.Types.Kind Kind, DateOnly Since, DateOnly Until);

/// <summary>A member or former member.</summary>
internal sealed class Person
{
    public required string Key { get; init; }

    public required Sex Sex { get; init; }

    public required DateOnly Born { get; init; }

    public required string Ethnicity { get; set; }

    public required string Education { get; init; }

    public required DateOnly Admitted { get; init; }

    public required DateOnly Official { get; set; }

    public required List<Stay> Stays { get; init; }

    public List<Lasting> Facts { get; set; } = [];

    /// <summary>The facts as they were before the membership ended.</summary>
    public List<Lasting> Uncut { get; set; } = [];

    public DateOnly End { get; set; } = Truth.Forever;

    public Flow Why { get; set; }

    public string? UnitOn(DateOnly day) => Stays.Find(stay => stay.Since <= day && day < stay.Until)?.Unit;

    public bool Has(DateOnly day, params MemberFact.Types.Kind[] kinds) => Facts.Exists(fact => kinds.Contains(fact.Kind) && fact.Since <= day && day < fact.Until);
}

/// <summary>A village.</summary>
internal sealed class Place
{
    public required string Key { get; init; }

    public required string Commune { get; init; }

    /// <summary>Who heads it since when; empty for somebody who is no member.</summary>
    public List<(string Member, DateOnly Since)> Heads { get; } = [];

    /// <summary>Which cell serves it since when, and whether as its own.</summary>
    public List<(string Cell, bool Own, DateOnly Since)> Cells { get; } = [];
}
