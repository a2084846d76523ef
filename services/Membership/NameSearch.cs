using System.Globalization;
using Dapper;
using DienBien.Platform.Membership.Text;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership;

/// <summary>Finds names by words, without tones if wished: each word asked for begins a word of the name, in any order.</summary>
internal sealed class NameSearch
{
    private const int MaxWords = 6;

    private readonly bool asked;
    private readonly string[] words;

    /// <summary>Reads what is asked for; an empty text asks for nothing in particular.</summary>
    public NameSearch(Check check, string query, string field)
    {
        (asked, words) = (!string.IsNullOrWhiteSpace(query), Vietnamese.Words(query));
        check.That(words.Length <= MaxWords, field, "TEXT_LENGTH");
    }

    /// <summary>The form in which a name is stored to be found: its folded words, a space between them.</summary>
    public static string Stored(string name) => string.Join(' ', Vietnamese.Words(name));

    /// <summary>True if what is asked for holds no word, such as %, which is in no name.</summary>
    public bool FindsNothing => asked && words.Length == 0;

    /// <summary>How the words begin that are asked for.</summary>
    public IReadOnlyList<string> Beginnings => words;

    /// <summary>Whether a name of these words is found; unknown words may be any.</summary>
    public bool Finds(IReadOnlyList<string>? stored) =>
        !asked || (words.Length > 0 && (stored is null || Array.TrueForAll(words, word => stored.Any(s => s.StartsWith(word, StringComparison.Ordinal)))));

    /// <summary>The predicate over a column of stored forms.</summary>
    public string Predicate(string column) => !asked ? "1 = 1" : FindsNothing ? "1 = 0" : string.Join(
        " AND ", words.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"({column} LIKE @word{i} OR {column} LIKE @laterWord{i})")));

    /// <summary>The parameters of the predicate with those of the rest of the query.</summary>
    public DynamicParameters With(object parameters)
    {
        var bound = new DynamicParameters(parameters);
        for (var i = 0; i < words.Length; i++)
        {
            // Words hold letters and digits alone, none of which means anything to LIKE.
            bound.Add(string.Create(CultureInfo.InvariantCulture, $"word{i}"), words[i] + "%");
            bound.Add(string.Create(CultureInfo.InvariantCulture, $"laterWord{i}"), "% " + words[i] + "%");
        }

        return bound;
    }

    /// <summary>The same for a name in memory.</summary>
    public bool Finds(string name) => Finds(Vietnamese.Words(name));
}
