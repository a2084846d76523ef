using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using CandidateStage = DienBien.Membership.V1.Candidate.Types.Stage;
using Kind = DienBien.Membership.V1.MemberFact.Types.Kind;
using Stage = DienBien.Membership.V1.Transfer.Types.Stage;

namespace DienBien.Platform.Tests.Membership.Life;

/// <summary>What the end of a membership does to the cases that are under way about the member, and what comes back with him.</summary>
[Collection(SharedRegister.Name)]
public sealed class CutCaseTests(RegisterFixture register)
{
    [Theory]
    [InlineData(Kind.Died)]
    [InlineData(Kind.Expelled)]
    [InlineData(Kind.Resigned)]
    public async Task An_end_ends_the_transfer_and_taken_back_lets_it_go_on(Kind kind)
    {
        var member = await register.CreateAsync(register.Person());
        var transfer = await register.TransferAsync(Leaving(member.Name));
        var introduced = await register.Step(transfer, "2026-01-06", step => step.Introduction = new() { Document = "4-GTSHĐ" });
        var end = await EndAsync(member.Name, kind, "2026-02-02");
        var cut = await TransferAsync(transfer);
        Assert.Equal((Stage.MemberLeft, "2026-02-02"), (cut.Stage, cut.StageSince));
        Assert.NotEqual(introduced.Etag, cut.Etag);
        Assert.Contains(cut, (await register.TransferCases.ListTransfersAsync(new ListTransfersRequest { Parent = MuongPhang, Stage = Stage.MemberLeft, PageSize = 1_000 }, register.Board)).Transfers);
        (await Refusal.OfAsync(register.Step(transfer, "2026-02-03", step => step.Cancellation = new()))).Is(StatusCode.FailedPrecondition, "STEP_NOT_ALLOWED");

        await TakeBackAsync(end);
        var again = await TransferAsync(transfer);
        Assert.Equal((Stage.Introduced, "2026-01-06"), (again.Stage, again.StageSince));
        // Both sides hear of each stage.
        Assert.Equal(Enumerable.Repeat("TransferChanged", 8), await register.EventsAsync(transfer.Name));
        Assert.Equal(["CreateTransfer", "CreateTransferStep", "CreateMemberFact", "RetractMemberFact"], await register.AuditAsync(transfer.Name));
        var cell = await register.CellAsync(parent: MuongPhang);
        Assert.Equal(Stage.Accepted, (await register.Step(transfer, "2026-02-05", step => step.Acceptance = new() { Cell = cell.Name })).Stage);
    }

    [Fact]
    public async Task A_temporary_transfer_ends_with_the_membership_and_one_that_is_over_stays_as_it_was()
    {
        var host = await register.CellAsync(parent: MuongPhang);
        var member = await register.CreateAsync(register.Person());
        var over = await AcceptedAsync(Leaving(member.Name), host);
        var away = await AcceptedAsync(Leaving(member.Name, to: NaTau, kind: Transfer.Types.Kind.Temporary, since: "2026-01-15", until: "2026-06-15"), await register.CellAsync());
        var end = await EndAsync(member.Name, Kind.Died, "2026-03-02");
        Assert.Equal((Stage.Accepted, Stage.MemberLeft), ((await TransferAsync(over)).Stage, (await TransferAsync(away)).Stage));
        await TakeBackAsync(end);
        Assert.Equal((Stage.Accepted, Stage.Accepted), ((await TransferAsync(over)).Stage, (await TransferAsync(away)).Stage));
        Assert.Equal(Stage.Completed, (await register.Step(away, "2026-06-15", step => step.Homecoming = new())).Stage);
    }

    [Fact]
    public async Task Who_leaves_the_province_comes_to_the_end_of_that_transfer()
    {
        var member = await register.CreateAsync(register.Person());
        var transfer = await register.TransferAsync(Leaving(member.Name, to: ""));
        await register.Step(transfer, "2026-01-06", step => step.Introduction = new() { Document = "4-GTSHĐ" });
        Assert.Equal(Stage.Completed, (await register.Step(transfer, "2026-01-20", step => step.Acceptance = new())).Stage);
    }

