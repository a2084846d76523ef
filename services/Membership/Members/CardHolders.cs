using System.Text.Json;
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
internal sealed class CardHolders
{
    private const string Select = """
        SELECT c.card_hash, c.ordinal, c.member_id, o.path, CASE WHEN c.superseded_at IS NULL THEN 0 ELSE 1 END AS superseded
        FROM member_cards c JOIN members m ON m.id = c.member_id JOIN organizations o ON o.id = m.organization_id
        WHERE c.card_hash {in hashes}
        """;

    private readonly Dictionary<string, List<CardHolder>> holders = new(StringComparer.Ordinal);

    // Who gave a number up since: what is stored may not say so yet.
    private readonly HashSet<string> released = new(StringComparer.Ordinal);

    /// <summary>Reads who holds numbers, unless that is known already.</summary>
    public async Task LoadAsync(Session session, IReadOnlyCollection<string> hashes)
    {
        var missing = hashes.Where(hash => !holders.ContainsKey(hash)).ToHashSet(StringComparer.Ordinal);
        if (missing.Count == 0)
        {
            return;
        }

        foreach (var holder in await session.QueryAsync<CardHolder>(Select, new { hashes = JsonSerializer.Serialize(missing) }))
        {
            Of(holder.CardHash).Add(released.Contains(holder.MemberId) ? holder with { Superseded = true } : holder);
        }
    }

    public bool Holds(string hash, string memberId) => Of(hash).Exists(holder => holder.MemberId == memberId && !holder.Superseded);

    public List<CardHolder> OthersOf(string hash, string memberId) => Of(hash).FindAll(holder => holder.MemberId != memberId && !holder.Superseded);

    /// <summary>Sets free the number that a member holds.</summary>
    public void Release(string memberId)
    {
        released.Add(memberId);
        foreach (var list in holders.Values)
        {
            for (var i = list.FindIndex(holder => holder.MemberId == memberId); i >= 0; i = list.FindIndex(i + 1, holder => holder.MemberId == memberId))
            {
                list[i] = list[i] with { Superseded = true };
            }
        }
    }

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
