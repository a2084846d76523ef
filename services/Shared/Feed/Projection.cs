using DienBien.Feed.V1;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Shared.Feed;

/// <summary>What a service keeps of another's feed. Applied in order, in one transaction with the cursor.</summary>
public abstract class Projection
{
    /// <summary>The name under which the cursor is kept.</summary>
    public abstract string Name { get; }

    /// <summary>The service that is followed.</summary>
    public abstract string Source { get; }

    /// <summary>Applies a run of events. Throwing stops the projection before them.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="events">The events, in order; none was applied before.</param>
    public abstract Task ApplyAsync(Session session, IReadOnlyList<FeedEvent> events);

    /// <summary>Empties everything that the projection keeps, so that it can be built again from the beginning.</summary>
    public abstract Task ResetAsync(Session session);
}
