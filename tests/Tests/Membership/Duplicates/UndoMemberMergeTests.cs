using DienBien.Membership.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Duplicates;

[Collection(SharedRegister.Name)]
public sealed class UndoMemberMergeTests(RegisterFixture register)
{
    [Fact]
    public async Task Both_records_and_all_that_is_about_them_are_as_before()
    {
        var life = await register.FullLifeAsync();
        // The counts follow before the rows are read.
        var statistics = await register.StatisticsAsync(life.Cell.Name, "2026-06-30");
        var before = await register.RowsOfAsync(life.Kept, life.Other);
        Assert.Superset(
            new HashSet<string>
            {
                "members", "memberships", "member_names", "member_cards", "member_facts", "fee_bases", "fee_reliefs", "fee_payments", "fee_places", "dossier_items", "committee_offices", "village_heads",
                "candidates", "reviews", "transfers", "deadlines", "member_holds", "presences", "name_corrections", "badge_awards",
            }, before.Select(row => row[..row.IndexOf(' ', StringComparison.Ordinal)]).ToHashSet());
        var known = (await register.CaseAsync(life.Kept, life.Other))!;
        var request = Merge(life.Kept, life.Other);
        request.Take = FieldMask.FromString("card_number,full_name,sex");
        var merge = await register.Duplicates.MergeMembersAsync(request, register.Board);
        await register.StatisticsAsync(life.Cell.Name, "2026-06-30");
        Assert.NotEqual(before, await register.RowsOfAsync(life.Kept, life.Other));

        var undo = new UndoMemberMergeRequest { Name = life.Other.Name, Statement = "Gộp nhầm", Etag = "\"1\"" };
        (await Refusal.OfAsync(register.Duplicates.UndoMemberMergeAsync(undo, register.Board))).Is(StatusCode.Aborted, "ETAG_MISMATCH");
        (undo.Etag, undo.RequestId) = (merge.MergedEtag, Guid.CreateVersion7().ToString());
        var undone = await register.Duplicates.UndoMemberMergeAsync(undo, register.Board);
        Assert.Equal(undone, await register.Duplicates.UndoMemberMergeAsync(undo, register.Board));
        Assert.Equal(statistics, await register.StatisticsAsync(life.Cell.Name, "2026-06-30"));
        Assert.Equal(before, await register.RowsOfAsync(life.Kept, life.Other));
        Assert.Equal((Plain(life.Kept), Plain(life.Other)), (Plain(undone.Member), Plain(undone.MergedMember)));
        Assert.Equal(Plain(life.Other), Plain(await register.MemberAsync(life.Other)));
        var reopened = (await register.CaseAsync(life.Kept, life.Other))!;
        Assert.Equal((known.Name, DuplicateCase.Types.State.Open), (reopened.Name, reopened.State));
        Assert.Equal(["DuplicateCaseOpened", "DuplicateCaseDecided", "DuplicateCaseDecided"], await register.EventsAsync(known.Name));
        Assert.Equal(["MergeMembers", "UndoMemberMerge"], (await register.AuditAsync(life.Other.Name)).TakeLast(2));
        Assert.Equal(life.Other.Name, (await register.VillageOfAsync(life.Village.Name)).Head.Member);
        (await Refusal.OfAsync(register.Duplicates.UndoMemberMergeAsync(new UndoMemberMergeRequest { Name = life.Other.Name, Statement = "x" }, register.Board))).IsForbidden("name NOT_MERGED", "");
        // And once more, to the same end.
        await register.Duplicates.MergeMembersAsync(request, register.Board);
        await register.UndoAsync(life.Other);
        await register.StatisticsAsync(life.Cell.Name, "2026-06-30");
        Assert.Equal(before, await register.RowsOfAsync(life.Kept, life.Other));
    }

