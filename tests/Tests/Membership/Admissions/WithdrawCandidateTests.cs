using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Tests.Membership.Admissions;

[Collection(SharedRegister.Name)]
public sealed class WithdrawCandidateTests(RegisterFixture register)
{
    [Fact]
    public async Task The_personal_values_are_gone_from_the_whole_database()
    {
        var applicant = RegisterFixture.Applicant();
        applicant.Person.FullName = "Vừ Thị Rút Tên Duy Nhất";
        var cell = await register.CellAsync();
        var request = new CreateCandidateRequest { Parent = cell.Name, Candidate = applicant, RequestId = Guid.CreateVersion7().ToString() };
        var candidate = await register.Candidates.CreateCandidateAsync(request, register.Board);
        await register.StepAsync(candidate, "2025-09-01", step => step.AwarenessClass = new() { Certificate = "7" });
        Assert.Contains("Duy Nhất", (await register.Candidates.GetCandidateAsync(new GetCandidateRequest { Name = candidate.Name }, register.Board)).Person.FullName, StringComparison.Ordinal);
        var withdrawn = await WithdrawAsync(candidate, "2025-10-01");
        Assert.Equal((Stage.Withdrawn, "2025-10-01"), (withdrawn.Stage, withdrawn.StageSince));
        Assert.Null((await register.Candidates.GetCandidateAsync(new GetCandidateRequest { Name = candidate.Name }, register.Board)).Person);
        Assert.False(await register.HoldsAsync("Duy Nhất"));
        Assert.Empty(await register.DueAsync(candidate.Name, cell.Name, "2025-10-01"));
    }

    [Fact]
    public async Task Once_is_enough()
    {
        var candidate = await register.CandidateAsync(await register.CellAsync());
        await WithdrawAsync(candidate, "2025-10-01");
        (await Refusal.OfAsync(register.Candidates.WithdrawCandidateAsync(new WithdrawCandidateRequest { Name = candidate.Name, WithdrawnOn = "2025-10-02" }, register.Board)))
            .Is(StatusCode.FailedPrecondition, "CANDIDATE_WITHDRAWN");
        (await register.RefusedStepAsync(candidate, "2025-10-03", step => step.Dossier = new())).Is(StatusCode.FailedPrecondition, "STEP_NOT_ALLOWED");
    }

    private async Task<Candidate> WithdrawAsync(Candidate candidate, string day) =>
        await register.Candidates.WithdrawCandidateAsync(new WithdrawCandidateRequest { Name = candidate.Name, WithdrawnOn = day }, register.Board);
}
