using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using Group = DienBien.Membership.V1.FeeBasis.Types.Group;

namespace DienBien.Platform.Tests.Membership.Fees;

[Collection(SharedRegister.Name)]
public sealed class ListDeletionProposalsTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-DEL-1")]
    public async Task Three_unpaid_months_of_a_year_open_one_proposal_that_decides_nothing()
    {
        var cell = await register.CellAsync();
        var (late, punctual) = (await register.MemberAsync(cell), await register.MemberAsync(cell));
        await PayAllButAsync(cell, late, 2, 5, 9);
        await PayAllButAsync(cell, punctual, 2, 5);
        await register.WatchFeesAsync("2026-09-20");
        Assert.Empty(await ListAsync(cell));
        await register.WatchFeesAsync("2026-10-15");
        Assert.Empty(await ListAsync(cell));
        await register.WatchFeesAsync("2026-10-16", 3);
        var proposal = Assert.Single(await ListAsync(cell));
        Assert.Equal((late, cell.Name, 2026, "2026-10-16", "R-DEL-1", "01-QĐ/TW"), (proposal.Member, proposal.Organization, proposal.Year, proposal.OpenedOn, proposal.Rule, proposal.PolicyVersion));
        Assert.Equal(["2026-02", "2026-05", "2026-09"], proposal.Months);
        Assert.Equal(DeletionProposal.Types.State.Open, proposal.State);
        await register.WatchFeesAsync("2026-12-20", 2);
        Assert.Single(await ListAsync(cell), p => p.Member == late);
        Assert.Equal(["DeletionProposalOpened"], await register.EventsAsync(proposal.Name));
        Assert.Equal(Member.Types.Status.Official, (await register.Members.GetMemberAsync(new GetMemberRequest { Name = late }, register.Board)).Status);
    }

    [Fact]
    public async Task Pages_follow_each_other_and_nobody_sees_those_of_others()
    {
        var cell = await register.CellAsync();
        foreach (var _ in (int[])[1, 2, 3])
        {
            await register.BasisAsync(await register.MemberAsync(cell), Group.Student, 0, "2027-01");
        }

        await register.WatchFeesAsync("2027-06-20");
        var request = new ListDeletionProposalsRequest { Parent = cell.Name, PageSize = 2 };
        var first = await register.Fees.ListDeletionProposalsAsync(request, register.Board);
        var second = await register.Fees.ListDeletionProposalsAsync(new ListDeletionProposalsRequest(request) { PageToken = first.NextPageToken }, register.Board);
        Assert.Equal(3, first.DeletionProposals.Concat(second.DeletionProposals).DistinctBy(p => p.Member).Count());
        (await Refusal.OfAsync(register.Fees.ListDeletionProposalsAsync(request, register.As("clerk", RegisterFixture.MuongPhang)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    private async Task PayAllButAsync(Organization cell, string member, params int[] unpaid)
    {
        await register.BasisAsync(member, Group.Student, 0, "2026-01");
        await register.PayAsync(cell.Name, [.. Enumerable.Range(1, 10).Except(unpaid).Select(m => register.Payment(member, $"2026-{m:D2}", 5_000))]);
    }

    private async Task<IReadOnlyList<DeletionProposal>> ListAsync(Organization cell) =>
        (await register.Fees.ListDeletionProposalsAsync(new ListDeletionProposalsRequest { Parent = cell.Name }, register.Board)).DeletionProposals;
}
