using System.Text;

namespace DienBien.Platform.Membership.Text;

/// <summary>What search and sort order need to know of a character.</summary>
/// <param name="Folded">The character without marks in lower case; <c>\0</c> for a combining mark.</param>
/// <param name="Rank">Its place in the alphabet as a character of the sort key; <c>\0</c> if it is not a Latin letter.</param>
/// <param name="Tone">Its tone: 0 ngang, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng.</param>
internal readonly record struct Letter(char Folded, char Rank, byte Tone)
{
    private const string Alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
    private const string Ranks = "3456789abcdefghijklmnopqrstuvwxyz";
    private const string FoldedRanks = "aaabcddeefghijklmnooopqrstuuvwxyz";
    private const string Tones = "\u0300\u0309\u0303\u0301\u0323";
    private const char FirstMark = '\u0300';
    private const char LastMark = '\u036F';
    private const char FirstAdditional = '\u1E00';
    private const char LastAdditional = '\u1EFF';

    private static readonly Letter[] Latin = Table('\0', LastMark);
    private static readonly Letter[] Additional = Table(FirstAdditional, LastAdditional);

    /// <summary>Looks a character up.</summary>
    public static Letter Of(char c) => c switch
    {
        <= LastMark => Latin[c],
        >= FirstAdditional and <= LastAdditional => Additional[c - FirstAdditional],
        _ => new Letter(char.ToLowerInvariant(c), '\0', 0),
    };

    /// <summary>The folded letter of a rank, which several letters share: a of ă.</summary>
    public static char FoldedOf(char rank) => FoldedRanks[Ranks.IndexOf(rank, StringComparison.Ordinal)];

    public static bool IsMark(char c) => c is >= FirstMark and <= LastMark;

    private static Letter[] Table(char first, char last)
    {
        var letters = new Letter[last - first + 1];
        for (var i = 0; i < letters.Length; i++)
        {
            letters[i] = Describe((char)(first + i));
        }

        return letters;
    }

    private static Letter Describe(char c)
    {
        if (IsMark(c))
        {
            return default;
        }

        // Old fonts and keyboards give eth (U+00D0) and African D (U+0189) for Đ; they look the same.
        var lower = char.ToLowerInvariant(c) is 'ð' or 'ɖ' ? 'đ' : char.ToLowerInvariant(c);
        var parts = lower.ToString().Normalize(NormalizationForm.FormD);
        var folded = lower == 'đ' ? 'd' : parts[0];
        var tone = parts.Skip(1).Select(mark => Tones.IndexOf(mark, StringComparison.Ordinal) + 1).FirstOrDefault(found => found > 0);
        var letter = string.Concat(parts.Where(part => !Tones.Contains(part, StringComparison.Ordinal))).Normalize();
        var place = Alphabet.IndexOf(letter, StringComparison.Ordinal);
        place = place < 0 ? Alphabet.IndexOf(folded, StringComparison.Ordinal) : place;
        return new Letter(folded, place < 0 ? '\0' : Ranks[place], (byte)tone);
    }
}
