using System.Text;
using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Feed;
using Google.Protobuf;
using Xunit;

namespace DienBien.Platform.Tests.Feed;

/// <summary>How events are numbered, and read when they are old.</summary>
public sealed class FeedOrderTests
{
    private static readonly Caller Writer = new("writer", "writer", []);

    [Fact]
    public async Task Writers_at_once_leave_no_hole_and_a_reader_misses_nothing()
    {
        using var mirror = new Mirror();
        // A database object of its own for each: they share no lock in memory, as two replicas don't.
        using var other = new Database(Dialect.Sqlite, mirror.Database.ConnectionString);
        var (seen, done) = (new List<long>(), false);
        var reading = Task.Run(
            async () =>
            {
                for (var last = false; !last;)
                {
                    last = Volatile.Read(ref done);
                    var after = seen.Count == 0 ? 0 : seen[^1];
                    seen.AddRange((await FeedLog.ReadAsync(mirror.Database, after, long.MaxValue, null, CancellationToken.None)).Select(row => row.Position));
                }
            },
            TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => WriteAsync(n % 2 == 0 ? mirror.Database : other, n), TestContext.Current.CancellationToken)));
        Volatile.Write(ref done, true);
        await reading;
        var head = await FeedLog.HeadAsync(mirror.Database, TestContext.Current.CancellationToken);
        // Of 6 × 30 transactions with two events each, every third was rolled back.
        Assert.Equal(6 * 20 * 2, head);
        Assert.Equal(Enumerable.Range(1, (int)head).Select(n => (long)n), seen);
    }

    [Fact]
    public void An_old_event_is_brought_up_step_by_step_and_a_newer_one_is_not_guessed_at()
    {
        var steps = new Upcasters(new Dictionary<(string, int), Func<ByteString, ByteString>>
        {
            [("a.Changed", 1)] = data => ByteString.CopyFromUtf8(data.ToStringUtf8() + " second"),
            [("a.Changed", 2)] = data => ByteString.CopyFromUtf8(data.ToStringUtf8() + " third"),
        });
        string Read(string type, int version) => steps.Upcast(type, version, ByteString.CopyFrom("first", Encoding.UTF8)).ToStringUtf8();
        Assert.Equal(("first second third", "first third", "first"), (Read("a.Changed", 1), Read("a.Changed", 2), Read("a.Changed", 3)));
        Assert.Equal((3, 1), (steps.CurrentVersion("a.Changed"), steps.CurrentVersion("b.Changed")));
        Assert.Equal("first", Read("b.Changed", 1));
        Assert.Throws<InvalidDataException>(() => Read("a.Changed", 4));
        Assert.Throws<InvalidDataException>(() => Upcasters.All.Upcast(MemberChanged.Descriptor.FullName, Upcasters.All.CurrentVersion(MemberChanged.Descriptor.FullName) + 1, ByteString.Empty));
    }

    private static async Task WriteAsync(Database database, int writer)
    {
        var commands = new Commands(database, new FeedSignal(), TimeProvider.System);
        for (var i = 0; i < 30; i++)
        {
            try
            {
                await commands.RunAsync(
                    Writer,
                    "/test",
                    work =>
                    {
                        work.Emit("members/x", "", new MemberChanged { MemberNumber = $"{writer}-{i}" });
                        work.Emit("members/y", "", new MemberChanged { MemberNumber = $"{writer}-{i}" });
                        return i % 3 == 0 ? throw new InvalidOperationException("Rolled back.") : Task.FromResult(0);
                    },
                    CancellationToken.None);
            }
            catch (InvalidOperationException) when (i % 3 == 0)
            {
                continue;
            }
        }
    }
}
