using System.Text.Json;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Duplicates;

/// <summary>The card numbers of two records of which one is kept: one of them is the person's.</summary>
internal static class MergeCards
{
    public const string Moved = "CARD_MOVED";

    public const string EndedHere = "CARD_ENDED_OF_KEPT";

    public const string EndedThere = "CARD_ENDED_OF_OTHER";

    private const string SelectHeld = """
        SELECT c.card_hash, c.ordinal, c.member_id FROM member_cards c WHERE c.member_id {in ids} AND c.superseded_at IS NULL ORDER BY c.card_hash, c.ordinal
        """;

    private const string End = "UPDATE member_cards SET superseded_at = @now WHERE card_hash = @hash AND ordinal = @ordinal AND superseded_at IS NULL";

    private const string Reopen = "UPDATE member_cards SET superseded_at = NULL WHERE card_hash = @hash AND ordinal = @ordinal";

    private const string Give = "UPDATE member_cards SET member_id = @to WHERE card_hash = @hash AND ordinal = @ordinal AND member_id = @from AND superseded_at IS NULL";

    private const string CountTakenSince = """
        SELECT COUNT(*) FROM member_cards c WHERE c.card_hash = @hash AND c.superseded_at IS NULL AND c.recorded_at > @since AND c.member_id <> @kept AND c.member_id <> @merged
        """;

    /// <summary>Whether a record holds a card number.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="kept">The record that is kept.</param>
    /// <param name="other">The other one.</param>
    /// <param name="take">Whether the other's number is wanted.</param>
    /// <returns>Whether the other's number is the person's, and what was done to which card.</returns>
    public static async Task<(bool Takes, IReadOnlyList<MergePartRow> Parts)> MergeAsync(Work work, string kept, string other, bool take)
    {
        var held = await work.QueryAsync<Card>(SelectHeld, new { ids = JsonSerializer.Serialize(new[] { kept, other }) });
        var (ours, theirs) = (held.Where(card => card.MemberId == kept).ToList(), held.Where(card => card.MemberId == other).ToList());
        var takes = theirs.Count > 0 && (take || ours.Count == 0);
        var parts = new List<MergePartRow>();
        foreach (var card in takes ? ours : theirs)
        {
            await work.ExecuteAsync(End, new { hash = card.CardHash, ordinal = card.Ordinal, now = work.Now });
            parts.Add(new MergePartRow { Kind = takes ? EndedHere : EndedThere, RowKey = card.Key });
        }

        foreach (var card in takes ? theirs : [])
        {
            await work.ExecuteAsync(Give, new { hash = card.CardHash, ordinal = card.Ordinal, from = other, to = kept });
            parts.Add(new MergePartRow { Kind = Moved, RowKey = card.Key });
        }

        return (takes, parts);
    }

    /// <summary>Gives the cards back.</summary>
    /// <returns>False if a card has been given up or taken since.</returns>
    public static async Task<bool> UndoAsync(Work work, MergeRow merge, IEnumerable<MergePartRow> parts)
    {
        foreach (var part in parts.Where(part => part.Kind is Moved or EndedHere or EndedThere))
        {
            var (hash, ordinal) = Card.Read(part.RowKey);
            var same = part.Kind == Moved
                ? await work.ExecuteAsync(Give, new { hash, ordinal, from = merge.KeptId, to = merge.MergedId }) == 1
                : await work.SingleAsync<long>(CountTakenSince, new { hash, since = merge.RecordedAt, kept = merge.KeptId, merged = merge.MergedId }) == 0
                    && await work.ExecuteAsync(Reopen, new { hash, ordinal }) == 1;
            if (!same)
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Card
    {
        public string CardHash { get; init; } = "";

        public int Ordinal { get; init; }

        public string MemberId { get; init; } = "";

        public string Key => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{CardHash} {Ordinal}");

        public static (string Hash, int Ordinal) Read(string key) =>
            (key[..key.IndexOf(' ', StringComparison.Ordinal)], int.Parse(key.AsSpan(key.IndexOf(' ', StringComparison.Ordinal) + 1), System.Globalization.CultureInfo.InvariantCulture));
    }
}
