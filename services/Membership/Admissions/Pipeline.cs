using System.Text.Json;
using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Kind = DienBien.Membership.V1.AdmissionForecast.Types.Prospect;

namespace DienBien.Platform.Membership.Admissions;

/// <summary>The candidates of a sub-tree who are not members yet, each with the prospect of a day.</summary>
internal static class Pipeline
{
    private const string SelectPipeline = $$"""
        SELECT {{CandidateRow.Columns}} FROM organizations o JOIN candidates c ON c.organization_id = o.id
        WHERE {scope o.path} AND c.stage IN ('OUTSTANDING', 'AWARE', 'DOSSIER', 'CELL_PASSED', 'COMMITTEE_PASSED', 'DECIDED', 'REFUSED') ORDER BY o.path, c.id
        """;

    private const string SelectBirths = "SELECT p.candidate_id, p.birth_date FROM candidate_persons p WHERE p.candidate_id {in ids}";

    private const string SelectSteps = $"SELECT {StepRow.Columns} FROM candidate_steps s WHERE s.candidate_id {{in ids}} ORDER BY s.candidate_id, s.recorded_at, s.id";

    /// <summary>The year of a request and the day up to which it is looked at.</summary>
    public static (int Year, DateOnly AsOf) Read(Check check, int year, DateOnly today)
    {
        year = year == 0 ? today.Year : year;
        check.That(year >= 1930, "year", "YEAR_INVALID").That(year <= today.Year, "year", "DATE_IN_FUTURE");
        return (year, !check.Ok || year == today.Year ? today : new DateOnly(year, 12, 31));
    }

    /// <summary>The candidates in the order of the tree; none for a year gone by.</summary>
    public static async Task<IReadOnlyList<(CandidateRow Row, Prospect Prospect)>> OfAsync(Session session, Scope scope, DateOnly asOf, DateOnly today)
    {
        if (asOf < today)
        {
            return [];
        }

        var rows = await session.QueryAsync<CandidateRow>(SelectPipeline, null, scope);
        // Only these have a term that runs.
        var ids = JsonSerializer.Serialize(rows.Where(row => row.Stage is "DOSSIER" or "CELL_PASSED" or "COMMITTEE_PASSED" or "DECIDED").Select(row => row.Id));
        var births = (await session.QueryAsync<PersonRow>(SelectBirths, new { ids })).ToDictionary(person => person.CandidateId, person => person.BirthDate, StringComparer.Ordinal);
        var steps = (await session.QueryAsync<StepRow>(SelectSteps, new { ids })).ToLookup(step => step.CandidateId, step => step.ToProto());
        return [.. rows.Select(row => (row, Prospect.Of(row, births.GetValueOrDefault(row.Id), [.. steps[row.Id]], today)))];
    }

    public static ListForecastCandidatesResponse.Types.Entry ToProto(CandidateRow row, Prospect prospect) => new()
    {
        Candidate = row.Name,
        Organization = ResourceName.Organization(row.OrganizationId),
        Stage = StageOf(row),
        Prospect = prospect.Kind,
        EarliestOn = IsoDate.Of(prospect.Earliest),
        AdmittedBy = IsoDate.Of(prospect.By),
    };

    public static IEnumerable<AdmissionForecast.Types.Group> Groups(IEnumerable<(CandidateRow Row, Prospect Prospect)> candidates, int year) =>
        from candidate in candidates
        group candidate.Prospect by (Stage: StageOf(candidate.Row), candidate.Prospect.Kind) into alike
        orderby alike.Key.Stage, alike.Key.Kind
        select new AdmissionForecast.Types.Group
        {
            Stage = alike.Key.Stage,
            Prospect = alike.Key.Kind,
            Count = alike.Count(),
            InYear = alike.Count(prospect => prospect.By?.Year == year),
            PossibleInYear = alike.Count(prospect => prospect.Earliest?.Year == year),
            EarliestOn = IsoDate.Of(alike.Min(prospect => prospect.Earliest)),
        };

    public static Candidate.Types.Stage StageOf(CandidateRow row) => EnumNames.TryParse<Candidate.Types.Stage>(row.Stage, out var stage) ? stage : default;

    /// <summary>True if a candidate is asked for.</summary>
    public static bool Matches(ListForecastCandidatesRequest request, int year, CandidateRow row, Prospect prospect) =>
        (request.Stage == default || StageOf(row) == request.Stage) && (request.Prospect == Kind.Unspecified || prospect.Kind == request.Prospect) && (!request.InYear || prospect.By?.Year == year);
}
