using DienBien.Feed.V1;
using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Shared.Feed;

/// <summary>The organisations as every service but Membership keeps them: to resolve scopes and to show names.</summary>
public sealed class OrganizationProjection(ScopeResolver resolver) : Projection
{
    /// <inheritdoc/>
    public override string Name => "organizations";

    /// <inheritdoc/>
    public override string Source => "membership";

    /// <inheritdoc/>
    public override async Task ApplyAsync(Session session, IReadOnlyList<FeedEvent> events)
    {
        await OrganizationTree.StoreAsync(session, [.. events.Where(e => e.Type == OrganizationChanged.Descriptor.FullName)
            .Select(e => (OrganizationChanged.Parser.ParseFrom(e.Data).Organization, e.Position))]).ConfigureAwait(false);
        resolver.Forget();
    }

    /// <inheritdoc/>
    public override Task ResetAsync(Session session) => session.ExecuteAsync("DELETE FROM organizations");
}
