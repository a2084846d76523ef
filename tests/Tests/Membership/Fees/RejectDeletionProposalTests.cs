using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using State = DienBien.Membership.V1.DeletionProposal.Types.State;

namespace DienBien.Platform.Tests.Membership.Fees;

[Collection(SharedRegister.Name)]
public sealed class RejectDeletionProposalTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-DEL-1")]
    [Rule("R-DEL-4")]
    public async Task What_the_cell_votes_down_is_closed_with_the_votes_and_stays_so()
    {
        var (cell, proposal) = await ProposedAsync(9);
        var request = Request(proposal, 5);
        request.RequestId = Guid.CreateVersion7().ToString();
        var rejected = await register.Fees.RejectDeletionProposalAsync(request, register.Board);
        Assert.Equal((State.Rejected, 5, 9, "12-NQ/CB"), (rejected.State, rejected.Votes.CellInFavour, rejected.Votes.CellDenominator, rejected.Document));
        Assert.Equal(rejected, await register.Fees.RejectDeletionProposalAsync(request, register.Board));
        Assert.Equal(rejected, await OnlyAsync(cell));
        Assert.Equal(["DeletionProposalRejected"], await register.EventsAsync(proposal.Name));
        (await Refusal.OfAsync(register.Fees.RejectDeletionProposalAsync(Request(proposal, 4), register.Board))).IsForbidden("name PROPOSAL_CLOSED", "R-DEL-1");
        // An end that comes and is taken back does not open it again.
        var died = await register.FactAsync(proposal.Member, new MemberFact { Kind = MemberFact.Types.Kind.Died, Since = "2026-11-10" });
        await register.Facts.RetractMemberFactAsync(new RetractMemberFactRequest { Name = died.Name, Consent = "4-CV/ĐU" }, register.Board);
        Assert.Equal(rejected, await OnlyAsync(cell));
    }

    [Fact]
    [Rule("R-DEL-4")]
    public async Task What_the_cell_carries_is_for_the_superior_body_to_vote_down()
    {
        var (_, proposal) = await ProposedAsync(9);
        (await RefuseAsync(Request(proposal, 6))).IsForbidden("votes.superior_sitting SUPERIOR_VOTES_MISSING", "R-DEL-4");
        (await RefuseAsync(Request(proposal, 6, 5, 9))).IsForbidden("votes PROPOSAL_CARRIED", "R-DEL-4");
        Assert.Equal(State.Rejected, (await register.Fees.RejectDeletionProposalAsync(Request(proposal, 6, 4, 8), register.Board)).State);
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_nobody_closes_those_of_others()
    {
        var (_, proposal) = await ProposedAsync(3);
        (await RefuseAsync(new RejectDeletionProposalRequest { Name = proposal.Name })).IsInvalid("votes FIELD_REQUIRED");
        (await RefuseAsync(new RejectDeletionProposalRequest { Name = proposal.Name, Votes = new() { CellInFavour = -1, SuperiorInFavour = 1 } }))
            .IsInvalid("votes.date FIELD_REQUIRED", "document FIELD_REQUIRED", "votes.cell_in_favour NUMBER_NEGATIVE", "votes.superior_in_favour MORE_VOTES_THAN_MEMBERS");
        (await RefuseAsync(Request(proposal, 4))).IsInvalid("votes.cell_in_favour MORE_VOTES_THAN_MEMBERS");
        var early = Request(proposal, 0);
        early.Votes.Date = "2026-10-15";
        (await RefuseAsync(early)).IsForbidden("votes.date STEP_BEFORE_STAGE", "");
        (await RefuseAsync(Request(proposal, 0), register.As("clerk", RegisterFixture.MuongPhang))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    private static RejectDeletionProposalRequest Request(DeletionProposal proposal, int inFavour, int superior = 0, int sitting = 0) => new()
    {
        Name = proposal.Name, Document = "12-NQ/CB", Votes = new() { Date = "2026-11-03", CellInFavour = inFavour, SuperiorInFavour = superior, SuperiorSitting = sitting },
    };

    private Task<Refusal> RefuseAsync(RejectDeletionProposalRequest request, CallOptions? who = null) => Refusal.OfAsync(register.Fees.RejectDeletionProposalAsync(request, who ?? register.Board));

    private async Task<(Organization Cell, DeletionProposal Proposal)> ProposedAsync(int official)
    {
        var (cell, member) = await register.CellOfAsync(official);
        await register.ProposeAsync(member);
        return (cell, await OnlyAsync(cell));
    }

    private async Task<DeletionProposal> OnlyAsync(Organization cell) =>
        Assert.Single((await register.Fees.ListDeletionProposalsAsync(new ListDeletionProposalsRequest { Parent = cell.Name }, register.Board)).DeletionProposals);
}
