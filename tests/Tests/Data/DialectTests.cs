using System.Text.Json;
using DienBien.Platform.Meetings;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Feed;
using Xunit;

namespace DienBien.Platform.Tests.Data;

/// <summary>The same SQL means the same on both databases.</summary>
public sealed class DialectTests
{
    [Theory]
    [MemberData(nameof(TestDatabase.Dialects), MemberType = typeof(TestDatabase))]
    public async Task Migrations_run_again_without_effect(string dialect)
    {
        using var test = TestDatabase.Open(dialect);
        Migrator.Migrate(test.Database, MeetingsHost.Service.Migrations);
        Assert.Equal(1, await test.ReadAsync(session => session.SingleAsync<long>("SELECT COUNT(*) FROM feed_head")));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Dialects), MemberType = typeof(TestDatabase))]
    public async Task Rows_come_back_as_they_went(string dialect)
    {
        using var test = TestDatabase.Open(dialect);
        var node = Node("1.", "Đảng bộ xã Nà Tấu, “bản Xôm”") with { DissolvedOn = new DateOnly(2024, 2, 29) };
        await StoreAsync(test, node);
        Assert.Equal(node, await test.ReadAsync(session => OrganizationTree.FindAsync(session, node.Id)));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Dialects), MemberType = typeof(TestDatabase))]
    public async Task Times_keep_their_microseconds_and_their_order(string dialect)
    {
        using var test = TestDatabase.Open(dialect);
        var moment = new DateTime(2026, 11, 24, 23, 59, 59, DateTimeKind.Utc).AddTicks(9_999_990);
        await test.WriteAsync(async session =>
        {
            await session.InsertAsync<Cursor>("feed_cursors", [new("a", moment), new("b", moment.AddTicks(10))]);
            return 0;
        });
        var later = await test.ReadAsync(session => session.QueryAsync<Cursor>("SELECT source, consumer, position, updated_at FROM feed_cursors WHERE updated_at > @moment", new { moment }));
        Assert.Equal((moment.AddTicks(10), DateTimeKind.Utc), (Assert.Single(later).UpdatedAt, later[0].UpdatedAt.Kind));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Dialects), MemberType = typeof(TestDatabase))]
    public async Task Lists_and_rows_travel_as_one_parameter(string dialect)
    {
        using var test = TestDatabase.Open(dialect);
        var nodes = Enumerable.Range(1, 5_001).Select(i => Node($"{i}.", $"Chi bộ {i}")).ToArray();
        await StoreAsync(test, nodes);
        var ids = JsonSerializer.Serialize(nodes.Select(node => node.Id));
        Assert.Equal(5_001, await test.ReadAsync(session => session.SingleAsync<long>("SELECT COUNT(*) FROM organizations WHERE id {in ids}", new { ids })));
        var lines = JsonSerializer.Serialize(nodes.Take(2).Select(node => new object[] { node.Id, "Đổi tên" }));
        var changed = await test.WriteAsync(session => session.ExecuteAsync(
            "UPDATE organizations SET display_name = r.name FROM {rows lines: id char(36), name nvarchar(255)} AS r WHERE organizations.id = r.id", new { lines }));
        Assert.Equal(2, changed);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Dialects), MemberType = typeof(TestDatabase))]
    public async Task A_page_is_the_first_rows_of_the_scope(string dialect)
    {
        using var test = TestDatabase.Open(dialect);
        await StoreAsync(test, Node("1.", "a"), Node("1.1.", "b"), Node("1.10.", "c"), Node("1.2.", "d"), Node("2.", "e"));
        var scope = new Scope([PathRange.Of("1.1."), PathRange.Of("2.")]);
        var paths = await test.ReadAsync(session => session.QueryAsync<string>("SELECT o.path FROM organizations o WHERE {scope o.path} ORDER BY o.path {page}", new { take = 5 }, scope));
        Assert.Equal(["1.1.", "2."], paths);
        Assert.Empty(await test.ReadAsync(session => session.QueryAsync<string>("SELECT o.path FROM organizations o WHERE {scope o.path} ORDER BY o.path {page}", new { take = 5 }, Scope.None)));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Dialects), MemberType = typeof(TestDatabase))]
    public async Task A_moved_sub_tree_keeps_its_shape(string dialect)
    {
        using var test = TestDatabase.Open(dialect);
        await StoreAsync(test, Node("1.", "a"), Node("1.2.", "b"), Node("1.2.3.", "c"), Node("1.20.", "d"));
        await test.WriteAsync(async session =>
        {
            await OrganizationTree.MoveAsync(session, "1.2.", "7.2.");
            return 0;
        });
        var paths = await test.ReadAsync(session => session.QueryAsync<string>("SELECT path FROM organizations WHERE path > '1' ORDER BY path {page}", new { take = 9 }));
        Assert.Equal(["1.", "1.20.", "7.2.", "7.2.3."], paths);
    }

    private static Task<int> StoreAsync(TestDatabase test, params OrganizationNode[] nodes) => test.WriteAsync(async session =>
    {
        await session.InsertAsync<OrganizationNode>("organizations", nodes);
        return 0;
    });

    private static OrganizationNode Node(string path, string name) =>
        new() { Id = Ids.New(), Path = path, Code = path, Kind = "CELL", DisplayName = name, EstablishedOn = new DateOnly(2020, 1, 31) };

    private sealed record Cursor
    {
        public Cursor()
        {
        }

        public Cursor(string source, DateTime updatedAt) => (Source, UpdatedAt) = (source, updatedAt);

        public string Source { get; init; } = "";

        public string Consumer { get; init; } = "test";

        public long Position { get; init; }

        public DateTime UpdatedAt { get; init; }
    }
}
