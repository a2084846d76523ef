using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Feed;
using DienBien.Platform.Tests.Feed;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using Xunit;

namespace DienBien.Platform.Tests.Faults;

/// <summary>State, feed, audit and idempotency are kept together or not at all, and once.</summary>
public sealed class CommandFaultTests : IDisposable
{
    private readonly Mirror store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task A_command_keeps_its_four_parts()
    {
        await RunAsync(Ids.New());
        Assert.Equal("1 1 1 1", await CountsAsync());
    }

    [Theory]
    [InlineData("feed")]
    [InlineData("audit")]
    [InlineData("idempotency")]
    public async Task A_part_that_can_not_be_stored_undoes_the_others(string broken)
    {
        await store.Database.ChangeAsync($"CREATE TRIGGER broken BEFORE INSERT ON {broken} BEGIN SELECT RAISE(ABORT, 'broken'); END");
        var id = Ids.New();
        await Assert.ThrowsAsync<SqliteException>(() => RunAsync(id));
        Assert.Equal("0 0 0 0", await CountsAsync());
        Assert.Equal(0, await store.Database.NumberAsync("SELECT position + audit_position FROM feed_head"));
        await store.Database.ChangeAsync("DROP TRIGGER broken");
        // A refused request is not remembered: the same one may succeed now.
        await RunAsync(id);
        Assert.Equal("1 1 1 1", await CountsAsync());
    }

    [Fact]
    public async Task A_lost_race_for_a_key_runs_the_work_again()
    {
        var runs = 0;
        await RunAsync(Ids.New(), work =>
        {
            // The first run finds the key taken, as if another writer had been faster.
            runs++;
            return runs == 1 ? throw new SqliteException("taken", 19, 2067) : Task.CompletedTask;
        });
        Assert.Equal(2, runs);
        Assert.Equal("1 1 1 1", await CountsAsync());
    }

    [Fact]
    public async Task A_trial_leaves_nothing()
    {
        var answer = await Commands(store.Database).TryAsync(new("client", "client", []), "/test", async work =>
        {
            await ChangeAsync(work);
            return "would work";
        }, TestContext.Current.CancellationToken);
        Assert.Equal("would work", answer);
        Assert.Equal("0 0 0 0", await CountsAsync());
        await Assert.ThrowsAsync<Problem>(() => Commands(store.Database).TryAsync<int>(new("client", "client", []), "/test", _ => throw Problems.NotFound("x"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Calls_at_once_under_one_id_have_one_effect_and_one_answer()
    {
        using var other = new Database(Dialect.Sqlite, store.Database.ConnectionString);
        var id = Ids.New();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => RunAsync(id, database: n % 2 == 0 ? store.Database : other))));
        Assert.Single(answers.Select(answer => answer.Etag).Distinct());
        Assert.Equal("1 1 1 1", await CountsAsync());
    }

    [Fact]
    public async Task An_id_belongs_to_one_request_of_one_client_in_any_spelling()
    {
        var id = Ids.New();
        var first = await RunAsync(id);
        Assert.Equal(first, await RunAsync(id.ToUpperInvariant()));
        var reused = await Assert.ThrowsAsync<Problem>(() => RunAsync(id, code: "another"));
        Assert.Equal((StatusCode.InvalidArgument, "REQUEST_ID_REUSED"), (reused.Code, reused.Violations[0].Reason));
        Assert.Equal("UUID_INVALID", (await Assert.ThrowsAsync<Problem>(() => RunAsync("no-uuid"))).Violations[0].Reason);
        Assert.Equal("1 1 1 1", await CountsAsync());
        Assert.NotEqual(first, await RunAsync(id, client: "other"));
        Assert.Equal("2 2 2 2", await CountsAsync());
    }

    [Fact]
    public async Task Without_an_id_each_call_counts()
    {
        await RunAsync("");
        await RunAsync("");
        Assert.Equal("2 2 2 0", await CountsAsync());
    }

    private static Commands Commands(Database database) => new(database, new FeedSignal(), TimeProvider.System);

    private Task<Organization> RunAsync(string requestId, Func<Work, Task>? before = null, Database? database = null, string code = "one", string client = "client") =>
        Commands(database ?? store.Database).RunAsync(new CommandCall(client), new Organization { Code = code }, requestId, async work =>
        {
            await (before?.Invoke(work) ?? Task.CompletedTask);
            await ChangeAsync(work);
            return new Organization { Etag = Ids.New() };
        });

    /// <summary>A state row with its event and its line in the audit log.</summary>
    private static async Task ChangeAsync(Work work)
    {
        await work.InsertAsync("feed_cursors", new StateRow { Consumer = Ids.New(), UpdatedAt = work.Now });
        work.Emit("members/x", "", new MemberChanged());
        work.Audit("members/x", "", "content"u8);
    }

    /// <summary>How many rows of state, feed, audit and idempotency there are.</summary>
    private async Task<string> CountsAsync() => (await store.Database.RowsAsync<string>(
        "SELECT (SELECT COUNT(*) FROM feed_cursors) || ' ' || (SELECT COUNT(*) FROM feed) || ' ' || (SELECT COUNT(*) FROM audit) || ' ' || (SELECT COUNT(*) FROM idempotency)")).Single();

    private sealed record StateRow
    {
        public string Source { get; init; } = "state";

        public string Consumer { get; init; } = "";

        public long Position { get; init; }

        public DateTime UpdatedAt { get; init; }
    }
}
