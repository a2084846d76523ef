using Xunit;

namespace DienBien.Platform.Tests.Faults;

/// <summary>What the indicators must say, counted in the files themselves, and the balance between them.</summary>
internal static class Figures
{
    private const string SelectStocks = """
        SELECT COALESCE(SUM(CASE WHEN s.valid_from < '2026-01-01' THEN 1 ELSE 0 END), 0) AS Opening,
            COALESCE(SUM(CASE WHEN s.valid_from >= '2026-01-01' THEN 1 ELSE 0 END), 0) AS Came,
            COALESCE(SUM(CASE WHEN s.valid_to < '2027-01-01' THEN 1 ELSE 0 END), 0) AS Went,
            (SELECT COUNT(*) FROM members m JOIN organizations p ON p.id = m.organization_id WHERE m.ended_on IS NULL AND p.path LIKE CONCAT(n.path, '%')) AS Closing
        FROM organizations n JOIN organizations o ON o.path LIKE CONCAT(n.path, '%') JOIN memberships s ON s.organization_id = o.id AND s.superseded_at IS NULL
        WHERE n.code = @code
        """;

    private static readonly DateOnly FirstOfYear = new(2026, 1, 1);

    public static async Task AgreeAsync(FaultRig rig)
    {
        var (opening, admitted) = (0L, 0L);
        foreach (var (node, code) in ((int, string)[])[(3316, "03316"), (3325, "03325")])
        {
            var (up, down) = await AgreeAsync(rig, node, commune => commune == code);
            await BalanceAsync(rig, node, code, down, up);
            (opening, admitted) = (opening + down, admitted + up);
        }

        // The levels add up: the province is the sum of its communes.
        Assert.Equal((admitted, opening), await AgreeAsync(rig, 11, _ => true));
        await BalanceAsync(rig, 11, "11", opening, admitted);
    }

    private static async Task<(long Admitted, long Opening)> AgreeAsync(FaultRig rig, int node, Func<string, bool> within)
    {
        var villages = rig.Files.SelectMany(f => f.Villages).Where(v => within(v.Commune)).ToList();
        var members = rig.Files.SelectMany(f => f.Members).Where(m => within(m.Commune)).ToList();
        Assert.Equal((villages.Count(v => v is { HasHead: true, HeadIsMember: true }), villages.Count(v => v.HasHead)), await rig.ValueAsync("T4", node));
        Assert.Equal((villages.Count(v => v.OwnCell), villages.Count), await rig.ValueAsync("T5", node));
        var t6 = await rig.ValueAsync("T6", node);
        Assert.Equal((members.Count(m => m.AdmittedOn >= FirstOfYear), members.Count(m => m.AdmittedOn < FirstOfYear)), t6);
        return t6;
    }

    /// <summary>Opening and what came in is closing and what went out: in the register's own intervals, and as Indicators says it.</summary>
    private static async Task BalanceAsync(FaultRig rig, int node, string code, long opening, long admitted)
    {
        var stocks = (await rig.Register.RowsAsync<Stocks>(SelectStocks, new { code })).Single();
        Assert.Equal((stocks.Opening, stocks.Came), (opening, admitted));
        Assert.Equal(stocks.Opening + stocks.Came, stocks.Closing + stocks.Went);
        var (_, closing) = await rig.ValueAsync("T6", node, "2027-01-01");
        Assert.Equal(opening + admitted, closing + stocks.Went);
    }

    private sealed record Stocks
    {
        public long Opening { get; init; }

        public long Came { get; init; }

        public long Went { get; init; }

        public long Closing { get; init; }
    }
}
