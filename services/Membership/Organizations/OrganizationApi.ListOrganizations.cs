using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations.Acts;
using DienBien.Platform.Membership.Text;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations;

internal sealed partial class OrganizationApi
{
    // What changed after the moment asked for is judged by its history, behind the query.
    private const string SelectPage = $$"""
        SELECT {{OrganizationRow.Columns}} FROM organizations o
        WHERE {scope o.path} AND o.path > @after AND (@parentId = '' OR o.parent_id = @parentId) AND o.create_time <= @known
            AND (o.update_time > @known OR (o.established_on <= @day AND (o.dissolved_on IS NULL OR o.dissolved_on > @day)
                AND (@kind = '' OR o.kind = @kind) AND (@sector = '' OR o.sector = @sector) AND (
        """;

    private const string Order = "))) ORDER BY o.path {page}";

    private const string SelectEarlier = """
        SELECT h.id, h.version, h.known_from, h.known_until, h.state FROM organizations_history h
        WHERE h.id {in ids} AND h.known_from <= @known AND h.known_until > @known
        """;

    public override async Task<ListOrganizationsResponse> ListOrganizations(ListOrganizationsRequest request, ServerCallContext context)
    {
        var check = new Check();
        check.Name(request.Depth, "depth");
        var filter = new OrganizationFilter(
            check.OptionalDate(request.AsOf, "as_of") ?? clock.Today(), check.KnownAt(request.KnownAt, "known_at") ?? Check.EndOfTime,
            check.Name(request.Kind, "kind"), check.Name(request.Sector, "sector"), new NameSearch(check, request.Query, "query"));
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        // Those directly below one are few enough to be sorted by the names that they had.
        var children = request.Depth == ListOrganizationsRequest.Types.Depth.Children && ResourceName.OrganizationOf(request.Parent) is not null;
        string[] KeyOf((string Path, Organization State) entry) => children ? [Vietnamese.SortKey(entry.State.DisplayName), entry.Path] : [entry.Path];
        var list = await database.SnapshotAsync(async session =>
        {
            var (scope, past) = (context.Access().Scope, await PastTree.OfAsync(session, filter.Day, filter.Known));
            var top = request.Parent.Length == 0 ? "" : (await OrganizationStore.RequireAsync(session, request.Parent, scope)).Path;
            var parentId = children ? ResourceName.OrganizationOf(request.Parent)! : "";
            var below = new Below(top, parentId, past);
            return !children
                ? await ReadAsync(session, filter, below.Within(scope), below, page.Key(0) ?? below.Start, page.Take)
                : page.Of(await ReadAsync(session, filter, below.Within(scope), below, below.Start, int.MaxValue), KeyOf);
        }, context.CancellationToken);
        var next = pages.Next(page, list, KeyOf);
        return new ListOrganizationsResponse { Organizations = { list.Select(entry => entry.State) }, NextPageToken = next };
    }

    private static async Task<List<(string Path, Organization State)>> ReadAsync(Session session, OrganizationFilter filter, Scope scope, Below below, string after, int take)
    {
        var (found, sql) = (new List<(string Path, Organization State)>(), SelectPage + filter.Name.Predicate("o.folded_name") + Order);
        while (true)
        {
            var rows = await session.QueryAsync<OrganizationRow>(sql, filter.Name.With(new { after, parentId = below.ParentId, known = filter.Known, day = filter.Day, kind = filter.Kind, sector = filter.Sector, take }), scope);
            var ids = System.Text.Json.JsonSerializer.Serialize(rows.Where(row => row.UpdateTime > filter.Known).Select(row => row.Id));
            var earlier = ids.Length == 2 ? [] : (await session.QueryAsync<HistoryRow>(SelectEarlier, new { ids, known = filter.Known }))
                .ToDictionary(h => h.Id, h => Organization.Parser.ParseFrom(h.State));
            found.AddRange(rows.Where(below.Holds).Select(row => (row.Path, State: below.Past.Shown(earlier.GetValueOrDefault(row.Id) ?? row.ToProto())))
                .Where(entry => !earlier.ContainsKey(ResourceName.OrganizationOf(entry.State.Name)!) || filter.Holds(entry.State)));
            if (found.Count >= take || rows.Count < take)
            {
                return found[..Math.Min(found.Count, take)];
            }

            after = rows[^1].Path;
        }
    }

    /// <summary>What a list is about as a part of the tree.</summary>
    /// <param name="Top">The path below which to list, or empty for all.</param>
    /// <param name="DirectParentId">The parent of whose children alone the list is, or empty.</param>
    /// <param name="Past">The tree of the day.</param>
    private sealed record Below(string Top, string DirectParentId, PastTree Past)
    {
        /// <summary>Where to begin: behind the parent itself, which is no part of its list. What has left since may come before it.</summary>
        public string Start => Past.IsPresent ? Top : "";

        /// <summary>The parent that the query itself can ask for.</summary>
        public string ParentId => Past.IsPresent ? DirectParentId : "";

        public Scope Within(Scope scope) => Top.Length == 0 ? scope : new Scope([.. Past.Below(Top).SelectMany(range => scope.Within(range.From).Ranges)]);

        public bool Holds(OrganizationRow row) => Past.IsPresent
            || ((Top.Length == 0 || Past.LayBelow(row.Path, Top)) && (DirectParentId.Length == 0 || Past.ParentOf(row) == DirectParentId));
    }
}