    [Fact]
    public async Task What_is_recorded_later_stays_and_what_is_changed_later_stands_in_the_way()
    {
        var cell = await register.CellAsync();
        var (kept, other) = await register.TwinsAsync(cell.Name, cell.Name);
        await register.MergeAsync(kept, other);
        await register.FactAsync(kept.Name, new MemberFact { Kind = MemberFact.Types.Kind.Suspended, Since = "2025-08-01", Document = "1" });
        await register.UndoAsync(other);
        Assert.Single((await register.Facts.ListMemberFactsAsync(new ListMemberFactsRequest { Parent = kept.Name }, register.Board)).MemberFacts);

        await register.MergeAsync(kept, other);
        await register.Members.UpdateMemberAsync(new UpdateMemberRequest { Member = new Member { Name = kept.Name, Occupation = "Giáo viên" }, UpdateMask = FieldMask.FromString("occupation") }, register.Board);
        await BlockedAsync(other, "MEMBER");

        (kept, other) = await register.TwinsAsync(cell.Name, cell.Name);
        var fact = await register.FactAsync(other.Name, new MemberFact { Kind = MemberFact.Types.Kind.Suspended, Since = "2025-08-01", Document = "1" });
        await register.MergeAsync(kept, other);
        await register.Facts.RetractMemberFactAsync(new RetractMemberFactRequest { Name = fact.Name.Replace(other.Name, kept.Name, StringComparison.Ordinal), Consent = "1-CV/ĐU" }, register.Board);
        await BlockedAsync(other, "MEMBER_FACT");
    }

    [Fact]
    public async Task A_card_that_somebody_got_since_and_a_cell_that_is_gone_stand_in_the_way()
    {
        var (cell, gone) = (await register.CellAsync(), await register.CellAsync());
        var card = register.NewCard();
        var person = register.Person(register.NewCard());
        var kept = await register.CreateAsync(person, cell.Name);
        var other = await register.CreateAsync(new Member(person) { MemberNumber = register.NewCode("P"), CardNumber = card }, cell.Name);
        await register.MergeAsync(kept, other);
        await register.CreateAsync(register.Person(card), cell.Name);
        await BlockedAsync(other, "CARD");

        (kept, other) = await register.TwinsAsync(cell.Name, gone.Name);
        var request = Merge(kept, other);
        request.Memberships = MergeMembersRequest.Types.Memberships.OfTheKept;
        await register.Duplicates.MergeMembersAsync(request, register.Board);
        await register.DissolveAsync(gone.Name, "2026-06-01");
        (await Refusal.OfAsync(register.Duplicates.UndoMemberMergeAsync(new UndoMemberMergeRequest { Name = other.Name, Statement = "x" }, register.Board))).IsForbidden("name ORGANIZATION_DISSOLVED", "");
    }

    [Fact]
    public async Task Merges_of_three_records_are_taken_back_one_after_the_other_and_cases_with_third_ones_follow()
    {
        var cell = await register.CellAsync();
        var (first, second) = await register.TwinsAsync(cell.Name, cell.Name);
        var third = await register.CreateAsync(new Member(first) { MemberNumber = register.NewCode("P"), CardNumber = "" }, cell.Name);
        Assert.Equal(3, (await register.CasesAsync(cell.Name)).Count);
        await register.MergeAsync(second, third);
        await register.MergeAsync(first, second);
        Assert.DoesNotContain(await register.CasesAsync(cell.Name), found => found.State == DuplicateCase.Types.State.Open);
        await BlockedAsync(third, "MEMBER");
        await register.UndoAsync(second);
        await register.UndoAsync(third);
        Assert.Equal(3, (await register.CasesAsync(cell.Name)).Count(found => found.State == DuplicateCase.Types.State.Open));
        Assert.Equal(3, await register.CountMembersAsync(cell.Name));
    }

    private async Task BlockedAsync(Member merged, string kind)
    {
        var refusal = await Refusal.OfAsync(register.Duplicates.UndoMemberMergeAsync(new UndoMemberMergeRequest { Name = merged.Name, Statement = "Gộp nhầm" }, register.Board));
        refusal.IsForbidden("name CHANGED_SINCE_MERGE", "");
        Assert.Equal(kind, refusal.Metadata["kind"]);
    }

    /// <summary>A member without what tells when it was recorded.</summary>
    private static Member Plain(Member member) => new(member) { Etag = "", UpdateTime = null };
}
