using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations.Health;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Organizations.Acts;

/// <content>What the rules about size say of those who take over.</content>
internal sealed partial class ActWriter
{
    private readonly List<(OrganizationRow Row, bool IsNew)> successors = [];

    private HealthPolicy Health => HealthPolicy.On(Day);

    /// <summary>Lets consents of superiors count for those who take over.</summary>
    /// <exception cref="Problem">INVALID_ARGUMENT for a consent that is not on record below the parent.</exception>
    public async Task UseConsentsAsync(IReadOnlyList<string> names)
    {
        foreach (var name in names.Distinct())
        {
            var consent = await ConsentRow.FindAsync(work, name, scope);
            if (consent is null || consent.GrantedOn > Day)
            {
                throw Problems.Invalid("consents", "CONSENT_UNKNOWN");
            }

            foreach (var (row, _) in successors.Where(successor => successor.Row.Id != consent.OrganizationId))
            {
                await work.InsertAsync("organization_consents", consent with { Id = Ids.New(), OrganizationId = row.Id, RecordedAt = work.Now });
            }
        }
    }

    /// <summary>What is not as the rules want it in those who take over.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION where a superior's consent is needed and none is named.</exception>
    private async Task<IEnumerable<HealthFinding>> FindingsAsync()
    {
        var counts = await HeadcountReader.OfAsync(work, [.. successors.Select(successor => successor.Row)], Day);
        var found = successors.Zip(counts).SelectMany(pair => Health.Of(pair.Second).Select(finding => (pair.First.Row, pair.First.IsNew, Finding: finding))).ToList();
        foreach (var (_, isNew, finding) in found)
        {
            if (finding.Blocks && (finding.Reason == HealthPolicy.CellLarge || (isNew && finding.Reason == HealthPolicy.GrassrootsSmall)))
            {
                throw finding.ToProblem("consents");
            }
        }

        return found.Select(entry => entry.Finding.ToProto(entry.Row.Id));
    }
}
