using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Tests.Membership.Admissions;

[Collection(SharedRegister.Name)]
public sealed class CandidateReadTests(RegisterFixture register)
{
    [Fact]
    public async Task A_candidate_is_for_the_cell_and_those_above_alone()
    {
        var candidate = await register.CandidateAsync(await register.CellAsync());
        var elsewhere = register.As("clerk", RegisterFixture.MuongPhang);
        (await Refusal.OfAsync(register.Candidates.GetCandidateAsync(new GetCandidateRequest { Name = candidate.Name }, elsewhere))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        (await Refusal.OfAsync(register.Candidates.ListCandidateStepsAsync(new ListCandidateStepsRequest { Parent = candidate.Name }, elsewhere))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        (await Refusal.OfAsync(register.Candidates.CreateCandidateStepAsync(RegisterFixture.Request(candidate, "2025-09-01", step => step.Dossier = new()), elsewhere))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task Lists_go_by_how_long_a_stage_has_lasted()
    {
        var cell = await register.CellAsync();
        var dates = (string[])["2025-03-01", "2025-01-01", "2025-02-01"];
        foreach (var day in dates)
        {
            var applicant = RegisterFixture.Applicant();
            applicant.ConsentedOn = day;
            await register.CandidateAsync(cell, applicant);
        }

        var request = new ListCandidatesRequest { Parent = cell.Name, PageSize = 2, Stage = Stage.Outstanding };
        var first = await register.Candidates.ListCandidatesAsync(request, register.Board);
        var second = await register.Candidates.ListCandidatesAsync(new ListCandidatesRequest(request) { PageToken = first.NextPageToken }, register.Board);
        Assert.Equal(dates.Order(StringComparer.Ordinal), first.Candidates.Concat(second.Candidates).Select(c => c.StageSince));
        Assert.All(first.Candidates, c => Assert.Equal("Mông", c.Person.Ethnicity));
        Assert.Equal(2, (await register.Candidates.ListCandidatesAsync(new ListCandidatesRequest { Parent = cell.Name, StuckSince = "2025-02-01" }, register.Board)).Candidates.Count);
        Assert.Empty((await register.Candidates.ListCandidatesAsync(new ListCandidatesRequest { Parent = cell.Name, Stage = Stage.Aware }, register.Board)).Candidates);
    }

    [Fact]
    public async Task The_board_counts_the_stages_of_any_day_and_what_is_overdue()
    {
        var (cell, introducer) = await register.CellOfAsync(3);
        var candidate = await register.ReadyAsync(cell, introducer);
        await register.CandidateAsync(cell);
        await register.StepAsync(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(3));
        Assert.Equal(["Outstanding:1:0", "Dossier:1:0"], await BoardAsync(cell, "2025-10-15"));
        Assert.Equal(["Outstanding:1:0", "CellPassed:1:1"], await BoardAsync(cell, "2026-02-06"));
        Assert.Equal(["Outstanding:Mông:1:0", "CellPassed:Mông:1:1"], await BoardAsync(cell, "2026-02-06", "ethnicity"));
        Assert.Equal(["Outstanding:18-30:1:0", "CellPassed:18-30:1:1"], await BoardAsync(cell, "2026-02-06", "age"));
        Assert.Empty(await BoardAsync(cell, "2025-07-31"));
        (await Refusal.OfAsync(register.Candidates.GetAdmissionBoardAsync(new GetAdmissionBoardRequest { Parent = cell.Name, GroupBy = "name" }, register.Board))).IsInvalid("group_by VALUE_UNKNOWN");
    }

    private async Task<string[]> BoardAsync(Organization cell, string day, string group = "")
    {
        var board = await register.Candidates.GetAdmissionBoardAsync(new GetAdmissionBoardRequest { Parent = cell.Name, AsOf = day, GroupBy = group }, register.Board);
        return [.. board.Cells.Select(c => string.Join(':', ((string[])[c.Stage.ToString(), c.Group, $"{c.Count}", $"{c.Overdue}"]).Where(part => part.Length > 0)))];
    }
}
