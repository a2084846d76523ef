using DienBien.Platform.Shared.Data;
using Xunit;

namespace DienBien.Platform.Tests.Sql;

/// <summary>The T-SQL is proved without a server: read, held to the common subset and bound against the migrated schema.</summary>
public sealed class TSqlTests
{
    public static TheoryData<string> Services => [.. ServiceSchemas.All.Keys];

    [Theory]
    [MemberData(nameof(Services))]
    public void Migrations_make_a_schema_that_SQL_Server_takes(string service)
    {
        foreach (var (name, text) in ServiceSchemas.Scripts(service, Dialect.SqlServer))
        {
            var (tree, errors) = TSql.Parse(text);
            Assert.True(errors.Count == 0, $"{name}: {string.Join("; ", errors)}");
            Expect.None(CommonSubset.Complaints(tree).Select(complaint => $"{name}: {complaint}"));
        }

        Assert.NotEmpty(Binder.Fold(service).Tables);
        Expect.None(Binder.Complaints(Binder.Fold(service).Data.Select(text => new Statement(service, text))));
    }

    [Fact]
    public void Every_text_in_the_product_binds()
    {
        var texts = SqlTexts.Whole();
        Assert.True(texts.Count > 40, $"Only {texts.Count} texts were found.");
        Expect.None(Binder.Complaints(texts));
    }

    [Theory]
    [InlineData("SELECT nothing FROM organizations WHERE id = @id", "nothing")]
    [InlineData("SELECT o.id FROM organisations o WHERE o.id = @id", "organisations")]
    [InlineData("SELECT x.id FROM organizations o WHERE o.id = @id", "x")]
    [InlineData("SELECT id FROM organizations WHERE id IN @ids", "line 1")]
    [InlineData("SELECT id FROM organizations LIMIT 1", "line 1")]
    [InlineData("SELECT id FROM organizations o WHERE {scope o.way}", "way")]
    [InlineData("SELECT k.id FROM {rows keys: id char(36), n bigint} k WHERE k.m = 1", "m")]
    [InlineData("UPDATE organizations SET version += 1 WHERE id = @id", "compound assignment")]
    [InlineData("UPDATE organizations SET id = @id OUTPUT id", "OUTPUT")]
    [InlineData("WITH c AS (SELECT id FROM organizations) UPDATE c SET id = @id", "CTE")]
    [InlineData("MERGE INTO organizations AS t USING (SELECT 1 AS id) AS s ON t.id = s.id WHEN MATCHED THEN DELETE;", "MERGE")]
    [InlineData("CREATE OR ALTER VIEW v AS SELECT id FROM organizations", "CREATE OR ALTER")]
    [InlineData("CREATE TABLE t (id int NOT NULL, INDEX ix (id))", "inline INDEX")]
    [InlineData("ALTER INDEX ix ON t REBUILD", "ALTER INDEX")]
    [InlineData("ALTER DATABASE d SET READ_ONLY", "ALTER DATABASE")]
    [InlineData("ALTER TABLE t DROP CONSTRAINT df", "drop of")]
    [InlineData("SELECT @p WHERE 1 = 1", "CAST")]
    [InlineData("SELECT id FROM organizations WITH (UPDLOCK) WHERE id = @id", "lock hint")]
    [InlineData("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM sys.indexes)", "catalogue")]
    [InlineData("SELECT id FROM organizations FOR SYSTEM_TIME AS OF @t", "temporal")]
    [InlineData("INSERT INTO feed_head (id, position) VALUES (1)", "number of values")]
    [InlineData("INSERT INTO feed_head (id, position) VALUES (1, 2)", "audit_position")]
    [InlineData("INSERT INTO feed_head VALUES (1, 2, 3, 4)", "without its columns")]
    public void What_would_fail_there_is_found(string text, string complaint) =>
        Assert.Contains(Binder.Complaints([new Statement("meetings", text)]), found => found.Contains(complaint, StringComparison.Ordinal));

    [Theory]
    [InlineData("SELECT o.id FROM organizations o WHERE o.id {in ids} AND {scope o.path} ORDER BY o.id {page}")]
    [InlineData("UPDATE organizations SET code = r.code FROM {rows lines: id char(36), code varchar(32)} AS r WHERE organizations.id = r.id")]
    [InlineData("SELECT CASE WHEN EXISTS (SELECT 1 FROM organizations WHERE id = @id) THEN 1 ELSE 0 END")]
    public void What_runs_there_is_let_through(string text) => Expect.None(Binder.Complaints([new Statement("meetings", text)]));
}
