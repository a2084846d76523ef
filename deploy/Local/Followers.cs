using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Local;

/// <summary>The services that follow Membership's feed.</summary>
internal static class Followers
{
    private const string SelectHead = "SELECT position FROM feed_head WHERE id = 1";

    private const string SelectReached = "SELECT COALESCE(MIN(position), 0) FROM feed_cursors";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until each follower has applied everything that Membership has recorded by now.</summary>
    /// <exception cref="TimeoutException">A follower moved nothing for half a minute: it is stuck.</exception>
    public static async Task CatchUpAsync(WebApplication membership, IEnumerable<WebApplication> followers, CancellationToken cancellation)
    {
        var head = await ReadAsync(membership, SelectHead, cancellation);
        await Task.WhenAll(followers.Select(follower => ReachAsync(follower, head, cancellation)));
    }

    private static async Task ReachAsync(WebApplication follower, long head, CancellationToken cancellation)
    {
        var clock = follower.Services.GetRequiredService<TimeProvider>();
        var (reached, moved) = (-1L, clock.GetTimestamp());
        while (await ReadAsync(follower, SelectReached, cancellation) is var position && position < head)
        {
            if (position > reached)
            {
                (reached, moved) = (position, clock.GetTimestamp());
            }
            else if (clock.GetElapsedTime(moved) > TimeSpan.FromSeconds(30))
            {
                throw new TimeoutException($"A projection is stuck at position {position} of {head}.");
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private static Task<long> ReadAsync(WebApplication host, string sql, CancellationToken cancellation) =>
        host.Services.GetRequiredService<Database>().ReadAsync(session => session.SingleAsync<long>(sql), cancellation);
}
