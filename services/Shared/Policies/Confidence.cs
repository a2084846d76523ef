using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace DienBien.Platform.Shared.Policies;

/// <summary>How well a rule is sourced, as written in the catalogue of rules: <c>A</c>, <c>C/B</c>, <c>A P06 §8</c>, <c>design</c>.</summary>
public static partial class Confidence
{
    private static readonly ConcurrentDictionary<string, Effect> Known = new(StringComparer.Ordinal);

    /// <summary>
    /// The effect of a grade. A (primary text) and B (press or legal portal naming the clause) block; C (public code, quiz) and GK
    /// (general knowledge) warn; of several letters the lowest decides. Without a letter, invariants of the software (design, DHIS2,
    /// peers, OpenSlides, 6.3) block; reading, S0 and local are parameters and warn.
    /// </summary>
    /// <param name="grade">The grade as written; names of sources beside it are skipped.</param>
    /// <returns>The effect.</returns>
    /// <exception cref="FormatException">The text holds no known grade.</exception>
    public static Effect EffectOf(string grade) => Known.GetOrAdd(grade, Judge);

    private static Effect Judge(string grade)
    {
        var marks = Mark().Matches(grade).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        return marks switch
        {
            _ when marks.Contains("C") || marks.Contains("GK") => Effect.Warn,
            _ when marks.Contains("A") || marks.Contains("B") => Effect.Block,
            _ when marks.Overlaps(["reading", "S0", "local"]) => Effect.Warn,
            { Count: > 0 } => Effect.Block,
            _ => throw new FormatException($"'{grade}' holds no grade of confidence."),
        };
    }

    // Neither a clause (§6.3.1) nor a source (P06, C208) is a grade.
    [GeneratedRegex(@"(?<![\w§.])(?:A|B|C|GK|design|DHIS2|peers|OpenSlides|6\.3|reading|S0|local)(?![\w.])", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
