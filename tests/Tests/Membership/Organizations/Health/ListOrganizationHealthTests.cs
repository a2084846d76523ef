using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;
using Severity = DienBien.Membership.V1.HealthFinding.Types.Severity;

namespace DienBien.Platform.Tests.Membership.Organizations.Health;

[Collection(SharedRegister.Name)]
public sealed class ListOrganizationHealthTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-ORG-1")]
    [Rule("R-ORG-2")]
    public async Task Findings_carry_rule_clause_and_figures()
    {
        var commune = await register.CommuneAsync();
        var (few, fine, many) = (await register.CellAsync(parent: commune.Name), await register.CellAsync(parent: commune.Name), await register.CellAsync(parent: commune.Name));
        await FillAsync(few, 2);
        await FillAsync(fine, 3);
        await FillAsync(many, 9);
        var list = await ListAsync(commune);
        Assert.Equal([few.Name, many.Name], list.Select(entry => entry.Organization));
        var finding = list[0].Findings.Single();
        Assert.Equal(("R-ORG-1", "OFFICIAL_MEMBERS_FEW", Severity.Warn, 2), (finding.Rule, finding.Reason, finding.Severity, finding.Figures["official"]));
        Assert.Equal("Only 2 official members: add some or merge; no resolutions can be adopted.", finding.Message);
        Assert.NotEmpty(finding.Clause);
        Assert.Equal(("COMMITTEE_MISSING", Severity.Block, 9, 0), (list[1].Findings.Single().Reason, list[1].Findings.Single().Severity, list[1].OfficialMembers, list[1].ProbationaryMembers));
        Assert.Equal([few.Name], (await ListAsync(commune, "R-ORG-1")).Select(entry => entry.Organization));
        // Before anybody became official all three were too small.
        Assert.Equal([3, 3, 3], (await ListAsync(commune, day: "2019-03-02")).Select(entry => entry.Findings.Single(f => f.Rule == "R-ORG-1").Figures["official"] + 3));
    }

    [Fact]
    [Rule("R-ORG-3")]
    public async Task A_consent_on_record_answers_a_small_committee()
    {
        var commune = await register.CommuneAsync();
        var committee = await register.CreateAsync(new Organization { Code = register.NewCode("G"), Kind = Kind.Grassroots, DisplayName = "Đảng bộ cơ sở", EstablishedOn = "2015-01-01" }, commune.Name);
        Assert.Equal("GRASSROOTS_SMALL", (await ListAsync(commune)).Single().Findings.Single().Reason);
        var consent = await register.ConsentAsync(committee, OrganizationConsent.Types.Kind.SmallGrassroots, commune.Name);
        Assert.Empty(await ListAsync(commune));
        Assert.Single(await ListAsync(commune, day: "2023-12-31"));
        Assert.Equal([consent], (await register.Health.ListOrganizationConsentsAsync(new ListOrganizationConsentsRequest { Parent = commune.Name }, register.Board)).OrganizationConsents);
        (await Refusal.OfAsync(register.Health.RecordOrganizationConsentAsync(new RecordOrganizationConsentRequest
        {
            Parent = committee.Name, OrganizationConsent = new OrganizationConsent { Kind = OrganizationConsent.Types.Kind.SmallGrassroots, GrantedBy = committee.Name, GrantedOn = "2024-01-01", DocumentNumber = "9" },
        }, register.Board))).IsForbidden("organization_consent.granted_by SUPERIOR_EXPECTED", "R-ORG-3");
        (await Refusal.OfAsync(register.Health.RecordOrganizationConsentAsync(new RecordOrganizationConsentRequest { Parent = committee.Name, OrganizationConsent = new OrganizationConsent() }, register.Board)))
            .IsInvalid("organization_consent.kind FIELD_REQUIRED", "organization_consent.granted_on FIELD_REQUIRED", "organization_consent.document_number FIELD_REQUIRED");
    }

    [Fact]
    [Rule("R-ORG-4")]
    public async Task A_merger_into_a_cell_of_31_needs_consent()
    {
        var commune = await register.CommuneAsync();
        var (source, successor) = (await register.CellAsync(parent: commune.Name), await register.CellAsync(parent: commune.Name));
        await FillAsync(source, 15);
        await FillAsync(successor, 16);
        var request = Merger(commune, successor, source);
        (await Refusal.OfAsync(register.Acts.MergeOrganizationsAsync(request, register.Board))).IsForbidden("consents CELL_LARGE", "R-ORG-4");
        (await Refusal.OfAsync(register.Acts.MergeOrganizationsAsync(new MergeOrganizationsRequest(request) { Consents = { "organizationConsents/1" } }, register.Board))).IsInvalid("consents CONSENT_UNKNOWN");
        request.Consents.Add((await register.ConsentAsync(source, OrganizationConsent.Types.Kind.LargeCell, commune.Name)).Name);
        var result = await register.Acts.MergeOrganizationsAsync(request, register.Board);
        Assert.Equal(["COMMITTEE_MISSING", "PARTY_GROUPS_EXPECTED"], result.Findings.Select(f => f.Reason));
        Assert.Equal(31, (await ListAsync(commune, "R-ORG-4")).Single().OfficialMembers);
    }

    [Fact]
    [Rule("R-ORG-12")]
    public async Task A_sectional_committee_decides_no_acts()
    {
        var commune = await register.CommuneAsync();
        var committee = await register.CreateAsync(new Organization { Code = register.NewCode("G"), Kind = Kind.Grassroots, DisplayName = "Đảng bộ cơ sở", EstablishedOn = "2015-01-01" }, commune.Name);
        var section = await register.CreateAsync(new Organization { Code = register.NewCode("S"), Kind = Kind.Sectional, DisplayName = "Đảng bộ bộ phận", EstablishedOn = "2015-01-01" }, committee.Name);
        (await Refusal.OfAsync(register.Acts.RenameOrganizationAsync(
            new RenameOrganizationRequest { Parent = section.Name, Organization = section.Name, DisplayName = "Khác", EffectiveOn = "2024-06-01", DocumentNumber = "1" }, register.Board))).IsForbidden("parent SEAL_MISSING", "R-ORG-12");
    }

    [Fact]
    [Rule("R-ORG-14")]
    public async Task Files_and_seal_of_a_dissolved_cell_fall_due()
    {
        var commune = await register.CommuneAsync();
        var (source, successor) = (await register.CellAsync(parent: commune.Name), await register.CellAsync(parent: commune.Name));
        await register.Acts.MergeOrganizationsAsync(Merger(commune, successor, source), register.Board);
        var deadline = (await DeadlinesAsync(commune)).Single();
        Assert.Equal(("R-ORG-14", source.Name, commune.Name, Deadline.Types.State.Overdue), (deadline.Rule, deadline.Case, deadline.Organization, deadline.State));
        await register.Health.RecordHandoverAsync(new RecordHandoverRequest { Name = source.Name, HandedOverOn = "2024-06-20" }, register.Board);
        Assert.Empty(await DeadlinesAsync(commune));
        (await Refusal.OfAsync(register.Health.RecordHandoverAsync(new RecordHandoverRequest { Name = successor.Name, HandedOverOn = "2024-06-20" }, register.Board))).Is(StatusCode.FailedPrecondition, "NOT_DISSOLVED");
    }

    private async Task<IReadOnlyList<Deadline>> DeadlinesAsync(Organization parent) =>
        (await new DeadlineService.DeadlineServiceClient(register.Channel).ListDeadlinesAsync(new ListDeadlinesRequest { Parent = parent.Name, Overdue = true }, register.Board)).Deadlines;

    private async Task FillAsync(Organization cell, int members)
    {
        for (var i = 0; i < members; i++)
        {
            await register.CreateAsync(register.Person(), cell.Name);
        }
    }

    private async Task<IReadOnlyList<OrganizationHealth>> ListAsync(Organization parent, string rule = "", string day = "")
    {
        var (found, request) = (new List<OrganizationHealth>(), new ListOrganizationHealthRequest { Parent = parent.Name, Rule = rule, AsOf = day, PageSize = 1 });
        do
        {
            var page = await register.Health.ListOrganizationHealthAsync(request, register.Board);
            found.AddRange(page.Organizations);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        // As they were set up, which is not always the order of the tree.
        return [.. found.OrderBy(entry => entry.Organization, StringComparer.Ordinal)];
    }
}
