using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Audit;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Feed;
using Xunit;

namespace DienBien.Platform.Tests.Data;

/// <summary>State, feed, audit and idempotency rows stand or fall together, on both databases.</summary>
public sealed class CommandTests
{
    private static readonly string Organization = Ids.New();

    [Theory]
    [MemberData(nameof(TestDatabase.Dialects), MemberType = typeof(TestDatabase))]
    public async Task Positions_have_no_holes_whoever_writes_and_whatever_fails(string dialect)
    {
        using var test = TestDatabase.Open(dialect);
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            try
            {
                await test.RunAsync(work =>
                {
                    Emit(work, 1 + (i % 3));
                    return i % 4 == 3 ? throw new InvalidDataException("planned") : Task.FromResult(0);
                });
            }
            catch (InvalidDataException planned)
            {
                Assert.Equal("planned", planned.Message);
            }
        });
        var head = await FeedLog.HeadAsync(test.Database, TestContext.Current.CancellationToken);
        var rows = await FeedLog.ReadAsync(test.Database, 0, head, null, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 40).Where(i => i % 4 != 3).Sum(i => 1 + (i % 3)), head);
        Assert.Equal(Enumerable.Range(1, (int)head).Select(n => (long)n), rows.Select(row => row.Position));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Dialects), MemberType = typeof(TestDatabase))]
    public async Task A_failure_keeps_nothing(string dialect)
    {
        using var test = TestDatabase.Open(dialect);
        await Assert.ThrowsAsync<InvalidDataException>(() => test.RunAsync<int>(async work =>
        {
            Emit(work, 1);
            work.Audit("organizations/x", Organization, "x"u8);
            await work.ExecuteAsync("UPDATE feed_head SET audit_hash = 'x' WHERE id = 1");
            throw new InvalidDataException();
        }));
        Assert.Equal(0, await FeedLog.HeadAsync(test.Database, TestContext.Current.CancellationToken));
        Assert.Null(await AuditChain.FirstBreakAsync(test.Database, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Dialects), MemberType = typeof(TestDatabase))]
    public async Task A_changed_line_breaks_the_audit_chain_where_it_stands(string dialect)
    {
        using var test = TestDatabase.Open(dialect);
        for (var i = 0; i < 5; i++)
        {
            await test.RunAsync(work =>
            {
                work.Audit("organizations/x", Organization, "x"u8, i == 2 ? "inspection" : null);
                work.Audit("organizations/y", Organization, "y"u8);
                return Task.FromResult(0);
            });
        }

        Assert.Null(await AuditChain.FirstBreakAsync(test.Database, TestContext.Current.CancellationToken));
        await test.WriteAsync(session => session.ExecuteAsync("UPDATE audit SET actor = 'nobody' WHERE position = 6"));
        Assert.Equal(6, await AuditChain.FirstBreakAsync(test.Database, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Dialects), MemberType = typeof(TestDatabase))]
    public async Task A_lost_race_for_a_key_runs_again_and_a_real_clash_is_told(string dialect)
    {
        using var test = TestDatabase.Open(dialect);
        var attempts = 0;
        await test.WriteAsync(async session =>
        {
            var id = attempts++ == 0 ? 1 : 2;
            return id == 1 ? await session.ExecuteAsync("INSERT INTO feed_head (id, position, audit_position, audit_hash) VALUES (1, 0, 0, '')") : 0;
        });
        Assert.Equal(2, attempts);
        var clash = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => test.WriteAsync(session =>
            session.ExecuteAsync("INSERT INTO feed_head (id, position, audit_position, audit_hash) VALUES (1, 0, 0, '')")));
        Assert.True(Dialect.IsUniqueViolation(clash));
        // A check constraint is no lost race.
        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => test.WriteAsync(session =>
            session.ExecuteAsync("INSERT INTO feed_head (id, position, audit_position, audit_hash) VALUES (2, 0, 0, '')")));
        Assert.False(Dialect.IsTransient(refused));
    }

    private static void Emit(Work work, int events)
    {
        for (var i = 0; i < events; i++)
        {
            work.Emit("organizations/x", Organization, new OrganizationChanged { Organization = new Organization { Name = "organizations/x" } });
        }
    }
}
