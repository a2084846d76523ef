using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Statistics;

internal sealed partial class StatisticsApi
{
    private const string Page = " AND o.path >= @path AND (o.path > @path OR p.id > @id) ORDER BY o.path, p.id {page}";

    private const string SelectHolders = """
        SELECT o.path, p.id, p.organization_id, p.member_id, m.full_name, p.valid_from AS changed_on
        FROM organizations o JOIN presences p ON p.organization_id = o.id JOIN members m ON m.id = p.member_id
        WHERE {scope o.path} AND p.valid_from <= @day AND p.valid_to > @day AND (
            (@dimension = 'SEX' AND p.sex = @value) OR (@dimension = 'AGE' AND p.birth_year >= @first AND p.birth_year <= @last)
            OR (@dimension = 'ETHNICITY' AND COALESCE(p.ethnicity, '') = @value) OR (@dimension = 'EDUCATION' AND COALESCE(p.education, '') = @value)
            OR (@dimension = 'SECTOR' AND COALESCE(p.sector, '') = @value)
            OR (@dimension = 'STATUS' AND ((@value = 'OFFICIAL' AND p.official_on <= @day) OR (@value = 'PROBATIONARY' AND p.official_on > @day))))
        """ + Page;

    private const string SelectCame = """
        SELECT o.path, p.id, p.organization_id, p.member_id, m.full_name, p.valid_from AS changed_on
        FROM organizations o JOIN presences p ON p.organization_id = o.id JOIN members m ON m.id = p.member_id
        WHERE {scope o.path} AND p.valid_from > @from AND p.valid_from <= @to
            AND NOT EXISTS (SELECT 1 FROM presences q JOIN organizations r ON r.id = q.organization_id WHERE q.member_id = p.member_id AND q.valid_to = p.valid_from AND {scope r.path})
            AND @flow = CASE WHEN EXISTS (SELECT 1 FROM presences q WHERE q.member_id = p.member_id AND q.valid_to = p.valid_from) THEN 'TRANSFERRED_IN'
                WHEN p.start_flow IS NOT NULL THEN p.start_flow WHEN p.valid_from = p.admitted_on THEN 'ADMITTED' ELSE 'RETURNED' END
        """ + Page;

    private const string SelectWent = """
        SELECT o.path, p.id, p.organization_id, p.member_id, m.full_name, p.valid_to AS changed_on
        FROM organizations o JOIN presences p ON p.organization_id = o.id JOIN members m ON m.id = p.member_id
        WHERE {scope o.path} AND p.valid_to > @from AND p.valid_to <= @to
            AND NOT EXISTS (SELECT 1 FROM presences q JOIN organizations r ON r.id = q.organization_id WHERE q.member_id = p.member_id AND q.valid_from = p.valid_to AND {scope r.path})
            AND @flow = CASE WHEN EXISTS (SELECT 1 FROM presences q WHERE q.member_id = p.member_id AND q.valid_from = p.valid_to) THEN 'TRANSFERRED_OUT' ELSE p.end_flow END
        """ + Page;

    public override async Task<ListFigureMembersResponse> ListFigureMembers(ListFigureMembersRequest request, ServerCallContext context)
    {
        var check = new Check();
        var (dimension, flow) = (check.Name(request.Dimension, "dimension"), check.Name(request.Flow, "flow"));
        check.That(!check.Ok || dimension.Length == 0 != (flow.Length == 0), "dimension", "FIGURE_AMBIGUOUS");
        var day = check.OptionalDate(request.AsOf, "as_of") ?? clock.Today();
        var (from, to) = flow.Length == 0 ? (day, day) : (check.Date(request.From, "from"), check.Date(request.To, "to"));
        var years = request.Dimension == Dimension.Age ? AgeBands.On(day).BirthYearsOf(request.Value, day) : (0, 0);
        check.That(years is not null, "value", "VALUE_UNKNOWN");
        check.Name(request.Basis, "basis");
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var list = await ReadAsync(request.Parent, context, async (session, scope) =>
        {
            var belonging = await Belonging.ReadAsync(session, scope, request.Basis, from);
            if (!belonging.IsPlain)
            {
                return page.Of(flow.Length == 0
                    ? await PastHolders.OfAsync(session, belonging, (request.Dimension, request.Value), years!.Value, day)
                    : await PastHolders.OfAsync(session, belonging, request.Flow, from, to), KeyOf);
            }

            var parameters = new
            {
                dimension, value = request.Value, day, first = years!.Value.First, last = years.Value.Last, flow, from, to,
                path = page.Key(0) ?? "", id = page.Key(1) ?? "", take = page.Take,
            };
            var sql = flow.Length == 0 ? SelectHolders : Structure.Increase.Contains(request.Flow) ? SelectCame : SelectWent;
            return (await session.QueryAsync<FigureHolder>(sql, parameters, scope)).ToList();
        });
        var next = pages.Next(page, list, KeyOf);
        return new ListFigureMembersResponse { Members = { list.Select(row => row.ToProto(flow.Length > 0)) }, NextPageToken = next };
    }

    // Who came or went twice stands there twice.
    private static string[] KeyOf(FigureHolder holder) => [holder.Path, holder.Id, IsoDate.Of(holder.ChangedOn)];
}
