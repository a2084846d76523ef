using System.Collections.Frozen;

namespace DienBien.Platform.Local.Demo;

/// <summary>The embedded lists of names: columns separated by semicolons, values by a bar or, in names, by a space.</summary>
internal static class Pools
{
    public static readonly People[] Peoples = [.. Rows("peoples.csv").Select(row => new People(
        row[0], Words(row[1]), Words(row[2]), Words(row[3]), Words(row[4]), Words(row[5])))];

    /// <summary>Names of work places: by sector, and by the code of an agency bloc.</summary>
    public static readonly FrozenDictionary<string, string[]> Workplaces = Lists("workplaces.csv");

    /// <summary>Occupations by sector, outside the villages with their education; education of villagers by generation.</summary>
    public static readonly FrozenDictionary<string, string[]> Occupations = Lists("occupations.csv");

    /// <summary>The two halves of village names, by people; who has none of their own takes the Thái ones.</summary>
    public static readonly FrozenDictionary<string, (string[] First, string[] Second)> Places =
        Rows("places.csv").ToFrozenDictionary(row => row[0], row => (Words(row[1]), Words(row[2])));

    /// <summary>The lines of an embedded file without its header, split into columns.</summary>
    public static IEnumerable<string[]> Rows(string file, char separator = ';')
    {
        using var stream = typeof(Pools).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The file {file} is not embedded.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split(separator);
        }
    }

    public static int PeopleIndex(string name) => Array.FindIndex(Peoples, people => people.Name == name) is >= 0 and var index
        ? index
        : throw new InvalidOperationException($"The people {name} is not in peoples.csv.");

    private static FrozenDictionary<string, string[]> Lists(string file) =>
        Rows(file).ToFrozenDictionary(row => row[0], row => row[1].Split('|'));

    private static string[] Words(string text) => text.Split(' ');
}

/// <summary>The names in use among a people.</summary>
internal sealed record People(
    string Name, string[] Surnames, string[] MaleMiddles, string[] FemaleMiddles, string[] MaleNames, string[] FemaleNames)
{
    public string FullName(ref SplitMix random, bool female) => string.Concat(
        string.Concat(random.Pick(Surnames), " ", random.Pick(female ? FemaleMiddles : MaleMiddles), " "),
        random.Pick(female ? FemaleNames : MaleNames));
}
