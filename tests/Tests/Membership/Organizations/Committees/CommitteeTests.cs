using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Basis = DienBien.Membership.V1.CommitteeOffice.Types.Basis;
using EndReason = DienBien.Membership.V1.CommitteeOffice.Types.EndReason;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;
using Role = DienBien.Membership.V1.CommitteeOffice.Types.Role;

namespace DienBien.Platform.Tests.Membership.Organizations.Committees;

[Collection(SharedRegister.Name)]
public sealed class CommitteeTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-ORG-10")]
    public async Task Offices_follow_each_other_and_end_by_the_decision_on_retirement()
    {
        var (committee, members) = await CommitteeAsync(3);
        var term = await TermAsync(committee);
        await AppointAsync(term, members[0], Role.Deputy);
        var promoted = await AppointAsync(term, members[0], Role.Secretary, since: "2025-10-01");
        Assert.Equal([(Role.Deputy, "2025-08-01", "2025-10-01"), (Role.Secretary, "2025-10-01", "")], promoted.Offices.Select(o => (o.Role, o.Since, o.Until)));
        var ended = await EndAsync(term, EndReason.Retirement, "2027-03-01", [members[0]]);
        Assert.Equal(("2027-03-01", EndReason.Retirement), (ended.Offices[1].Until, ended.Offices[1].EndReason));
        // What does not end by itself can't be foretold.
        await AppointAsync(term, members[1], Role.Deputy);
        (await Refusal.OfAsync(register.Committees.EndCommitteeOfficesAsync(End(term, EndReason.Dismissal, "2999-01-01", [members[1]]), register.Board))).IsForbidden("ends_on DATE_IN_FUTURE", "R-ORG-10");
        (await Refusal.OfAsync(register.Committees.EndCommitteeOfficesAsync(End(term, EndReason.Dismissal, "2026-01-01", [members[2]]), register.Board))).IsInvalid("members OFFICE_NOT_HELD");
        Assert.Equal(3, (await register.Committees.ListCommitteeTermsAsync(new ListCommitteeTermsRequest { Parent = committee.Name }, register.Board)).CommitteeTerms.Single().Offices.Count);
        (await Refusal.OfAsync(register.Committees.AppointCommitteeMemberAsync(new AppointCommitteeMemberRequest(Appoint(term, members[2], Role.Member)) { Etag = "\"1\"" }, register.Board))).Is(StatusCode.Aborted, "ETAG_MISMATCH");
    }

    [Fact]
    [Rule("R-ORG-7")]
    [Rule("R-ORG-8")]
    public async Task The_standing_committee_and_those_appointed_are_few()
    {
        var (committee, members) = await CommitteeAsync(4);
        var term = await TermAsync(committee, seats: 5);
        await AppointAsync(term, members[0], Role.Secretary);
        await AppointAsync(term, members[1], Role.Member, Basis.Appointed);
        (await Refusal.OfAsync(register.Committees.AppointCommitteeMemberAsync(Appoint(term, members[2], Role.StandingMember), register.Board))).IsForbidden("role STANDING_COMMITTEE_LARGE", "R-ORG-7");
        (await Refusal.OfAsync(register.Committees.AppointCommitteeMemberAsync(Appoint(term, members[2], Role.Member, Basis.Appointed), register.Board))).IsForbidden("basis EXTRA_MEMBERS_MANY", "R-ORG-8");
    }

    [Fact]
    [Rule("R-ORG-2")]
    [Rule("R-ORG-11")]
    public async Task A_small_cell_has_a_secretary_and_a_deputy()
    {
        var cell = await register.CellAsync(parent: (await register.CommuneAsync()).Name);
        var members = new[] { await register.CreateAsync(register.Person(), cell.Name), await register.CreateAsync(register.Person(), cell.Name), await register.CreateAsync(register.Person(), cell.Name) };
        var term = await TermAsync(cell);
        await AppointAsync(term, members[0], Role.Secretary);
        await AppointAsync(term, members[1], Role.Deputy);
        (await Refusal.OfAsync(register.Committees.AppointCommitteeMemberAsync(Appoint(term, members[2], Role.Deputy), register.Board))).IsForbidden("role COMMITTEE_TOO_EARLY", "R-ORG-2");

        using var call = register.Committees.CreateCommitteeTermAsync(Term(cell, CommitteeTerm.Types.Kind.Inspection), register.Board);
        Assert.Equal("INSPECTION_COMMITTEE_KIND R-ORG-11", (await call.ResponseHeadersAsync).GetValue("platform-warning"));
        Assert.NotEmpty((await call).Name);
    }

    [Fact]
    [Rule("R-ORG-9")]
    public async Task Six_of_fifteen_are_not_transferred_without_consent()
    {
        var (committee, members) = await CommitteeAsync(15);
        var term = await TermAsync(committee, seats: 15);
        foreach (var member in members)
        {
            await AppointAsync(term, member, Role.Member);
        }

        var request = End(term, EndReason.Transfer, "2026-03-01", members[..6]);
        (await Refusal.OfAsync(register.Committees.EndCommitteeOfficesAsync(request, register.Board))).IsForbidden("consent MASS_MOVE_CONSENT", "R-ORG-9");
        // Not the superior's consent but that of the level above him.
        request.Consent = (await register.ConsentAsync(committee, OrganizationConsent.Types.Kind.MassMove, Province)).Name;
        Assert.Equal(6, (await register.Committees.EndCommitteeOfficesAsync(request, register.Board)).Offices.Count(office => office.Until == "2026-03-01"));
        Assert.Equal(9, (await EndAsync(term, EndReason.Transfer, "2026-04-01", members[6..9])).Offices.Count(office => office.Until.Length > 0));
    }

    [Fact]
    [Rule("R-ORG-9")]
    public async Task Whoever_sat_in_the_committee_of_a_merged_cell_sits_there_no_longer()
    {
        var commune = await register.CommuneAsync();
        var (source, successor) = (await register.CellAsync(parent: commune.Name), await register.CellAsync(parent: commune.Name));
        var term = await TermAsync(source);
        await AppointAsync(term, await register.CreateAsync(register.Person(), source.Name), Role.Secretary);
        await register.Acts.MergeOrganizationsAsync(new MergeOrganizationsRequest(Merger(commune, successor, source)) { EffectiveOn = "2026-02-01" }, register.Board);
        var ended = (await register.Committees.ListCommitteeTermsAsync(new ListCommitteeTermsRequest { Parent = source.Name }, register.Board)).CommitteeTerms.Single();
        Assert.Equal(("2026-02-01", "2026-02-01", EndReason.Merger), (ended.EndsOn, ended.Offices.Single().Until, ended.Offices.Single().EndReason));
    }

    [Fact]
    [Rule("R-ORG-15")]
    public async Task The_steps_after_a_congress_fall_due_one_after_the_other()
    {
        var commune = await register.CommuneAsync();
        var term = await register.Committees.CreateCommitteeTermAsync(Term(commune, CommitteeTerm.Types.Kind.Committee, congress: "2025-08-01"), register.Board);
        Assert.Equal([("report", commune.Name)], await DueAsync(term));
        await StepAsync(term, RecordCongressStepRequest.Types.Step.Reported, "2025-08-05");
        Assert.Equal([("approval", Province)], await DueAsync(term));
        await StepAsync(term, RecordCongressStepRequest.Types.Step.Approved, "2025-08-20");
        Assert.Equal([("handover", commune.Name)], await DueAsync(term));
        await StepAsync(term, RecordCongressStepRequest.Types.Step.HandedOver, "2025-08-25");
        Assert.Empty(await DueAsync(term));
        (await Refusal.OfAsync(register.Committees.CreateCommitteeTermAsync(Term(commune, CommitteeTerm.Types.Kind.Committee), register.Board))).Is(StatusCode.FailedPrecondition, "TERM_OVERLAPS");
    }

    private async Task<IEnumerable<(string, string)>> DueAsync(CommitteeTerm term)
    {
        var list = await new DeadlineService.DeadlineServiceClient(register.Channel).ListDeadlinesAsync(new ListDeadlinesRequest { Case = term.Name }, register.Board);
        return list.Deadlines.Where(d => d.ClosedOn.Length == 0).Select(d => (d.StartEvent switch { "CONGRESS" => "report", "CONGRESS_REPORT" => "approval", _ => "handover" }, d.Organization));
    }

    private async Task StepAsync(CommitteeTerm term, RecordCongressStepRequest.Types.Step step, string day) =>
        await register.Committees.RecordCongressStepAsync(new RecordCongressStepRequest { Name = term.Name, Step = step, TakenOn = day }, register.Board);

    private async Task<(Organization Committee, Member[] Members)> CommitteeAsync(int members)
    {
        var commune = await register.CommuneAsync();
        var committee = await register.CreateAsync(new Organization { Code = register.NewCode("G"), Kind = Kind.Grassroots, DisplayName = "Đảng bộ cơ sở", EstablishedOn = "2015-01-01" }, commune.Name);
        var cell = await register.CreateAsync(register.Cell(sector: Organization.Types.Sector.School), committee.Name);
        var list = new List<Member>();
        for (var i = 0; i < members; i++)
        {
            list.Add(await register.CreateAsync(register.Person(), cell.Name));
        }

        return (committee, [.. list]);
    }

    private static CreateCommitteeTermRequest Term(Organization organization, CommitteeTerm.Types.Kind kind, int seats = 5, string congress = "") => new()
    {
        Parent = organization.Name,
        CommitteeTerm = new CommitteeTerm { Kind = kind, Label = "2025–2030", StartsOn = "2025-08-01", SeatsSet = seats, CongressOn = congress },
    };

    private async Task<CommitteeTerm> TermAsync(Organization organization, int seats = 5) =>
        await register.Committees.CreateCommitteeTermAsync(Term(organization, CommitteeTerm.Types.Kind.Committee, seats), register.Board);

    private static AppointCommitteeMemberRequest Appoint(CommitteeTerm term, Member member, Role role, Basis basis = Basis.Elected, string since = "2025-08-01") =>
        new() { Name = term.Name, Member = member.Name, Role = role, Basis = basis, Since = since, DocumentNumber = "1-NQ/ĐH" };

    private async Task<CommitteeTerm> AppointAsync(CommitteeTerm term, Member member, Role role, Basis basis = Basis.Elected, string since = "2025-08-01") =>
        await register.Committees.AppointCommitteeMemberAsync(Appoint(term, member, role, basis, since), register.Board);

    private static EndCommitteeOfficesRequest End(CommitteeTerm term, EndReason reason, string day, Member[] members) =>
        new() { Name = term.Name, Reason = reason, EndsOn = day, DocumentNumber = "2-QĐ/TU", Members = { members.Select(member => member.Name) } };

    private async Task<CommitteeTerm> EndAsync(CommitteeTerm term, EndReason reason, string day, Member[] members) =>
        await register.Committees.EndCommitteeOfficesAsync(End(term, reason, day, members), register.Board);
}
