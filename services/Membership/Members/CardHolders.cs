using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Members;

/// <summary>A member who holds or held a card number.</summary>
internal sealed record CardHolder
{
    public string CardHash { get; init; } = "";

    public int Ordinal { get; init; }

    public string MemberId { get; init; } = "";

    public string Path { get; init; } = "";

    public bool Superseded { get; init; }
}

/// <summary>Who holds the card numbers of a batch, wherever they are: the scope decides later what the caller learns.</summary>
internal sealed class CardHolders(ILookup<string, CardHolder> stored)
{
    private const string Select = """
        SELECT c.card_hash, c.ordinal, c.member_id, o.path, CASE WHEN c.superseded_at IS NULL THEN 0 ELSE 1 END AS superseded
        FROM member_cards c JOIN members m ON m.id = c.member_id JOIN organizations o ON o.id = m.organization_id
        WHERE c.card_hash {in hashes}
        """;

    private readonly Dictionary<string, List<CardHolder>> holders = stored.ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);

    public static async Task<CardHolders> LoadAsync(Session session, string hashes) =>
        new((await session.QueryAsync<CardHolder>(Select, new { hashes })).ToLookup(holder => holder.CardHash, StringComparer.Ordinal));

    public bool Holds(string hash, string memberId) => Of(hash).Exists(holder => holder.MemberId == memberId && !holder.Superseded);

    public CardHolder? OtherHolder(string hash, string memberId) => Of(hash).Find(holder => holder.MemberId != memberId && !holder.Superseded);

    /// <summary>Takes the next place under the hash. Two writers who take the same one collide at the primary key.</summary>
    public int Next(string hash, string memberId, string path)
    {
        var list = Of(hash);
        var ordinal = list.Count == 0 ? 0 : list.Max(holder => holder.Ordinal) + 1;
        list.Add(new CardHolder { CardHash = hash, Ordinal = ordinal, MemberId = memberId, Path = path });
        return ordinal;
    }

    private List<CardHolder> Of(string hash)
    {
        if (!holders.TryGetValue(hash, out var list))
        {
            holders[hash] = list = [];
        }

        return list;
    }
}
