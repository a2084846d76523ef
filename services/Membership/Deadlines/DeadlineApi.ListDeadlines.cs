using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Deadlines;

internal sealed partial class DeadlineApi
{
    private const string OfTree = " FROM organizations o JOIN deadlines d ON d.organization_id = o.id";

    private const string OfMember = " FROM deadlines d JOIN organizations o ON o.id = d.organization_id";

    // What was recorded later, or opens later, did not stand that day.
    private const string Where = """
         WHERE {scope o.path} AND d.closed_on > @day AND COALESCE(d.stands_on, d.started_on) <= @day AND d.due_on <= @dueBy AND (@rule = '' OR d.rule_id = @rule)
            AND (d.due_on > @after OR (d.due_on = @after AND d.id > @id))
        """;

    private const string Order = " ORDER BY d.due_on, d.id {page}";

    private const string SelectTree = $"SELECT {DeadlineRow.Columns}" + OfTree + Where + Order;

    private const string SelectMember = $"SELECT {DeadlineRow.Columns}" + OfMember + Where + " AND d.member_id = @member" + Order;

    private const string SelectCase = $"SELECT {DeadlineRow.Columns}" + OfMember + """
         WHERE {scope o.path} AND d.case_name = @name AND (d.stands_on IS NULL OR d.stands_on <= @day) AND (d.outcome <> 'HANDED_OVER' OR d.closed_on > @day) AND d.due_on <= @dueBy AND (@rule = '' OR d.rule_id = @rule)
            AND (d.due_on > @after OR (d.due_on = @after AND d.id > @id))
        """ + Order;

    public override async Task<ListDeadlinesResponse> ListDeadlines(ListDeadlinesRequest request, ServerCallContext context)
    {
        var check = new Check();
        var day = check.OptionalDate(request.AsOf, "as_of") ?? clock.Today();
        var dueBy = check.OptionalDate(request.DueBy, "due_by") ?? DateOnly.MaxValue;
        var member = ResourceName.IdOf(ResourceName.Members, request.Member);
        check.That(request.Member.Length == 0 || member is not null, "member", "UUID_INVALID");
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var parameters = new
        {
            day,
            dueBy = request.Overdue && day <= dueBy ? day.AddDays(-1) : dueBy,
            rule = request.Rule,
            member,
            name = request.Case,
            after = page.Key(0) is { } due ? IsoDate.Parse(due) : DateOnly.MinValue,
            id = page.Key(1) ?? "",
            take = page.Take,
        };
        var sql = request.Case.Length > 0 ? SelectCase : member is null ? SelectTree : SelectMember;
        var list = await database.ReadAsync(async session =>
        {
            var scope = context.Access().Scope;
            scope = request.Parent.Length == 0 ? scope : await Subtree.OfAsync(session, request.Parent, scope);
            return (await session.QueryAsync<DeadlineRow>(sql, parameters, scope)).ToList();
        }, context.CancellationToken);
        var next = pages.Next(page, list, row => [IsoDate.Of(row.DueOn), row.Id]);
        return new ListDeadlinesResponse { Deadlines = { list.Select(row => row.ToProto(day)) }, NextPageToken = next };
    }
}
