using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Members;

internal sealed partial class MemberApi
{
    private const string TreePage = $"SELECT {MemberRow.Columns} FROM members m JOIN organizations o ON o.id = m.organization_id" + Where;

    private const string IndexedPage = TreePage + " AND m.id {in ids}";

    // Where the members belonged on a day gone by; those who had left by then where they belonged last.
    private static readonly string PastPage = $"""
        SELECT {Then(MemberRow.Columns.Replace("m.organization_id", "t.organization_id", StringComparison.Ordinal), named: true)} FROM members m {MembershipRow.Earlier}
            JOIN memberships t ON t.member_id = m.id AND t.superseded_at IS NULL AND t.valid_from <= @day
                AND (t.valid_to IS NULL OR t.valid_to > @day OR {Then("(t.valid_to = m.ended_on AND m.ended_on <= @day)")})
            JOIN organizations o ON o.id = t.organization_id
        """ + Then(Where);

    private const string Where = """
         WHERE {scope o.path} AND m.merged_into IS NULL AND (m.sort_key > @after OR (m.sort_key = @after AND m.id > @id))
            AND m.admitted_on <= @day AND (m.ended_on IS NULL OR m.ended_on > @day OR @status = 'ENDED')
            AND (@sex = '' OR m.sex = @sex) AND (@ethnicity = '' OR m.ethnicity = @ethnicity) AND (@sector = '' OR o.sector = @sector)
            AND (@status = '' OR (@status = 'OFFICIAL' AND m.official_on <= @day)
                OR (@status = 'PROBATIONARY' AND (m.official_on IS NULL OR m.official_on > @day)) OR (@status = 'ENDED' AND m.ended_on <= @day))
        """;

    private const string Order = " ORDER BY m.sort_key, m.id {page}";

    // Of those who have come back since, what was before that.
    private static string Then(string sql, bool named = false) => ((string[])["ceremony_on", "official_on", "ended_on", "readmitted_on", "party_age_from"])
        .Aggregate(sql, (text, column) => text.Replace("m." + column, $"CASE WHEN e.comeback_id IS NULL THEN m.{column} ELSE e.{column} END" + (named ? " AS " + column : ""), StringComparison.Ordinal));

    public override async Task<ListMembersResponse> ListMembers(ListMembersRequest request, ServerCallContext context)
    {
        var check = new Check();
        var day = check.OptionalDate(request.AsOf, "as_of") ?? clock.Today();
        var name = new NameSearch(check, request.Query, "query");
        var (status, sex, sector) = (check.Name(request.Status, "status"), check.Name(request.Sex, "sex"), check.Name(request.Sector, "sector"));
        // As it is stored, however it was typed.
        var ethnicity = check.Text(request.Ethnicity, "ethnicity", MemberDraft.MaxEthnicity, required: false);
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var parameters = name.With(new
        {
            after = page.Key(0) ?? "",
            id = page.Key(1) ?? "",
            day,
            status,
            sex,
            ethnicity,
            sector,
            take = page.Take,
        });
        var filter = " AND " + name.Predicate("m.folded_name") + Order;
        var list = await database.SnapshotAsync(async session =>
        {
            var scope = context.Access().Scope;
            scope = request.Parent.Length == 0 ? scope : await Subtree.OfAsync(session, request.Parent, scope);
            var index = day < clock.Today() || name.FindsNothing ? null : await MemberIndex.OfAsync(session, scope, name);
            return index is null
                ? (await session.QueryAsync<MemberRow>((day < clock.Today() ? PastPage : TreePage) + filter, parameters, scope)).ToList()
                : await index.CollectAsync(session, page.Key(0) ?? "", page.Key(1) ?? "", page.Take, ids =>
                {
                    parameters.Add("ids", ids);
                    return session.QueryAsync<MemberRow>(IndexedPage + filter, parameters, scope);
                });
        }, context.CancellationToken);
        var next = pages.Next(page, list, row => [row.SortKey, row.Id]);
        return new ListMembersResponse { Members = { list.Select(row => row.ToProto(day)) }, NextPageToken = next };
    }
}
