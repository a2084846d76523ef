using DienBien.Membership.V1;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Basis = DienBien.Membership.V1.CommitteeOffice.Types.Basis;
using Kind = DienBien.Membership.V1.MemberFact.Types.Kind;
using Role = DienBien.Membership.V1.CommitteeOffice.Types.Role;

namespace DienBien.Platform.Tests.Membership.Duplicates;

[Collection(SharedRegister.Name)]
public sealed class MergeConflictTests(RegisterFixture register)
{
    [Fact]
    public async Task Memberships_that_overlap_need_a_choice_and_the_present_one_is_kept()
    {
        var (one, two) = (await register.CellAsync(), await register.CellAsync());
        var (kept, other) = await register.TwinsAsync(one.Name, two.Name);
        var refusal = await RefusedAsync(kept, other);
        refusal.IsForbidden("memberships MEMBERSHIPS_OVERLAP", "");
        Assert.Equal("2018-03-03", refusal.Metadata["since"]);
        var request = Merge(kept, other);
        request.Memberships = MergeMembersRequest.Types.Memberships.OfTheKept;
        Assert.Equal([(one.Name, "2018-03-03", "")], (await register.Duplicates.MergeMembersAsync(request, register.Board)).Terms.Select(term => (term.Organization, term.Since, term.Until)));

        (kept, other) = await register.TwinsAsync(one.Name, two.Name);
        await register.PlaceAsync(kept.Name, (one.Name, new DateOnly(2010, 1, 1), new DateOnly(2015, 1, 1)));
        (await RefusedAsync(kept, other)).IsForbidden("name KEEP_THE_OTHER", "");
        Assert.Equal([(one.Name, "2010-01-01", "2015-01-01"), (two.Name, "2018-03-03", "")], (await register.MergeAsync(other, kept)).Terms.Select(term => (term.Organization, term.Since, term.Until)));
    }

    [Fact]
    public async Task A_running_transfer_comes_to_its_end_first()
    {
        var cell = await register.CellAsync();
        var (kept, other) = await register.TwinsAsync(cell.Name, cell.Name);
        var transfer = await register.TransferAsync(Leaving(other.Name));
        (await RefusedAsync(kept, other)).IsForbidden("other TRANSFER_RUNNING", "");
        (await RefusedAsync(other, kept)).IsForbidden("name TRANSFER_RUNNING", "");
        await register.Step(transfer, "2026-01-06", step => step.Cancellation = new());
        await register.MergeAsync(kept, other);
    }

    [Fact]
    public async Task Reviews_of_one_cycle_and_offices_of_one_term_clash()
    {
        var cell = await register.CellAsync();
        var (kept, other) = await register.TwinsAsync(cell.Name, cell.Name);
        var cycle = await register.CycleAsync(cell);
        await register.FileAsync(cycle, kept.Name);
        await register.FileAsync(cycle, other.Name);
        var refusal = await RefusedAsync(kept, other);
        refusal.IsForbidden("other REVIEWS_CLASH", "");
        Assert.Equal(cycle.Name, refusal.Metadata["cycle"]);

        (kept, other) = await register.TwinsAsync(cell.Name, cell.Name);
        var term = await register.Committees.CreateCommitteeTermAsync(new CreateCommitteeTermRequest
        {
            Parent = cell.Name, CommitteeTerm = new CommitteeTerm { Kind = CommitteeTerm.Types.Kind.Committee, Label = "2025–2030", StartsOn = "2025-08-01", SeatsSet = 3 },
        }, register.Board);
        foreach (var member in new[] { kept, other })
        {
            await register.Committees.AppointCommitteeMemberAsync(
                new AppointCommitteeMemberRequest { Name = term.Name, Member = member.Name, Role = member == kept ? Role.Secretary : Role.Deputy, Basis = Basis.Elected, Since = "2025-08-01", DocumentNumber = "1-NQ/ĐH" }, register.Board);
        }

        refusal = await RefusedAsync(kept, other);
        refusal.IsForbidden("other OFFICES_CLASH", "");
        Assert.Equal(term.Name, refusal.Metadata["term"]);
    }

    [Fact]
    public async Task Facts_that_can_not_both_be_true_clash_and_the_same_fact_twice_is_one()
    {
        var cell = await register.CellAsync();
        var (kept, other) = await register.TwinsAsync(cell.Name, cell.Name);
        await register.FactAsync(kept.Name, new MemberFact { Kind = Kind.Suspended, Since = "2020-01-01", Until = "2020-06-01", Document = "1" });
        await register.FactAsync(other.Name, new MemberFact { Kind = Kind.Suspended, Since = "2020-02-01", Until = "2020-03-01", Document = "2" });
        (await RefusedAsync(kept, other)).IsForbidden("other FACT_OVERLAPS", "");

        (kept, other) = await register.TwinsAsync(cell.Name, cell.Name);
        foreach (var member in new[] { kept, other })
        {
            await register.FactAsync(member.Name, new MemberFact { Kind = Kind.Suspended, Since = "2020-01-01", Until = "2020-06-01", Document = "1" });
        }

        Assert.True(Assert.Single((await register.MergeAsync(kept, other)).Parts).Stays);

        (kept, other) = await register.TwinsAsync(cell.Name, cell.Name);
        await register.FactAsync(other.Name, new MemberFact { Kind = Kind.Died, Since = "2024-01-01" });
        (await RefusedAsync(kept, other)).IsForbidden("other OTHER_DIED", "");
    }

    private Task<Refusal> RefusedAsync(Member kept, Member other) => Refusal.OfAsync(register.Duplicates.MergeMembersAsync(Merge(kept, other), register.Board));
}
