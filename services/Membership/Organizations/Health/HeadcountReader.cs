using System.Text.Json;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Organizations.Health;

/// <summary>Counts the members and offices of organisations on a day.</summary>
internal static class HeadcountReader
{
    private const string CountOwn = $$"""
        SELECT t.organization_id, COUNT(*) AS members, SUM(CASE WHEN {{MembershipRow.OfficialOn}} <= @day THEN 1 ELSE 0 END) AS official
        FROM memberships t JOIN members m ON m.id = t.member_id {{MembershipRow.Earlier}} WHERE t.organization_id {in ids} AND {{MembershipRow.InForce}} GROUP BY t.organization_id
        """;

    private const string CountBelow = $"""
        SELECT COUNT(*) AS members, COALESCE(SUM(CASE WHEN {MembershipRow.OfficialOn} <= @day THEN 1 ELSE 0 END), 0) AS official
        FROM organizations o JOIN memberships t ON t.organization_id = o.id JOIN members m ON m.id = t.member_id {MembershipRow.Earlier}
        WHERE o.path >= @from AND o.path < @to AND {MembershipRow.InForce}
        """;

    private const string CountOffices = """
        SELECT c.organization_id, COUNT(*) AS members, SUM(CASE WHEN f.role IN ('SECRETARY', 'DEPUTY') THEN 1 ELSE 0 END) AS official
        FROM committee_terms c JOIN committee_offices f ON f.term_id = c.id
        WHERE c.organization_id {in ids} AND c.kind = 'COMMITTEE' AND c.starts_on <= @day AND (c.ends_on IS NULL OR c.ends_on > @day)
            AND f.superseded_at IS NULL AND f.since <= @day AND (f.until IS NULL OR f.until > @day)
        GROUP BY c.organization_id
        """;

    private const string SelectConsents = "SELECT c.organization_id, c.kind FROM organization_consents c WHERE c.organization_id {in ids} AND c.granted_on <= @day";

    /// <summary>The counts of organisations, in their order: those of cells by themselves, those of committees with everything below.</summary>
    public static async Task<IReadOnlyList<Headcount>> OfAsync(Session session, IReadOnlyList<OrganizationRow> rows, DateOnly day)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var key = new { ids = JsonSerializer.Serialize(rows.Select(row => row.Id)), day };
        var own = (await session.QueryAsync<Count>(CountOwn, key)).ToDictionary(count => count.OrganizationId, StringComparer.Ordinal);
        var offices = (await session.QueryAsync<Count>(CountOffices, key)).ToDictionary(count => count.OrganizationId, StringComparer.Ordinal);
        var consents = (await session.QueryAsync<Consent>(SelectConsents, key)).ToLookup(consent => consent.OrganizationId, consent => consent.Kind, StringComparer.Ordinal);
        var counts = new List<Headcount>(rows.Count);
        foreach (var row in rows)
        {
            var members = row.Kind == "GRASSROOTS" ? await BelowAsync(session, row.Path, day) : own.GetValueOrDefault(row.Id, Count.None);
            var committee = offices.GetValueOrDefault(row.Id, Count.None);
            counts.Add(new Headcount
            {
                Kind = row.Kind,
                Official = (int)members.Official,
                Probationary = (int)(members.Members - members.Official),
                Committee = (int)committee.Members,
                PlainMembers = (int)(committee.Members - committee.Official),
                Consents = consents[row.Id].ToHashSet(StringComparer.Ordinal),
            });
        }

        return counts;
    }

    private static Task<Count> BelowAsync(Session session, string path, DateOnly day)
    {
        var range = PathRange.Of(path);
        return session.SingleAsync<Count>(CountBelow, new { from = range.From, to = range.To, day });
    }

    private sealed record Count
    {
        public static readonly Count None = new();

        public string OrganizationId { get; init; } = "";

        public long Members { get; init; }

        public long Official { get; init; }
    }

    private sealed record Consent
    {
        public string OrganizationId { get; init; } = "";

        public string Kind { get; init; } = "";
    }
}