    [Theory]
    [InlineData("2025-10-01")]
    [InlineData("2025-04-20")]
    public async Task An_end_ends_the_case_of_a_member_on_probation(string died)
    {
        var candidate = await register.OnProbationAsync(9);
        var cell = await register.CellAsync();
        await MoveMemberAsync(candidate.Member, cell, "2025-06-02");
        var before = await BoardsAsync(candidate);
        var moved = await CandidateAsync(candidate);
        Assert.Equal((CandidateStage.Probation, "2025-03-15", cell.Name), (moved.Stage, moved.StageSince, moved.Organization));
        var end = await EndAsync(candidate.Member, Kind.Died, died);
        var cut = await CandidateAsync(candidate);
        Assert.Equal((CandidateStage.MemberLeft, died), (cut.Stage, cut.StageSince));
        var listed = await register.Candidates.ListCandidatesAsync(new ListCandidatesRequest { Parent = cut.Organization, Stage = CandidateStage.MemberLeft }, register.Board);
        Assert.Equal(candidate.Name, Assert.Single(listed.Candidates).Name);
        var boards = await BoardsAsync(candidate);
        Assert.Equal(before[0], boards[0]);
        Assert.Equal(["MemberLeft"], boards[^1]);
        Assert.All(boards, board => Assert.Single(board));
        (await register.RefusedStepAsync(candidate, "2026-03-20", step => step.OfficialBallot = CellBallot(6, 3))).Is(StatusCode.FailedPrecondition, "STEP_NOT_ALLOWED");

        await TakeBackAsync(end);
        var again = await CandidateAsync(candidate);
        Assert.Equal((CandidateStage.Probation, "2025-03-15", cell.Name), (again.Stage, again.StageSince, again.Organization));
        Assert.Equal(before, await BoardsAsync(candidate));
    }

    [Fact]
    public async Task A_case_that_goes_on_again_follows_the_member_to_what_took_over_his_cell()
    {
        var candidate = await register.OnProbationAsync(3);
        var other = await register.CellAsync();
        var end = await EndAsync(candidate.Member, Kind.Died, "2025-10-01");
        var merger = new MergeOrganizationsRequest { Parent = NaTau, Sources = { candidate.Organization }, Successor = other.Name, EffectiveOn = "2025-12-01", DocumentNumber = "5-QĐ/ĐU" };
        await register.Acts.MergeOrganizationsAsync(merger, register.Board);
        Assert.Equal(candidate.Organization, (await CandidateAsync(candidate)).Organization);
        await TakeBackAsync(end);
        var again = await CandidateAsync(candidate);
        Assert.Equal((CandidateStage.Probation, "2025-03-15", other.Name), (again.Stage, again.StageSince, again.Organization));
        Assert.Equal((1L, 0L), (await CountAsync(candidate.Organization, "2025-11-30"), await CountAsync(candidate.Organization, "2025-12-01")));
        Assert.Equal((0L, 1L), (await CountAsync(other.Name, "2025-11-30"), await CountAsync(other.Name, "2025-12-01")));
    }

    private Task<MemberFact> EndAsync(string member, Kind kind, string since) => register.FactAsync(member, new MemberFact { Kind = kind, Since = since, Document = "9-QĐ/ĐU" });

    private async Task TakeBackAsync(MemberFact fact) => await register.Facts.RetractMemberFactAsync(new RetractMemberFactRequest { Name = fact.Name, Consent = "4-CV/ĐU" }, register.Board);

    private async Task<Transfer> TransferAsync(Transfer transfer) => await register.TransferCases.GetTransferAsync(new GetTransferRequest { Name = transfer.Name }, register.Board);

    private async Task<Candidate> CandidateAsync(Candidate candidate) => await register.Candidates.GetCandidateAsync(new GetCandidateRequest { Name = candidate.Name }, register.Board);

    private async Task<Transfer> AcceptedAsync(Transfer leaving, Organization cell)
    {
        var transfer = await register.TransferAsync(leaving);
        await register.Step(transfer, leaving.EffectiveOn, step => step.Introduction = new() { Document = "4-GTSHĐ" });
        return await register.Step(transfer, leaving.EffectiveOn, step => step.Acceptance = new() { Cell = cell.Name, MemberNumber = register.NewCode("T") });
    }

    private async Task MoveMemberAsync(string member, Organization cell, string day) => await AcceptedAsync(Leaving(member, to: NaTau, since: day), cell);

    /// <summary>The stages at which the boards of the cells show the candidate, on days through his probation.</summary>
    private async Task<List<List<string>>> BoardsAsync(Candidate candidate)
    {
        var boards = new List<List<string>>();
        foreach (var day in (string[])["2025-04-10", "2025-04-20", "2025-05-20", "2025-06-02", "2025-09-30", "2025-10-01", "2026-01-01"])
        {
            var stages = new List<string>();
            foreach (var cell in new[] { candidate.Organization, (await CandidateAsync(candidate)).Organization }.Distinct())
            {
                stages.AddRange((await BoardAsync(cell, day)).SelectMany(entry => Enumerable.Repeat(entry.Stage.ToString(), (int)entry.Count)));
            }

            boards.Add(stages);
        }

        return boards;
    }

    private async Task<long> CountAsync(string cell, string day) => (await BoardAsync(cell, day)).Sum(entry => entry.Count);

    private async Task<IEnumerable<AdmissionBoard.Types.Cell>> BoardAsync(string cell, string day) =>
        (await register.Candidates.GetAdmissionBoardAsync(new GetAdmissionBoardRequest { Parent = cell, AsOf = day }, register.Board)).Cells;
}
