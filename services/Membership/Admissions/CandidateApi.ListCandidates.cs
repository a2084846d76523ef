using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Admissions;

internal sealed partial class CandidateApi
{
    private const string SelectPage = $$"""
        SELECT {{CandidateRow.Columns}} FROM organizations o JOIN candidates c ON c.organization_id = o.id
        WHERE {scope o.path} AND (@stage = '' OR c.stage = @stage) AND (@source = '' OR c.source = @source) AND (@village = '' OR c.village_id = @village)
            AND {{Outcomes.Asked}} AND (@body = '' OR c.mass_organization = @body) AND (@without = 0 OR c.village_id IS NULL) AND c.consented_on >= @from AND c.consented_on <= @to
            AND c.stage_since <= @since AND (c.stage_since > @after OR (c.stage_since = @after AND c.id > @id))
        ORDER BY c.stage_since, c.id {page}
        """;

    private const string SelectPersons = $"SELECT {PersonRow.Columns} FROM candidate_persons p WHERE p.candidate_id {{in ids}}";

    public override async Task<ListCandidatesResponse> ListCandidates(ListCandidatesRequest request, ServerCallContext context)
    {
        var check = new Check();
        var since = check.OptionalDate(request.StuckSince, "stuck_since") ?? DateOnly.MaxValue;
        var village = ResourceName.IdOf(ResourceName.Villages, request.Village) ?? "";
        check.That(request.Village.Length == 0 || village.Length > 0, "village", "UUID_INVALID");
        check.That(!request.WithoutVillage || request.Village.Length == 0, "without_village", "FIGURE_AMBIGUOUS");
        var (from, to) = (check.OptionalDate(request.From, "from") ?? DateOnly.MinValue, check.OptionalDate(request.To, "to") ?? DateOnly.MaxValue);
        var (outcome, body) = (check.Name(request.Outcome, "outcome"), check.Name(request.MassOrganization, "mass_organization"));
        var (stage, source) = (check.Name(request.Stage, "stage"), check.Name(request.Source, "source"));
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var parameters = new
        {
            stage,
            source,
            village,
            since,
            outcome,
            body,
            without = request.WithoutVillage ? 1 : 0,
            from,
            to,
            after = page.Key(0) is { } day ? IsoDate.Parse(day) : DateOnly.MinValue,
            id = page.Key(1) ?? "",
            take = page.Take,
        };
        return await database.ReadAsync(async session =>
        {
            var scope = context.Access().Scope;
            scope = request.Parent.Length == 0 ? scope : await Subtree.OfAsync(session, request.Parent, scope);
            var list = (await session.QueryAsync<CandidateRow>(SelectPage, parameters, scope)).ToList();
            var next = pages.Next(page, list, row => [IsoDate.Of(row.StageSince), row.Id]);
            var ids = System.Text.Json.JsonSerializer.Serialize(list.Select(row => row.Id));
            var persons = (await session.QueryAsync<PersonRow>(SelectPersons, new { ids })).ToDictionary(person => person.CandidateId);
            return new ListCandidatesResponse { Candidates = { list.Select(row => row.ToProto(persons[row.Id])) }, NextPageToken = next };
        }, context.CancellationToken);
    }
}
