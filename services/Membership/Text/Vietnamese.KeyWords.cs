namespace DienBien.Platform.Membership.Text;

/// <content>Reads words back from sort keys, so that an index in name order can be searched without a look at the names.</content>
internal static partial class Vietnamese
{
    /// <summary>The folded words of the name that a person's sort key was made of, the given name first.</summary>
    /// <param name="key">A key of <see cref="PersonSortKey"/>.</param>
    /// <returns>The words as <see cref="Words"/> has them; null if the key holds something else than letters, whose spelling it does not keep.</returns>
    public static IReadOnlyList<string>? KeyWords(string key)
    {
        var words = new List<string>();
        for (var at = 0; at < key.Length;)
        {
            var end = key.IndexOf(LevelBreak, at);
            var before = words.Count;
            foreach (var part in key[at..(end < 0 ? key.Length : end)].Split(WordBreak, StringSplitOptions.RemoveEmptyEntries))
            {
                // A z may be the mark of another script's letter.
                if (part.AsSpan().ContainsAny(Number, 'z'))
                {
                    return null;
                }

                words.Add(string.Create(part.Length, part, static (word, ranks) =>
                {
                    for (var i = 0; i < ranks.Length; i++)
                    {
                        word[i] = Letter.FoldedOf(ranks[i]);
                    }
                }));
            }

            // Each word of a level has one tone behind the break.
            at = end < 0 ? key.Length : end + 1 + words.Count - before;
        }

        return words;
    }
}
