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

    // What was recorded later, or opens later, did not stand that day; nor did what had lapsed, whether or not the watch has been by.
    private const string Where = """
         WHERE {scope o.path} AND COALESCE(d.stands_on, d.started_on) <= @day AND d.due_on <= @dueBy AND (@rule = '' OR d.rule_id = @rule)
            AND d.due_on >= @after AND (d.due_on > @after OR d.id > @id) AND (d.lapses = 0 OR d.due_on >= @day)
        """;

    private const string OpenThen = " AND d.closed_on > @day";

    private const string Order = " ORDER BY d.due_on, d.id {page}";

    private const string SelectTree = $"SELECT {DeadlineRow.Columns}" + OfTree + Where + OpenThen + Order;

    private const string InOrder = " FROM deadlines d CROSS JOIN organizations o" + Where + " AND o.id = d.organization_id";

    // What is open comes from an index in the order of the days; what was closed since the day asked for is added.
    private const string SelectAnchor = $$"""
        SELECT {{DeadlineRow.Names}} FROM (
            SELECT {{DeadlineRow.Names}} FROM (SELECT {{DeadlineRow.Columns}}{{InOrder}} AND d.anchor = @anchor AND d.closed_on = @open{{Order}}) p
            UNION ALL SELECT {{DeadlineRow.Columns}}{{InOrder}} AND d.anchor = @anchor AND d.closed_on > @day AND d.closed_on < @open
        ) q ORDER BY q.due_on, q.id {page}
        """;

    private const string SelectRoot = $$"""
        SELECT {{DeadlineRow.Names}} FROM (
            SELECT {{DeadlineRow.Names}} FROM (SELECT {{DeadlineRow.Columns}}{{InOrder}} AND d.closed_on = @open{{Order}}) p
            UNION ALL SELECT {{DeadlineRow.Columns}}{{InOrder}} AND d.closed_on > @day AND d.closed_on < @open
        ) q ORDER BY q.due_on, q.id {page}
        """;

    private const string SelectMember = $"SELECT {DeadlineRow.Columns}" + OfMember + Where + OpenThen + " AND d.member_id = @member" + Order;

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
        var list = await database.ReadAsync(async session =>
        {
            var scope = context.Access().Scope;
            scope = request.Parent.Length == 0 ? scope : await Subtree.OfAsync(session, request.Parent, scope);
            var anchor = scope.Ranges is [var range] && Ancestry.AnchorOf(range.From) == range.From ? range.From : null;
            var sql = request.Case.Length > 0 ? SelectCase : member is not null ? SelectMember : anchor is null ? SelectTree : Ancestry.Above(anchor).Any() ? SelectAnchor : SelectRoot;
            return (await session.QueryAsync<DeadlineRow>(sql, new
            {
                day,
                open = DateOnly.MaxValue,
                anchor,
                dueBy = request.Overdue && day <= dueBy ? day.AddDays(-1) : dueBy,
                rule = request.Rule,
                member,
                name = request.Case,
                after = page.Key(0) is { } due ? IsoDate.Parse(due) : DateOnly.MinValue,
                id = page.Key(1) ?? "",
                take = page.Take,
            }, scope)).ToList();
        }, context.CancellationToken);
        var next = pages.Next(page, list, row => [IsoDate.Of(row.DueOn), row.Id]);
        return new ListDeadlinesResponse { Deadlines = { list.Select(row => row.ToProto(day)) }, NextPageToken = next };
    }
}
