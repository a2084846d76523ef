using Xunit;

namespace DienBien.Platform.Tests.Sql;

public sealed class QueryPlanTests
{
    [Fact]
    public void No_text_in_the_product_scans_a_table_that_grows()
    {
        using var plans = new QueryPlans();
        var texts = SqlTexts.Whole();
        Expect.None(texts.Where(text => !plans.Knows(text)).Select(text => $"no plan for {text.Text}"));
        Expect.None(texts.SelectMany(plans.Scans));
    }

    [Theory]
    [InlineData("SELECT id FROM members WHERE full_name = @name", "members")]
    [InlineData("SELECT m.id FROM organizations o JOIN members m ON m.full_name = o.display_name WHERE o.id = @id", "members")]
    [InlineData("SELECT COUNT(*) FROM organizations", "organizations")]
    [InlineData("UPDATE members SET version = version + 1 WHERE ethnicity = @e", "members")]
    [InlineData("DELETE FROM members WHERE ethnicity = @e", "members")]
    public void A_scan_is_found(string text, string table)
    {
        using var plans = new QueryPlans();
        Assert.Equal([$"membership scans {table}: {text}"], plans.Scans(new Statement("membership", text)));
    }

    [Theory]
    [InlineData("SELECT id FROM members WHERE id {in ids}")]
    [InlineData("SELECT m.id FROM {rows keys: register_id char(36), member_number varchar(32)} k JOIN members m ON m.register_id = k.register_id AND m.member_number = k.member_number")]
    [InlineData("SELECT position FROM feed_head WHERE id = 1")]
    public void A_search_is_none(string text)
    {
        using var plans = new QueryPlans();
        Assert.Empty(plans.Scans(new Statement("membership", text)));
    }
}
