using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations.Health;

internal sealed partial class OrganizationHealthApi
{
    // What the rules about size are about.
    private const string SelectPage = $$"""
        SELECT {{OrganizationRow.Columns}} FROM organizations o
        WHERE {scope o.path} AND o.path > @after AND o.kind IN ('CELL', 'GRASSROOTS_CELL', 'TEMPORARY_CELL', 'GRASSROOTS')
            AND o.established_on <= @day AND (o.dissolved_on IS NULL OR o.dissolved_on > @day)
        ORDER BY o.path {page}
        """;

    public override async Task<ListOrganizationHealthResponse> ListOrganizationHealth(ListOrganizationHealthRequest request, ServerCallContext context)
    {
        var check = new Check();
        var day = check.OptionalDate(request.AsOf, "as_of") ?? clock.Today();
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var list = await database.SnapshotAsync(async session =>
        {
            var scope = await Subtree.OfAsync(session, request.Parent, context.Access().Scope);
            return await ReadAsync(session, scope, day, request.Rule, page.Key(0) ?? "", page.Take);
        }, context.CancellationToken);
        var next = pages.Next(page, list, entry => [entry.Path]);
        return new ListOrganizationHealthResponse { Organizations = { list.Select(entry => entry.Health) }, NextPageToken = next };
    }

    private static async Task<List<(string Path, OrganizationHealth Health)>> ReadAsync(Session session, Scope scope, DateOnly day, string rule, string after, int take)
    {
        var (found, policy) = (new List<(string, OrganizationHealth)>(), HealthPolicy.On(day));
        while (true)
        {
            var rows = await session.QueryAsync<OrganizationRow>(SelectPage, new { after, day, take = PageTokens.MaxSize }, scope);
            var counts = await HeadcountReader.OfAsync(session, rows, day);
            foreach (var (row, count) in rows.Zip(counts))
            {
                var findings = policy.Of(count).Where(finding => rule.Length == 0 || finding.Rule.Rule == rule).ToList();
                if (findings.Count > 0)
                {
                    found.Add((row.Path, HealthOf(row, count, findings, policy)));
                }
            }

            if (found.Count >= take || rows.Count < PageTokens.MaxSize)
            {
                return found[..Math.Min(found.Count, take)];
            }

            after = rows[^1].Path;
        }
    }

    private static OrganizationHealth HealthOf(OrganizationRow row, Headcount count, List<RuleFinding> findings, HealthPolicy policy) => new()
    {
        Organization = ResourceName.Organization(row.Id),
        Code = row.Code,
        DisplayName = row.DisplayName,
        Kind = EnumNames.TryParse<Organization.Types.Kind>(row.Kind, out var kind) ? kind : default,
        OfficialMembers = count.Official,
        ProbationaryMembers = count.Probationary,
        Findings = { findings.Select(finding => finding.ToProto(row.Id)) },
        PolicyVersion = policy.Version.Version,
    };
}
