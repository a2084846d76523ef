using System.Globalization;
using DienBien.Platform.Shared.Policies;

namespace DienBien.Platform.Membership.Statistics;

/// <summary>The age bands of a policy version. Age is the day's year less the year of birth.</summary>
internal sealed class AgeBands
{
    private static readonly PerVersion<AgeBands> Versions = new(RegisterPolicies.All["statistics"], version => new AgeBands(version));

    private readonly int[] oldest;

    internal AgeBands(PolicyVersion version)
    {
        Version = version.Version;
        oldest = [.. version.Strings("ageBands").Select(age => int.Parse(age, CultureInfo.InvariantCulture)).Order()];
        Names = [.. Enumerable.Range(0, oldest.Length + 1).Select(Name)];
    }

    public string Version { get; }

    /// <summary>The bands, the youngest first: <c>0-30</c>, <c>31-40</c>, and at last <c>61-</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    public static AgeBands On(DateOnly day) => Versions.On(day);

    public string BandOf(int birthYear, DateOnly day)
    {
        var place = Array.FindIndex(oldest, age => day.Year - birthYear <= age);
        return Names[place < 0 ? oldest.Length : place];
    }

    /// <summary>The years of birth of a band on a day, or null if there is no such band.</summary>
    public (int First, int Last)? BirthYearsOf(string band, DateOnly day)
    {
        var place = Names.ToList().IndexOf(band);
        return place < 0 ? null : (place == oldest.Length ? 1 : day.Year - oldest[place], place == 0 ? DateOnly.MaxValue.Year : day.Year - oldest[place - 1] - 1);
    }

    private string Name(int place) => string.Create(CultureInfo.InvariantCulture, $"{(place == 0 ? 0 : oldest[place - 1] + 1)}-{(place == oldest.Length ? "" : oldest[place])}");
}
