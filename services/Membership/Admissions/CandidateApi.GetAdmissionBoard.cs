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
    private const string SelectBoard = $$"""
        SELECT s.candidate_id, s.stage, COALESCE(s.stage_since, s.valid_from) AS since, c.source, o.sector, v.border, COALESCE(p.sex, m.sex) AS sex, COALESCE(p.ethnicity, m.ethnicity) AS ethnicity,
            COALESCE(p.birth_date, m.birth_date) AS birth_date,
            CASE WHEN EXISTS (SELECT 1 FROM deadlines d WHERE d.case_name = {{CaseName}} AND d.closed_on > @day AND d.due_on < @day AND COALESCE(d.stands_on, d.started_on) <= @day) THEN 1 ELSE 0 END AS overdue
        FROM organizations o JOIN candidate_stages s ON s.organization_id = o.id JOIN candidates c ON c.id = s.candidate_id
            JOIN candidate_persons p ON p.candidate_id = s.candidate_id LEFT JOIN villages v ON v.id = c.village_id LEFT JOIN members m ON m.id = c.member_id
        WHERE {scope o.path} AND s.valid_to > @day AND s.valid_from <= @day
        """;

    private const string CaseName = "CONCAT('candidates/', s.candidate_id)";

    private static readonly Dictionary<string, Func<BoardRow, DateOnly, string>> Properties = new(StringComparer.Ordinal)
    {
        [""] = (_, _) => "",
        ["sector"] = (row, _) => row.Sector ?? "",
        ["border"] = (row, _) => row.Border == true ? "true" : "false",
        ["sex"] = (row, _) => row.Sex ?? "",
        ["ethnicity"] = (row, _) => row.Ethnicity ?? "",
        ["age"] = (row, day) => row.BirthDate is { } born ? AgeBand(born, day) : "",
        ["source"] = (row, _) => row.Source,
    };

    public override async Task<AdmissionBoard> GetAdmissionBoard(GetAdmissionBoardRequest request, ServerCallContext context)
    {
        var check = new Check();
        var day = check.OptionalDate(request.AsOf, "as_of") ?? clock.Today();
        check.That(Properties.ContainsKey(request.GroupBy), "group_by", "VALUE_UNKNOWN").OrThrow();
        var rows = await database.ReadAsync(async session =>
        {
            var scope = await Subtree.OfAsync(session, request.Parent, context.Access().Scope);
            return await session.QueryAsync<BoardRow>(SelectBoard, new { day }, scope);
        }, context.CancellationToken);
        var cells = rows.GroupBy(row => (row.Stage, Group: Properties[request.GroupBy](row, day))).Select(cell => new AdmissionBoard.Types.Cell
        {
            Stage = EnumNames.TryParse<Candidate.Types.Stage>(cell.Key.Stage, out var stage) ? stage : default,
            Group = cell.Key.Group,
            Count = cell.Count(),
            OldestSince = IsoDate.Of(cell.Min(row => row.Since)),
            Overdue = cell.Count(row => row.Overdue),
        });
        return new AdmissionBoard { AsOf = IsoDate.Of(day), Cells = { cells.OrderBy(cell => cell.Stage).ThenBy(cell => cell.Group, StringComparer.Ordinal) } };
    }

    private static string AgeBand(DateOnly born, DateOnly day) => Months.Between(born, day) switch
    {
        < 31 * 12 => "18-30",
        < 41 * 12 => "31-40",
        < 51 * 12 => "41-50",
        _ => "51-",
    };

    private sealed record BoardRow
    {
        public string CandidateId { get; init; } = "";

        public string Stage { get; init; } = "";

        public DateOnly Since { get; init; }

        public string Source { get; init; } = "";

        public string? Sector { get; init; }

        public bool? Border { get; init; }

        public string? Sex { get; init; }

        public string? Ethnicity { get; init; }

        public DateOnly? BirthDate { get; init; }

        public bool Overdue { get; init; }
    }
}
