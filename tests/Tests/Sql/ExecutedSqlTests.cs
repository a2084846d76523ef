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

    [Fact]
    public void Every_text_in_the_product_is_executed_by_some_test()
    {
        Assert.SkipUnless(AfterAll.WholeSuite, "Only a part of the suite ran.");
        var executed = SqlLog.Executed.Select(s => s.Text.Trim()).ToList();
        Expect.None(SqlTexts.Whole().Concat(SqlTexts.Beginnings())
            .Where(s => !executed.Exists(text => text.StartsWith(s.Text.Trim(), StringComparison.Ordinal)))
            .Select(s => s.Text));
    }

    [Fact]
    public void No_executed_text_scans_a_table_that_grows()
    {
        Assert.SkipUnless(SqlLog.Executed.Count > 0, "No test ran before.");
        using var plans = new QueryPlans();
        Expect.None(SqlLog.Executed.SelectMany(plans.Scans));
    }
}
