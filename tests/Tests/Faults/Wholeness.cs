using System.Text.Json;
using DienBien.Platform.Shared.Audit;
using DienBien.Platform.Shared.Data;
using Xunit;

namespace DienBien.Platform.Tests.Faults;

/// <summary>What must hold in the databases after any crash.</summary>
internal static class Wholeness
{
    private const string SelectFile = """
        SELECT m.member_number, o.code, m.full_name, m.birth_date, m.admitted_on, m.card_last4
        FROM members m JOIN organizations o ON o.id = m.organization_id WHERE m.member_number >= @first AND m.member_number < @last ORDER BY m.member_number
        """;

    private const string SelectTables = """
        SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'feed%' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%schema%'
            AND name NOT IN ('audit', 'idempotency') ORDER BY name
        """;

    /// <summary>Each of these counts something that must not be.</summary>
    private static readonly string[] Faults =
    [
        "SELECT COUNT(*) FROM feed_head h WHERE h.position <> (SELECT COUNT(*) FROM feed) OR h.position <> (SELECT COALESCE(MAX(position), 0) FROM feed)",
        "SELECT COUNT(*) FROM members m WHERE (SELECT COUNT(*) FROM memberships s WHERE s.member_id = m.id AND s.superseded_at IS NULL) <> 1",
        "SELECT COUNT(*) FROM memberships s WHERE NOT EXISTS (SELECT 1 FROM members m WHERE m.id = s.member_id)",
        "SELECT COUNT(*) FROM members m WHERE m.card_last4 IS NOT NULL AND (SELECT COUNT(*) FROM member_cards c WHERE c.member_id = m.id AND c.superseded_at IS NULL) <> 1",
        "SELECT COUNT(*) FROM members m WHERE m.version <> 1",
        "SELECT ABS((SELECT COUNT(*) FROM members) - (SELECT COUNT(*) FROM feed WHERE subject LIKE 'members/%'))",
        "SELECT COUNT(*) FROM members WHERE id NOT IN (SELECT SUBSTR(subject, 9) FROM feed WHERE subject LIKE 'members/%')",
        "SELECT COUNT(*) FROM villages v WHERE (SELECT COUNT(*) FROM village_heads h WHERE h.village_id = v.id AND h.superseded_at IS NULL AND h.valid_to IS NULL) > 1",
    ];

    /// <summary>The feed has no hole, the audit log is whole, and no fact stands alone or twice.</summary>
    public static async Task HoldsAsync(Database register)
    {
        foreach (var fault in Faults)
        {
            Assert.True(await register.NumberAsync(fault) == 0, fault);
        }

        Assert.Null(await AuditChain.FirstBreakAsync(register, CancellationToken.None));
    }

    /// <summary>The members of a file that are in the register, which must say of each what the file says.</summary>
    public static async Task<int> StoredAsync(Database register, RegisterFile file)
    {
        var first = file.Members[0].Number.Split('-')[0];
        var rows = await register.RowsAsync<StoredMember>(SelectFile, new { first = first + "-", last = first + "." });
        Assert.Equal(
            file.Members.Take(rows.Count).Select(m => (m.Number, m.Cell, m.Name, m.BirthDate, m.AdmittedOn, m.Card.Length > 0 ? m.Card[^4..] : null)),
            rows.Select(r => (r.MemberNumber, r.Code, r.FullName, r.BirthDate, r.AdmittedOn, r.CardLast4)));
        return rows.Count;
    }

    /// <summary>The projection holds just the events up to its cursor: nothing missing, nothing twice, nothing beyond.</summary>
    public static async Task ReachesItsCursorAsync(FaultRig rig)
    {
        var cursor = await rig.CursorAsync();
        var expected = await rig.Register.NumberAsync("SELECT COUNT(*) FROM feed WHERE subject LIKE 'members/%' AND position <= @cursor", new { cursor });
        Assert.Equal(expected, await rig.Facts.NumberAsync("SELECT COUNT(*) FROM members"));
        Assert.Equal(expected, await rig.Facts.NumberAsync("SELECT COUNT(DISTINCT id) FROM members"));
        Assert.Equal(0, await rig.Facts.NumberAsync("SELECT COUNT(*) FROM members WHERE position > @cursor", new { cursor }));
    }

    /// <summary>Everything that Indicators keeps of the feed, as text.</summary>
    public static async Task<string> DumpAsync(Database facts)
    {
        var tables = new Dictionary<string, object>();
        foreach (var table in await facts.RowsAsync<string>(SelectTables))
        {
            var columns = await facts.RowsAsync<string>("SELECT name FROM pragma_table_info(@table) ORDER BY cid", new { table });
            // Where a run of events ended is no fact; what the ledger sums up is.
            var (keys, sums) = table == "opening_ledger"
                ? (columns.Where(c => c is not ("position" or "delta" or "begun" or "ceased")), columns.Where(c => c is "delta" or "begun" or "ceased").Select(c => $"SUM({c}) AS {c}"))
                : (columns, []);
            tables[table] = await facts.RowsAsync<dynamic>($"SELECT {string.Join(", ", keys.Concat(sums))} FROM {table} GROUP BY {string.Join(", ", keys)} ORDER BY {string.Join(", ", keys)}");
        }

        return JsonSerializer.Serialize(tables);
    }

    private sealed record StoredMember
    {
        public string MemberNumber { get; init; } = "";

        public string Code { get; init; } = "";

        public string FullName { get; init; } = "";

        public DateOnly BirthDate { get; init; }

        public DateOnly AdmittedOn { get; init; }

        public string? CardLast4 { get; init; }
    }
}
