using DienBien.Membership.V1;
using DienBien.Platform.Tests.Membership.Life;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using Departure = DienBien.Membership.V1.MemberFact.Types.Departure;
using Kind = DienBien.Membership.V1.MemberFact.Types.Kind;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Tests.Membership.Admissions;

/// <summary>The way of a former member through the pipeline.</summary>
[Collection(SharedRegister.Name)]
public sealed class ReadmissionTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-ADM-14")]
    public async Task The_ceremony_of_a_former_member_adds_a_readmission_to_the_record()
    {
        var (cell, introducer) = await register.CellOfAsync(3);
        var former = await FormerAsync("2022-12-03");
        var candidate = await register.ReadyAsync(cell, introducer, Applicant(former));
        (await register.RefusedStepAsync(candidate, "2025-12-02", step => step.Ballot = RegisterFixture.CellBallot(3))).IsForbidden("step.date READMISSION_TOO_EARLY", "R-ADM-14");
        candidate = await register.StepAsync(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(3));
        (await register.RefusedStepAsync(candidate, "2025-12-10", step => step.Decision = RegisterFixture.StandingCommittee())).IsForbidden("step.decision.consent READMISSION_CONSENT_NEEDED", "R-ADM-14");
        await register.StepAsync(candidate, "2025-12-10", step => (step.Decision = RegisterFixture.StandingCommittee()).Consent = "3-CV/TU");
        await register.StepAsync(candidate, "2025-12-12", step => step.Receipt = new());
        candidate = await register.StepAsync(candidate, "2025-12-20", step => step.Ceremony = new());
        Assert.Equal((Stage.Probation, former.Name), (candidate.Stage, candidate.Member));
        var back = await register.Members.GetMemberAsync(new GetMemberRequest { Name = former.Name }, register.Board);
        Assert.Equal((former.MemberNumber, cell.Name, "2018-03-03", "2025-12-10", "2025-12-20", ""), (back.MemberNumber, back.Organization, back.AdmittedOn, back.ReadmittedOn, back.CeremonyOn, back.OfficialOn));
        var fact = (await register.Facts.ListMemberFactsAsync(new ListMemberFactsRequest { Parent = former.Name }, register.Board)).MemberFacts.Single(f => f.Kind == Kind.Readmitted);
        Assert.Equal((candidate.Name, "3-CV/TU", Departure.Hardship), (fact.Candidate, fact.Consent, fact.Departure));
        Assert.Equal("FACT_BY_CASE", (await Refusal.OfAsync(register.Facts.RetractMemberFactAsync(new RetractMemberFactRequest { Name = fact.Name, Consent = "1" }, register.Board))).Reason);
    }

    [Fact]
    [Rule("R-ADM-14")]
    public async Task Who_may_never_come_back_is_no_candidate()
    {
        var cell = await register.CellAsync();
        var member = await register.CreateAsync(register.Person());
        (await RefusedAsync(cell, Applicant(member))).Is(StatusCode.FailedPrecondition, "MEMBER_NOT_ENDED");
        var former = await FormerAsync("2022-12-03");
        (await RefusedAsync(cell, new Candidate(Applicant(former)) { Departure = Departure.OwnRequest })).IsForbidden("candidate.departure READMISSION_BARRED", "R-ADM-14");
        (await RefusedAsync(cell, new Candidate(Applicant(former)) { Departure = Departure.Unspecified })).IsInvalid("candidate.departure FIELD_REQUIRED");
    }

    private async Task<Member> FormerAsync(string left)
    {
        var member = await register.CreateAsync(register.Person());
        await register.FactAsync(member.Name, ComebackTests.Resignation(left));
        return member;
    }

    private static Candidate Applicant(Member former) => new(RegisterFixture.Applicant()) { FormerMember = former.Name, Departure = Departure.Hardship };

    private Task<Refusal> RefusedAsync(Organization cell, Candidate candidate) =>
        Refusal.OfAsync(register.Candidates.CreateCandidateAsync(new CreateCandidateRequest { Parent = cell.Name, Candidate = candidate }, register.Board));
}
