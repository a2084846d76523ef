using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations.Acts;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Statistics;

/// <summary>
/// What belongs to parts of the tree on which day: as the tree stood then, or as if today's organisations had always been there
/// (R-IND-10). Neither alters what is stored.
/// </summary>
internal sealed class Belonging
{
    private readonly IReadOnlyList<PathRange> tops;
    private readonly IReadOnlyList<(DateOnly From, Func<string, bool> Holds)> trees;
    private readonly Dictionary<string, IReadOnlyList<(DateOnly From, DateOnly To, bool Inside)>> known = new(StringComparer.Ordinal);

    private Belonging(IReadOnlyList<PathRange> tops, IReadOnlyList<(DateOnly From, Func<string, bool> Holds)> trees, IEnumerable<PathRange> elsewhere)
    {
        (this.tops, this.trees) = (tops, trees);
        Scope = new Scope([.. tops, .. elsewhere.Where(range => !tops.Any(top => top.Contains(range.From))).Distinct()]);
    }

    /// <summary>Where all those stand today that belong to the parts on some day.</summary>
    public Scope Scope { get; }

    /// <summary>True if only those belong, on every day, that stand in the parts today.</summary>
    public bool IsPlain => trees.Count == 0;

    /// <summary>Reads what belongs to the parts from a day on; what was before that day is taken as on it.</summary>
    public static async Task<Belonging> ReadAsync(Session session, Scope scope, Basis basis, DateOnly from)
    {
        var tops = scope.Ranges;
        // Nothing ever leaves its root.
        if (tops.All(top => CountTable.RootOf(top.From) == top.From))
        {
            return new Belonging(tops, [], []);
        }

        if (basis == Basis.Rebuilt)
        {
            var successions = await Successions.ReadAsync(session, scope);
            return new Belonging(tops, successions.IsEmpty ? [] : [(DateOnly.MinValue, path => Stands(successions.Of(path)))], successions.Paths.Where(path => Stands(successions.Of(path))).Select(PathRange.Of));
        }

        var past = await PastTree.OfAsync(session, from, Shared.Errors.Check.EndOfTime);
        return tops.Any(top => past.Crosses(top))
            ? new Belonging(tops, [.. past.Changes.Prepend(from).Select(day => (day, Then(past.On(day))))], past.Changes.Prepend(from).SelectMany(day => tops.SelectMany(top => past.On(day).Below(top.From))))
            : new Belonging(tops, [], []);

        bool Stands(string path) => tops.Any(top => top.Contains(path));
        Func<string, bool> Then(PastTree tree) => path => tops.Any(top => path == top.From || tree.LayBelow(path, top.From));
    }

    /// <summary>The parts of a presence during which its organisation belongs and during which it does not.</summary>
    /// <param name="presence">A member's presence in an organisation.</param>
    /// <param name="path">Where the organisation stands today.</param>
    public IEnumerable<(PresenceRow Presence, bool Inside)> Cut(PresenceRow presence, string path) =>
        from stay in StaysOf(path)
        let part = presence with { ValidFrom = Max(presence.ValidFrom, stay.From), ValidTo = Min(presence.ValidTo, stay.To) }
        where part.ValidFrom < part.ValidTo
        select (part, stay.Inside);

    private IReadOnlyList<(DateOnly From, DateOnly To, bool Inside)> StaysOf(string path)
    {
        if (known.TryGetValue(path, out var stays))
        {
            return stays;
        }

        var found = new List<(DateOnly From, DateOnly To, bool Inside)>();
        foreach (var (from, holds) in trees)
        {
            var inside = holds(path);
            if (found.Count == 0)
            {
                found.Add((DateOnly.MinValue, DateOnly.MaxValue, inside));
            }
            else if (found[^1].Inside != inside)
            {
                found[^1] = found[^1] with { To = from };
                found.Add((from, DateOnly.MaxValue, inside));
            }
        }

        return known[path] = found.Count > 0 ? found : [(DateOnly.MinValue, DateOnly.MaxValue, tops.Any(top => top.Contains(path)))];
    }

    private static DateOnly Max(DateOnly one, DateOnly other) => one > other ? one : other;

    private static DateOnly Min(DateOnly one, DateOnly other) => one < other ? one : other;
}
