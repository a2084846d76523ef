using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Xunit;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Tests.Membership.Admissions;

/// <summary>Steps after probation. The case opened in 2024, under the first version on record.</summary>
[Collection(SharedRegister.Name)]
public sealed class OfficialTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-OFF-1")]
    public async Task The_official_date_is_12_months_after_the_ceremony_however_late_the_decision()
    {
        var candidate = await register.OnProbationAsync(9);
        Assert.Equal(Stage.OfficialPassed, (await register.StepAsync(candidate, "2026-06-20", step => step.OfficialBallot = RegisterFixture.CellBallot(6, 3))).Stage);
        candidate = await register.StepAsync(candidate, "2026-07-02", step => step.OfficialDecision = RegisterFixture.StandingCommittee());
        Assert.Equal(Stage.Official, candidate.Stage);
        var member = await register.Members.GetMemberAsync(new GetMemberRequest { Name = candidate.Member }, register.Board);
        Assert.Equal(("2026-03-15", Member.Types.Status.Official), (member.OfficialOn, member.Status));
        Assert.Empty(await register.DueAsync(candidate.Name, RegisterFixture.NaTau, "2026-07-02"));
    }

    [Fact]
    [Rule("R-OFF-3")]
    public async Task Three_ballots_that_go_neither_way_go_up()
    {
        var candidate = await register.OnProbationAsync(9);
        Assert.Equal(Stage.Probation, (await register.StepAsync(candidate, "2026-03-20", step => step.OfficialBallot = RegisterFixture.CellBallot(5, 4))).Stage);
        Assert.Equal(Stage.Probation, (await register.StepAsync(candidate, "2026-04-03", step => step.OfficialBallot = RegisterFixture.CellBallot(5, 4))).Stage);
        Assert.Equal(Stage.Escalated, (await register.StepAsync(candidate, "2026-05-04", step => step.OfficialBallot = RegisterFixture.CellBallot(5, 4))).Stage);
        Assert.Equal(Stage.Official, (await register.StepAsync(candidate, "2026-05-20", step => step.OfficialDecision = RegisterFixture.StandingCommittee())).Stage);
    }

    [Fact]
    [Rule("R-OFF-4")]
    public async Task Who_is_not_fit_is_proposed_for_deletion_and_probation_is_never_prolonged()
    {
        var candidate = await register.OnProbationAsync(9);
        Assert.Equal(Stage.DeletionProposed, (await register.StepAsync(candidate, "2026-03-20", step => step.OfficialBallot = RegisterFixture.CellBallot(3, 6))).Stage);
        Assert.DoesNotContain(CandidateStep.Descriptor.Fields.InDeclarationOrder(), field => field.Name.Contains("probation", StringComparison.Ordinal) || field.Name.Contains("prolong", StringComparison.Ordinal));
    }

    [Fact]
    [Rule("R-OFF-2")]
    public async Task The_cell_considers_after_the_12_months_and_not_before()
    {
        var candidate = await register.OnProbationAsync(3, "2025-07-01", "2025-07-02", "2025-07-03", "2025-07-04", "2025-07-10", "2025-08-01", "2025-08-05", "2025-09-15", "2025-09-20");
        (await register.RefusedStepAsync(candidate, "2026-09-14", step => step.OfficialBallot = RegisterFixture.CellBallot(3))).IsForbidden("step.date PROBATION_RUNNING", "R-OFF-1");
        Assert.Equal(["R-OFF-2 2026-10-27"], await register.DueAsync(candidate.Name, candidate.Organization, "2026-09-15"));
        candidate = await register.StepAsync(candidate, "2026-09-16", step => step.OfficialBallot = RegisterFixture.CellBallot(3));
        Assert.Equal(["R-OFF-2 2026-10-28"], await register.DueAsync(candidate.Name, RegisterFixture.NaTau, "2026-09-16"));
    }

    [Fact]
    public async Task Under_a_version_that_nobody_has_read_an_early_ballot_is_told_of_and_not_refused()
    {
        var candidate = await register.OnProbationAsync(3);
        candidate = await register.StepAsync(candidate, "2026-03-14", step => step.OfficialBallot = RegisterFixture.CellBallot(3));
        Assert.Equal(["PROBATION_RUNNING", "BALLOT_CARRIED"], candidate.Findings.Select(f => f.Reason));
    }
}
