using System.Globalization;

namespace DienBien.Platform.Local.Demo;

/// <summary>Card and dossier numbers in the official forms, from a member's running number: unique without a list of those given.</summary>
internal static class MemberNumbers
{
    private const int Million = 1_000_000;

    /// <summary>The province's prefix; more than a million members need those of other provinces.</summary>
    private static readonly string[] Provinces = ["011", "012", "014", "010", "015", "017"];

    private static readonly string[] Bodies = ["DB", "DBA", "DBB", "DBC", "DBD", "DBE"];

    /// <summary>
    /// Twelve digits: province, sex and century, year of birth, six digits. The last six are scrambled by a factor
    /// prime to a million, so that neighbours do not look like a count and no two are equal.
    /// </summary>
    public static string Card(int member, bool female, int birthYear) => string.Create(
        CultureInfo.InvariantCulture,
        stackalloc char[12],
        $"{Provinces[member / Million]}{(birthYear >= 2000 ? 2 : 0) + (female ? 1 : 0)}{birthYear % 100:D2}{(member % Million * 387_913L + 271_828) % Million:D6}");

    /// <summary>Six digits and the letters of the issuing body (R-ORG-16).</summary>
    public static string Dossier(int member) => string.Create(
        CultureInfo.InvariantCulture,
        stackalloc char[10],
        $"{member % (Million - 1) + 1:D6} {Bodies[member / (Million - 1)]}");
}
