using Xunit;

namespace DienBien.Platform.Tests.Sql;

/// <summary>Looks at every text that the suite executed.</summary>
[Collection(AfterAll.Name)]
public sealed class ExecutedSqlTests
{
    [Fact]
    public void Every_executed_text_binds_on_SQL_Server()
    {
        Assert.SkipUnless(SqlLog.Executed.Count > 0, "No test ran before.");
        Expect.None(Binder.Complaints(SqlLog.Executed));
    }

    /// <summary>Texts that are bound and planned but that no test executes yet. The list may only shrink.</summary>
    private static readonly string[] NotYet =
    [
        "DELETE FROM organizations",
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM members) OR EXISTS (SELECT 1 FROM villages)",
        "SELECT id FROM organizations WHERE path = @path",
        "SELECT m.id FROM members m WHERE m.register_id = @registerId AND m.member_number = @number",
        "SELECT o.id FROM organizations o WHERE o.id {in ids} AND {scope o.path}",
        "SELECT version FROM organizations WHERE id = @id",
        "SELECT version FROM villages WHERE id = @id",
        "UPDATE feed_cursors SET poison_position = @position, poison_reason = @reason",
        "UPDATE feed_cursors SET position = 0, updated_at = @now, poison_position = NULL",
        "UPDATE head_names SET display_name = NULL, erased_at = @now",
        "UPDATE member_cards SET superseded_at = @now WHERE member_id = @id",
    ];

    [Fact]
    public void Every_text_in_the_product_is_executed_by_some_test()
    {
        Assert.SkipUnless(AfterAll.WholeSuite, "Only a part of the suite ran.");
        var executed = SqlLog.Executed.Select(s => s.Text.Trim()).ToList();
        Expect.None(SqlTexts.Whole().Concat(SqlTexts.Beginnings())
            .Where(s => !executed.Exists(text => text.StartsWith(s.Text.Trim(), StringComparison.Ordinal)))
            .Select(s => s.Text.Trim())
            .Where(text => !Array.Exists(NotYet, known => text.StartsWith(known, StringComparison.Ordinal))));
    }

    [Fact]
    public void No_executed_text_scans_a_table_that_grows()
    {
        Assert.SkipUnless(SqlLog.Executed.Count > 0, "No test ran before.");
        using var plans = new QueryPlans();
        Expect.None(SqlLog.Executed.SelectMany(plans.Scans));
    }
}
