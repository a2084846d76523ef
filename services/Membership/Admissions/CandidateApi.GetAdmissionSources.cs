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
    private const string SelectSources = $$"""
        SELECT c.source, c.mass_organization, c.village_id, v.display_name AS village_name, COUNT(*) AS brought,
            SUM(CASE WHEN {{Outcomes.UnderWay}} THEN 1 ELSE 0 END) AS under_way, SUM(CASE WHEN {{Outcomes.NotCarried}} THEN 1 ELSE 0 END) AS refused,
            SUM(CASE WHEN {{Outcomes.NoLongerAgrees}} THEN 1 ELSE 0 END) AS withdrawn, SUM(CASE WHEN {{Outcomes.Admitted}} THEN 1 ELSE 0 END) AS admitted,
            SUM(CASE WHEN {{Outcomes.BecameOfficial}} THEN 1 ELSE 0 END) AS official
        FROM organizations o JOIN candidates c ON c.organization_id = o.id LEFT JOIN villages v ON v.id = c.village_id
        WHERE {scope o.path} AND c.consented_on >= @from AND c.consented_on <= @to
        GROUP BY c.source, c.mass_organization, c.village_id, v.display_name
        """;

    public override async Task<AdmissionSources> GetAdmissionSources(GetAdmissionSourcesRequest request, ServerCallContext context)
    {
        var check = new Check();
        var from = check.OptionalDate(request.From, "from");
        var to = check.OptionalDate(request.To, "to") ?? clock.Today();
        check.That(from is null || from <= to, "to", "UNTIL_BEFORE_SINCE").OrThrow();
        var rows = await database.ReadAsync(async session =>
        {
            var scope = await Subtree.OfAsync(session, request.Parent, context.Access().Scope);
            return await session.QueryAsync<SourceRow>(SelectSources, new { from = from ?? DateOnly.MinValue, to }, scope);
        }, context.CancellationToken);
        return new AdmissionSources
        {
            From = IsoDate.Of(from),
            To = IsoDate.Of(to),
            Rows = { rows.Select(row => row.ToProto()).OrderBy(row => row.VillageName, StringComparer.Ordinal).ThenBy(row => row.Village, StringComparer.Ordinal).ThenBy(row => row.Source).ThenBy(row => row.MassOrganization) },
        };
    }

    private sealed record SourceRow
    {
        public string Source { get; init; } = "";

        public string? MassOrganization { get; init; }

        public string? VillageId { get; init; }

        public string? VillageName { get; init; }

        public long Brought { get; init; }

        public long UnderWay { get; init; }

        public long Refused { get; init; }

        public long Withdrawn { get; init; }

        public long Admitted { get; init; }

        public long Official { get; init; }

        public AdmissionSources.Types.Row ToProto() => new()
        {
            Source = EnumNames.TryParse<Candidate.Types.Source>(Source, out var source) ? source : default,
            MassOrganization = EnumNames.TryParse<Candidate.Types.MassOrganization>(MassOrganization, out var body) ? body : default,
            Village = VillageId is null ? "" : ResourceName.Village(VillageId),
            VillageName = VillageName ?? "",
            Brought = Brought,
            UnderWay = UnderWay,
            Refused = Refused,
            Withdrawn = Withdrawn,
            Admitted = Admitted,
            Official = Official,
        };
    }
}
