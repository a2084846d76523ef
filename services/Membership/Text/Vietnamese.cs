using System.Buffers;
using System.Text;

namespace DienBien.Platform.Membership.Text;

/// <summary>Vietnamese text: one stored form, one form to search by and one to sort by (rule R-DOC-6).</summary>
/// <remarks>Search and sort keys are read from a table of letters, without a call into ICU: an import makes hundreds of thousands of them.</remarks>
internal static partial class Vietnamese
{
    private const int OnStack = 512;

    /// <summary>The stored form: NFC, each run of white space and line breaks one space, none at the ends.</summary>
    /// <param name="text">Any text; half of a surrogate pair becomes U+FFFD.</param>
    /// <returns>The stored form; the very text given where it has that form already.</returns>
    public static string Normalize(string text)
    {
        var (composed, tidy, afterSpace) = (true, true, true);
        foreach (var c in text)
        {
            // Below U+0300 and in Latin Extended Additional, every character is its own NFC.
            composed &= c < '\u0300' || c is >= '\u1E00' and <= '\u1EFF';
            var space = char.IsWhiteSpace(c);
            tidy &= !space || (c == ' ' && !afterSpace);
            afterSpace = space;
        }

        if (!composed)
        {
            text = Repaired(text).Normalize(NormalizationForm.FormC);
        }

        return tidy && (!afterSpace || text.Length == 0) ? text : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The form to search by: no marks, đ as d, lower case, white space as in <see cref="Normalize"/>: "Điện Biên" is "dien bien".</summary>
    /// <param name="text">Any text, composed or not.</param>
    /// <returns>The folded text, never longer than the text.</returns>
    public static string Fold(string text)
    {
        char[]? rented = null;
        var buffer = text.Length <= OnStack ? stackalloc char[OnStack] : rented = ArrayPool<char>.Shared.Rent(text.Length);
        var (length, space) = (0, false);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                space = length > 0;
            }
            else if (Letter.Of(c).Folded is not '\0' and var folded)
            {
                if (space)
                {
                    buffer[length++] = ' ';
                    space = false;
                }

                buffer[length++] = folded;
            }
        }

        var result = buffer[..length].SequenceEqual(text) ? text : new string(buffer[..length]);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return result;
    }

    /// <summary>The folded words of a text, in their order; whatever is neither letter nor digit parts them.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The words.</returns>
    public static string[] Words(string text)
    {
        var folded = Fold(text);
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= folded.Length; i++)
        {
            var inside = i < folded.Length && char.IsLetterOrDigit(folded[i]);
            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                words.Add(folded[start..i]);
                start = -1;
            }
        }

        return [.. words];
    }

    // Normalize() refuses half a surrogate pair; text that is bad in one character must not fail a whole import.
    private static string Repaired(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return text;
        }

        var repaired = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            repaired.Append(rune);
        }

        return repaired.ToString();
    }
}
