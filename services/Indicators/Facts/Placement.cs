using System.Globalization;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>Under which parent an organisation stood on which days.</summary>
internal readonly record struct Placement(long Parent, Interval Days)
{
    private const string SelectMoved = $"SELECT {NodeRow.Columns} FROM nodes AS o WHERE o.earlier > '' AND {AsKnown.Node}";

    /// <summary>A node's placements, the earliest first; none for the root.</summary>
    internal static IReadOnlyList<Placement> Of(NodeRow node)
    {
        if (node.IsRoot)
        {
            return [];
        }

        var parent = Tree.Numbers(node).Reverse().ElementAt(1);
        if (node.Earlier is null)
        {
            return [new Placement(parent, Interval.Always)];
        }

        var (places, from) = (new List<Placement>(), DateOnly.MinValue);
        foreach (var (earlier, until) in Parse(node.Earlier))
        {
            places.Add(new Placement(earlier, new Interval(from, until)));
            from = until;
        }

        places.Add(new Placement(parent, new Interval(from, DateOnly.MaxValue)));
        return places;
    }

    /// <summary>The stored form of earlier parents; null if there is none that is not the later one too.</summary>
    internal static string? Stored(IReadOnlyList<(long Parent, DateOnly Until)> earlier, long parent)
    {
        var kept = earlier.Where((term, i) => term.Parent != (i + 1 < earlier.Count ? earlier[i + 1].Parent : parent))
            .Select(term => string.Create(CultureInfo.InvariantCulture, $"{term.Parent} {IsoDate.Of(term.Until)}")).ToList();
        return kept.Count == 0 ? null : string.Join(';', kept);
    }

    /// <summary>The paths of what once stood below a path and no longer does, each with everything below it.</summary>
    internal static async Task<IReadOnlyList<PathRange>> GoneFromAsync(Session session, PathRange below, DateTime known)
    {
        var (ranges, moved) = (new List<PathRange> { below }, await session.QueryAsync<NodeRow>(SelectMoved, new { known }));
        var paths = new Dictionary<long, string>();
        foreach (var parent in moved.Count == 0 ? [] : await session.QueryAsync<NodeRow>(Tree.SelectByNumber, new { numbers = System.Text.Json.JsonSerializer.Serialize(moved.SelectMany(Of).Select(place => place.Parent).Distinct()), known }))
        {
            paths[parent.Node] = parent.Path;
        }

        // What moved out of something that moved out has to be found as well.
        for (var found = true; found;)
        {
            found = false;
            foreach (var node in moved.Where(node => !ranges.Exists(range => range.Contains(node.Path)) && Of(node).Any(place => paths.TryGetValue(place.Parent, out var path) && ranges.Exists(range => range.Contains(path)))))
            {
                ranges.Add(node.Below);
                found = true;
            }
        }

        return ranges[1..];
    }

    private static IEnumerable<(long Parent, DateOnly Until)> Parse(string stored) =>
        stored.Split(';').Select(term => term.Split(' ')).Select(term => (long.Parse(term[0], CultureInfo.InvariantCulture), IsoDate.Parse(term[1])));
}
