using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Tests.Membership.Admissions;

[Collection(SharedRegister.Name)]
public sealed class CreateCandidateStepTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-OFF-1")]
    [Rule("R-OFF-5")]
    public async Task The_whole_way_ends_with_an_official_member()
    {
        var (cell, introducer) = await register.CellOfAsync(9);
        var candidate = await register.ReadyAsync(cell, introducer);
        Assert.Equal(Stage.Dossier, candidate.Stage);
        candidate = await register.StepAsync(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(6, 3));
        Assert.Equal((Stage.CellPassed, "6 of 9 in favour, 6 needed: carried."), (candidate.Stage, candidate.Findings.Single().Message));
        Assert.Equal(["R-ADM-10 2026-02-05"], await register.DueAsync(candidate.Name, RegisterFixture.NaTau, "2025-12-03"));
        candidate = await register.StepAsync(candidate, "2026-01-15", step => step.Decision = RegisterFixture.StandingCommittee());
        candidate = await register.StepAsync(candidate, "2026-01-20", step => step.Receipt = new());
        candidate = await register.StepAsync(candidate, "2026-02-03", step => step.Ceremony = new() { MemberNumber = register.NewCode("N") });
        Assert.Equal(Stage.Probation, candidate.Stage);
        var member = await register.Members.GetMemberAsync(new GetMemberRequest { Name = candidate.Member }, register.Board);
        Assert.Equal(("Giàng Thị Thử Nghiệm", "2026-01-15", "2026-02-03", ""), (member.FullName, member.AdmittedOn, member.CeremonyOn, member.OfficialOn));
        Assert.Null((await register.Candidates.GetCandidateAsync(new GetCandidateRequest { Name = candidate.Name }, register.Board)).Person);
        Assert.Equal("R-ADM-13 R-OFF-2", string.Join(' ', (await register.DueAsync(candidate.Name, cell.Name, "2027-02-04")).Select(d => d.Split(' ')[0]).Order(StringComparer.Ordinal)));
    }

    [Fact]
    [Rule("R-ADM-7")]
    public async Task A_ballot_below_two_thirds_goes_on_record_and_refuses()
    {
        var (cell, introducer) = await register.CellOfAsync(9);
        var candidate = await register.ReadyAsync(cell, introducer);
        candidate = await register.StepAsync(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(5, 4));
        Assert.Equal((Stage.Refused, "R-ADM-7"), (candidate.Stage, candidate.Findings.Single().Rule));
        var steps = await register.Candidates.ListCandidateStepsAsync(new ListCandidateStepsRequest { Parent = candidate.Name }, register.Board);
        Assert.Equal((9, 6, false), (steps.Steps[^1].Ballot.Denominator, steps.Steps[^1].Ballot.Needed, steps.Steps[^1].Ballot.Carried));
    }

    [Fact]
    [Rule("R-OFF-6")]
    [Rule("R-ADM-7")]
    [Rule("R-EXM-2")]
    public async Task Probationary_members_and_those_who_are_excluded_do_not_count()
    {
        var (cell, introducer) = await register.CellOfAsync(4);
        var newcomer = register.Person();
        newcomer.OfficialOn = "";
        await register.CreateAsync(newcomer, cell.Name);
        var candidate = await register.ReadyAsync(cell, introducer);
        (await register.RefusedStepAsync(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(5))).IsInvalid("step.ballot.in_favour MORE_VOTES_THAN_MEMBERS");
        await register.FactAsync(introducer.Name, new MemberFact { Kind = MemberFact.Types.Kind.Exempt, Ground = MemberFact.Types.Ground.OldAge, Since = "2025-11-01", Document = "2-NQ/CB" });
        Assert.Equal("3 of 4 in favour, 3 needed: carried.", await TryAsync(candidate, RegisterFixture.CellBallot(3, 1, attending: 1)));
        (await register.RefusedStepAsync(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(2, 1, attending: 2))).IsInvalid("attending_exempt MORE_VOTES_THAN_MEMBERS");
        candidate = await register.StepAsync(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(2, 1));
        Assert.Equal("2 of 3 in favour, 2 needed: carried.", candidate.Findings.Single().Message);
    }

    [Fact]
    public async Task The_cell_does_not_vote_before_all_is_there()
    {
        var (cell, introducer) = await register.CellOfAsync(3);
        var candidate = await register.CandidateAsync(cell);
        (await register.RefusedStepAsync(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(3))).Is(StatusCode.FailedPrecondition, "STEP_NOT_ALLOWED");
        await register.StepAsync(candidate, "2025-09-01", step => step.AwarenessClass = new() { Certificate = "1" });
        await register.StepAsync(candidate, "2025-10-01", step => step.Dossier = new());
        await register.StepAsync(candidate, "2025-10-01", step => step.Vetting = new() { Reference = "TT-1" });
        var refusal = await register.RefusedStepAsync(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(3));
        Assert.Equal((StatusCode.FailedPrecondition, "INTRODUCER_MISSING", "R-ADM-4", "P294 §3.2"), (refusal.Code, refusal.Reason, refusal.Metadata["rule"], refusal.Metadata["clause"]));
        Assert.Equal(["step.ballot INTRODUCER_MISSING", "step.ballot VETTING_WAITING"], refusal.Fields);
        Assert.Equal(["R-ADM-6 2025-11-12"], (await register.DueAsync(candidate.Name, cell.Name, "2025-10-02")).Where(d => d.StartsWith("R-ADM-6", StringComparison.Ordinal)));
        await register.StepAsync(candidate, "2025-10-20", step => step.VettingReply = new() { Reference = "TT-1" });
        Assert.DoesNotContain(await register.DueAsync(candidate.Name, cell.Name, "2025-10-20"), d => d.StartsWith("R-ADM-6", StringComparison.Ordinal));
        await register.StepAsync(candidate, "2025-10-21", step => step.Introducer = new() { Member = introducer.Name, AcquaintedSince = "2024-01-01" });
        Assert.Equal(Stage.CellPassed, (await register.StepAsync(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(2))).Stage);
    }

    [Fact]
    [Rule("R-ADM-4")]
    public async Task An_introducer_is_an_official_member_of_the_same_grassroots_organisation()
    {
        var (cell, introducer) = await register.CellOfAsync(1);
        var (_, stranger) = await register.CellOfAsync(1, RegisterFixture.MuongPhang);
        var candidate = await register.CandidateAsync(cell);
        await register.StepAsync(candidate, "2025-09-01", step => step.AwarenessClass = new() { Certificate = "1" });
        await register.StepAsync(candidate, "2025-10-01", step => step.Dossier = new());
        var refusal = await register.RefusedStepAsync(candidate, "2025-10-02", step => step.Introducer = new() { Member = stranger.Name, AcquaintedSince = "2020-01-01" });
        refusal.IsForbidden("step.introducer.member INTRODUCER_ELSEWHERE", "R-ADM-4");
        refusal = await register.RefusedStepAsync(candidate, "2025-10-02", step => step.Introducer = new() { Member = introducer.Name, AcquaintedSince = "2024-11-02" });
        refusal.IsForbidden("step.introducer.acquainted_since ACQUAINTED_TOO_SHORT", "R-ADM-4");
    }

    [Fact]
    [Rule("R-ADM-10")]
    public async Task A_decision_comes_within_45_working_days_and_15_more_at_the_latest()
    {
        var (cell, introducer) = await register.CellOfAsync(3);
        var candidate = await register.ReadyAsync(cell, introducer);
        await register.StepAsync(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(3));
        await register.StepAsync(candidate, "2026-02-02", step => step.Extension = new() { Reason = "Chờ bổ sung hồ sơ" });
        // The one takes the other's place at once, also before the first term is over.
        Assert.Equal(["R-ADM-10 2026-02-05"], await register.DueAsync(candidate.Name, RegisterFixture.NaTau, "2026-02-01"));
        Assert.Equal(["R-ADM-10 2026-03-05"], await register.DueAsync(candidate.Name, RegisterFixture.NaTau, "2026-02-02"));
        (await register.RefusedStepAsync(candidate, "2026-02-10", step => step.Extension = new() { Reason = "Lần hai" })).IsForbidden("step.extension EXTENDED_BEFORE", "R-ADM-10");
        (await register.RefusedStepAsync(candidate, "2026-03-06", step => step.Decision = RegisterFixture.StandingCommittee())).IsForbidden("step.date DECISION_TOO_LATE", "R-ADM-10");
        Assert.Equal(Stage.Decided, (await register.StepAsync(candidate, "2026-03-05", step => step.Decision = RegisterFixture.StandingCommittee())).Stage);
    }

    [Fact]
    [Rule("R-ADM-9")]
    [Rule("R-ADM-8")]
    public async Task The_right_body_decides_with_enough_votes()
    {
        var (cell, introducer) = await register.CellOfAsync(3);
        var candidate = await register.ReadyAsync(cell, introducer);
        await register.StepAsync(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(3));
        (await register.RefusedStepAsync(candidate, "2026-01-05", step => step.Decision = RegisterFixture.StandingCommittee(cell.Name))).IsForbidden("step.decision.body NOT_THE_DECIDER", "R-ADM-9");
        (await register.RefusedStepAsync(candidate, "2026-01-05", step => step.Decision = RegisterFixture.StandingCommittee(inFavour: 4, sitting: 8))).IsForbidden("step.decision.in_favour BALLOT_NOT_CARRIED", "R-ADM-8");
        (await register.RefusedStepAsync(candidate, "2026-01-05", step => step.Decision = RegisterFixture.StandingCommittee(RegisterFixture.MuongPhang))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        Assert.Equal(Stage.Refused, (await register.StepAsync(candidate, "2026-01-05", step => step.Decision = RegisterFixture.StandingCommittee(granted: false, inFavour: 1))).Stage);
    }

    [Fact]
    [Rule("R-ADM-2")]
    [Rule("R-ADM-1")]
    public async Task Two_exceptions_need_the_consent_of_the_province_before_the_decision()
    {
        var (cell, introducer) = await register.CellOfAsync(3);
        var applicant = RegisterFixture.Applicant();
        (applicant.Person.Schooling, applicant.Person.Respected, applicant.Person.BirthDate) = (CandidatePerson.Types.Schooling.Literate, true, "1960-01-01");
        var candidate = await register.ReadyAsync(cell, introducer, applicant);
        await register.StepAsync(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(3));
        var refusal = await register.RefusedStepAsync(candidate, "2026-01-05", step => step.Decision = RegisterFixture.StandingCommittee());
        Assert.Equal(["step.decision.consent AGE_CONSENT_NEEDED", "step.decision.consent SCHOOLING_CONSENT_NEEDED"], refusal.Fields);
        var decision = RegisterFixture.StandingCommittee();
        decision.Consent = "77-CV/TU";
        Assert.Equal(Stage.Decided, (await register.StepAsync(candidate, "2026-01-05", step => step.Decision = decision)).Stage);
    }

    [Fact]
    [Rule("R-ADM-11")]
    public async Task A_late_ceremony_needs_consent()
    {
        var (cell, introducer) = await register.CellOfAsync(3);
        var candidate = await register.ReadyAsync(cell, introducer);
        await register.StepAsync(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(3));
        await register.StepAsync(candidate, "2026-01-05", step => step.Decision = RegisterFixture.StandingCommittee());
        (await register.RefusedStepAsync(candidate, "2026-01-06", step => step.Ceremony = new() { MemberNumber = register.NewCode("N") })).IsForbidden("step.ceremony RECEIPT_MISSING", "R-ADM-11");
        await register.StepAsync(candidate, "2026-01-12", step => step.Receipt = new());
        Assert.Equal(["R-ADM-11 2026-03-02"], await register.DueAsync(candidate.Name, cell.Name, "2026-01-12"));
        (await register.RefusedStepAsync(candidate, "2026-03-03", step => step.Ceremony = new() { MemberNumber = register.NewCode("N") })).IsForbidden("step.ceremony.consent CEREMONY_LATE", "R-ADM-11");
        Assert.Equal(Stage.Probation, (await register.StepAsync(candidate, "2026-03-03", step => step.Ceremony = new() { MemberNumber = register.NewCode("N"), Consent = "15-CV/ĐU" })).Stage);
    }

    [Fact]
    [Rule("R-ADM-12")]
    public async Task One_who_moves_is_admitted_at_the_new_place_if_the_decision_comes_soon()
    {
        var (cell, introducer) = await register.CellOfAsync(3);
        var newCell = await register.CellAsync();
        var candidate = await register.ReadyAsync(cell, introducer);
        await register.StepAsync(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(3));
        candidate = await register.StepAsync(candidate, "2025-12-08", step => step.Move = new() { Organization = newCell.Name });
        Assert.Equal(newCell.Name, candidate.Organization);
        (await register.RefusedStepAsync(candidate, "2026-01-28", step => step.Decision = RegisterFixture.StandingCommittee())).IsForbidden("step.date MOVED_FILE_NEEDED", "R-ADM-12");
        await register.StepAsync(candidate, "2026-01-20", step => step.FileReceived = new());
        candidate = await register.StepAsync(candidate, "2026-01-28", step => step.Decision = RegisterFixture.StandingCommittee());
        await register.StepAsync(candidate, "2026-01-29", step => step.Receipt = new());
        candidate = await register.StepAsync(candidate, "2026-02-03", step => step.Ceremony = new() { MemberNumber = register.NewCode("N") });
        Assert.Equal(newCell.Name, (await register.Members.GetMemberAsync(new GetMemberRequest { Name = candidate.Member }, register.Board)).Organization);
    }

    [Fact]
    public async Task A_trial_says_what_would_be_refused_and_records_nothing()
    {
        var (cell, introducer) = await register.CellOfAsync(3);
        var candidate = await register.ReadyAsync(cell, introducer);
        var before = await register.LastPositionAsync();
        var request = RegisterFixture.Request(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(1));
        request.ValidateOnly = true;
        Assert.Equal("BALLOT_NOT_CARRIED", (await register.Candidates.CreateCandidateStepAsync(request, register.Board)).Findings.Single().Reason);
        Assert.Equal(before, await register.LastPositionAsync());
    }

    [Fact]
    public async Task Two_writers_one_wins()
    {
        var (cell, introducer) = await register.CellOfAsync(1);
        var candidate = await register.ReadyAsync(cell, introducer);
        var request = RegisterFixture.Request(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(1));
        request.Etag = candidate.Etag;
        await register.Candidates.CreateCandidateStepAsync(request, register.Board);
        var refusal = await Refusal.OfAsync(register.Candidates.CreateCandidateStepAsync(request, register.Board));
        Assert.Equal((StatusCode.Aborted, "\"5\""), (refusal.Code, refusal.Metadata["etag"]));
    }

    [Fact]
    [Rule("R-ORG-13")]
    public async Task Candidates_and_what_is_due_follow_a_merger_and_hold_up_a_dissolution()
    {
        var commune = await register.CommuneAsync();
        var (source, introducer) = await register.CellOfAsync(3, commune.Name);
        var (target, _) = await register.CellOfAsync(3, commune.Name);
        var empty = await register.CellAsync(parent: commune.Name);
        var waiting = await register.CandidateAsync(empty);
        (await Refusal.OfAsync(register.Organizations.DissolveOrganizationAsync(new DissolveOrganizationRequest { Name = empty.Name, DissolvedOn = "2026-02-02" }, register.Board))).Is(StatusCode.FailedPrecondition, "CANDIDATES_REMAIN");
        await register.StepAsync(waiting, "2025-09-01", step => step.Move = new() { Organization = target.Name });
        await register.DissolveAsync(empty.Name, "2026-02-02");
        var probation = await register.ReadyAsync(source, introducer);
        await register.StepAsync(probation, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(3));
        await register.StepAsync(probation, "2025-12-10", step => step.Decision = RegisterFixture.StandingCommittee(commune.Name));
        await register.StepAsync(probation, "2025-12-11", step => step.Receipt = new());
        await register.StepAsync(probation, "2025-12-15", step => step.Ceremony = new() { MemberNumber = register.NewCode("N") });
        var dossier = await register.ReadyAsync(source, introducer);
        var request = RegisterFixture.Merger(commune, target, source);
        request.EffectiveOn = "2026-03-02";
        await register.Acts.MergeOrganizationsAsync(request, register.Board);
        foreach (var (candidate, due) in ((Candidate, string)[])[(probation, "R-ADM-13"), (dossier, "R-ADM-5")])
        {
            Assert.Equal(target.Name, (await register.Candidates.GetCandidateAsync(new GetCandidateRequest { Name = candidate.Name }, register.Board)).Organization);
            Assert.Contains(await register.DueAsync(candidate.Name, target.Name, "2026-03-02"), d => d.StartsWith(due, StringComparison.Ordinal));
            Assert.Empty(await register.DueAsync(candidate.Name, target.Name, "2026-03-01"));
            Assert.Contains(await register.DueAsync(candidate.Name, source.Name, "2026-03-01"), d => d.StartsWith(due, StringComparison.Ordinal));
            Assert.Empty(await register.DueAsync(candidate.Name, source.Name, "2026-03-02"));
        }
    }

    [Fact]
    [Rule("R-ADM-12")]
    public async Task The_committee_of_the_new_place_has_its_own_time_from_the_file_s_arrival()
    {
        var (cell, introducer) = await register.CellOfAsync(3);
        var (candidate, newCell) = (await register.ReadyAsync(cell, introducer), await register.CellAsync(parent: RegisterFixture.MuongPhang));
        await register.StepAsync(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(3));
        await register.StepAsync(candidate, "2025-12-08", step => step.Move = new() { Organization = newCell.Name });
        await register.StepAsync(candidate, "2026-03-02", step => step.FileReceived = new());
        (await register.RefusedStepAsync(candidate, "2026-04-14", step => step.Decision = RegisterFixture.StandingCommittee(RegisterFixture.MuongPhang))).IsForbidden("step.date DECISION_TOO_LATE", "R-ADM-12");
        Assert.Equal(Stage.Decided, (await register.StepAsync(candidate, "2026-04-13", step => step.Decision = RegisterFixture.StandingCommittee(RegisterFixture.MuongPhang))).Stage);
    }

    private async Task<string> TryAsync(Candidate candidate, CandidateStep.Types.Ballot ballot)
    {
        var request = RegisterFixture.Request(candidate, "2025-12-03", step => step.Ballot = ballot);
        request.ValidateOnly = true;
        return (await register.Candidates.CreateCandidateStepAsync(request, register.Board)).Findings.Single().Message;
    }

    [Fact]
    public async Task What_cannot_be_is_named()
    {
        var candidate = await register.CandidateAsync(await register.CellAsync());
        (await register.RefusedStepAsync(candidate, "2025-02-30", _ => { })).IsInvalid("step.date DATE_INVALID", "step.detail FIELD_REQUIRED");
        (await register.RefusedStepAsync(candidate, "2999-01-01", step => step.Dossier = new())).IsInvalid("step.date DATE_IN_FUTURE");
        (await register.RefusedStepAsync(candidate, "2025-07-31", step => step.AwarenessClass = new() { Certificate = "1" })).Is(StatusCode.FailedPrecondition, "STEP_BEFORE_STAGE");
        (await register.RefusedStepAsync(candidate, "2025-08-31", step => step.AwarenessClass = new())).IsInvalid("step.awareness_class.certificate FIELD_REQUIRED");
    }
}
