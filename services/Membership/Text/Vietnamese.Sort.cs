using System.Buffers;
using System.Globalization;

namespace DienBien.Platform.Membership.Text;

/// <content>
/// Sort keys. They consist of 0–9 and a–z alone, so that they sort alike ordinally, in SQLite and under any collation of SQL Server:
/// <c>0</c> parts the levels, <c>1</c> the words, <c>2</c> opens a number (its length, its digits), <c>3</c>–<c>z</c> are the 33 letters.
/// </content>
internal static partial class Vietnamese
{
    private const char LevelBreak = '0';
    private const char WordBreak = '1';
    private const char Number = '2';
    private const int LongestNumber = 35;

    /// <summary>
    /// A key in Vietnamese alphabetical order: a ă â b c d đ e ê …, then the tones ngang, huyền, hỏi, ngã, sắc, nặng word by word.
    /// Case, punctuation and the place of the tone mark in its syllable (hòa, hoà) do not count; "Tổ 2" comes before "Tổ 10".
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <returns>A key to compare ordinally; equal keys need another criterion behind them.</returns>
    public static string SortKey(string text) => Key(text, default);

    /// <summary>A key for names of persons: the given name (last word) first, with its tone, then surname and middle names.</summary>
    /// <param name="fullName">Surname, middle names and given name.</param>
    /// <returns>A key to compare ordinally; equal keys need another criterion behind them.</returns>
    public static string PersonSortKey(string fullName)
    {
        var name = fullName.AsSpan().Trim();
        var given = name.Length;
        while (given > 0 && !char.IsWhiteSpace(name[given - 1]))
        {
            given--;
        }

        return Key(name[given..], name[..given]);
    }

    private static string Key(ReadOnlySpan<char> first, ReadOnlySpan<char> rest)
    {
        var firstSize = Room(first.Length);
        var size = firstSize + Room(rest.Length);
        char[]? rented = null;
        var buffer = size <= 3 * OnStack ? stackalloc char[3 * OnStack] : rented = ArrayPool<char>.Shared.Rent(size);
        var length = Write(first, buffer[..firstSize], keepTones: !rest.IsEmpty);
        length += Write(rest, buffer[length..(length + Room(rest.Length))], keepTones: false);
        var key = new string(buffer[..length]);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return key;
    }

    private static int Room(int length) => (6 * length) + 2;

    // With keepTones the tones stay complete, so that what follows them is compared only between equal words.
    private static int Write(ReadOnlySpan<char> text, Span<char> key, bool keepTones)
    {
        if (text.ContainsAnyInRange('\u0300', '\u036F'))
        {
            text = Normalize(text.ToString());
        }

        var tones = key[((5 * text.Length) + 1)..];
        var (length, words, inWord) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var letter = Letter.Of(c);
            if (letter.Rank == '\0' && !char.IsLetterOrDigit(c))
            {
                inWord &= Letter.IsMark(c);
                continue;
            }

            if (!inWord)
            {
                if (words > 0)
                {
                    key[length++] = WordBreak;
                }

                tones[words++] = '0';
                inWord = true;
            }

            if (letter.Rank != '\0')
            {
                key[length++] = letter.Rank;
                tones[words - 1] = letter.Tone == 0 ? tones[words - 1] : (char)('0' + letter.Tone);
            }
            else if (char.IsAsciiDigit(c))
            {
                var digits = text[i..];
                digits = digits.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? digits[..end] : digits;
                i += digits.Length - 1;
                length += WriteNumber(digits.TrimStart('0'), key[length..]);
            }
            else
            {
                // Letters of other scripts come after z, in the order of their code points.
                key[length++] = 'z';
                ((int)c).TryFormat(key[length..], out var written, "x4", CultureInfo.InvariantCulture);
                length += written;
            }
        }

        var used = keepTones ? tones[..words] : tones[..words].TrimEnd('0');
        if (used.Length > 0)
        {
            key[length++] = LevelBreak;
            used.CopyTo(key[length..]);
        }

        return length + used.Length;
    }

    private static int WriteNumber(ReadOnlySpan<char> digits, Span<char> key)
    {
        var size = Math.Min(digits.Length, LongestNumber);
        key[0] = Number;
        key[1] = (char)(size < 10 ? '0' + size : 'a' + size - 10);
        digits.CopyTo(key[2..]);
        return digits.Length + 2;
    }
}
