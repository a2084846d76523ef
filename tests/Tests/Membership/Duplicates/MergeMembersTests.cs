using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Kind = DienBien.Membership.V1.MemberMerge.Types.Part.Types.Kind;

namespace DienBien.Platform.Tests.Membership.Duplicates;

[Collection(SharedRegister.Name)]
public sealed class MergeMembersTests(RegisterFixture register)
{
    [Fact]
    public async Task The_preview_is_the_result_and_everything_goes_to_the_kept_record()
    {
        var life = await register.FullLifeAsync();
        var known = await register.CaseAsync(life.Kept, life.Other);
        var request = Merge(life.Kept, life.Other);
        request.Take = Google.Protobuf.WellKnownTypes.FieldMask.FromString("ethnicity,card_number");
        request.ValidateOnly = true;
        var before = await register.RowsOfAsync(life.Kept, life.Other);
        var preview = await register.Duplicates.MergeMembersAsync(request, register.Board);
        Assert.Equal(before, await register.RowsOfAsync(life.Kept, life.Other));
        request.ValidateOnly = false;
        var result = await register.Duplicates.MergeMembersAsync(request, register.Board);
        Assert.Equal(preview, result);

        Assert.Equal((known!.Name, Etag(life.Kept, 1), Etag(life.Other, 1)), (result.DuplicateCase, result.Etag, result.MergedEtag));
        Assert.Equal(
        [
            "member_number", "ethnicity → Thái", "occupation → Nông dân", $"card_number → {life.Other.CardNumber}", "admitted_on → 2016-03-03", "ceremony_on → 2016-03-03", "official_on → 2017-03-03",
        ], result.Fields.Select(field => field.Field_ == "member_number" ? field.Field_ : $"{field.Field_} → {field.Value}"));
        Assert.Equal([(life.Cell.Name, "2016-03-03", "")], result.Terms.Select(term => (term.Organization, term.Since, term.Until)));
        var parts = result.Parts.GroupBy(part => part.Kind).ToDictionary(group => group.Key, group => string.Join(", ", group.Select(part => $"{part.Label} {part.Date}{(part.Stays ? " stays" : "")}".Trim())));
        Assert.Equal("SUSPENDED 2020-08-01, AWAY 2026-01-10", parts[Kind.MemberFact]);
        Assert.Equal("TEMPORARY 2026-01-05", parts[Kind.Transfer]);
        Assert.Equal("STUDENT 2026-03-01 stays, STUDENT 2026-07-01", parts[Kind.FeeBasis]);
        Assert.Equal("1  stays, 2", parts[Kind.DossierItem]);
        Assert.Equal(["2026-07-01 True", "2026-08-01 False"], result.Parts.Where(part => part.Kind == Kind.FeePayment).Select(part => $"{part.Date} {part.Stays}"));
        Assert.Equal((life.Term.Name, life.Village.Name, life.Candidate.Name, life.Review.Name), (Resource(Kind.CommitteeOffice), Resource(Kind.VillageHead), Resource(Kind.CandidateSource), Resource(Kind.Review)));
        Assert.Equal(life.Host.Name, Resource(Kind.FeePlace));
        Assert.Superset(new HashSet<Kind> { Kind.FeeRelief, Kind.Deadline, Kind.Hold, Kind.Card }, parts.Keys.ToHashSet());
        await FollowsAsync(life);

        string Resource(Kind kind) => result.Parts.Single(part => part.Kind == kind).Resource;
    }

    [Fact]
    public async Task The_merged_record_counts_nowhere_and_points_to_the_kept_one()
    {
        var (old, now) = (await register.CellAsync(), await register.CellAsync());
        var (kept, other) = await register.TwinsAsync(now.Name, old.Name, since: "2016-01-01");
        await register.PlaceAsync(other.Name, (old.Name, new DateOnly(2016, 1, 1), new DateOnly(2018, 3, 3)));
        Assert.Equal((1, 1), (Total(await register.StatisticsAsync(now.Name, "2026-06-30")), Total(await register.StatisticsAsync(old.Name, "2017-06-30"))));
        await register.MergeAsync(kept, other);

        var merged = await register.MemberAsync(other);
        Assert.Equal((Member.Types.Status.Merged, kept.Name), (merged.Status, merged.MergedInto));
        Assert.Equal(["MemberChanged", "MemberChanged", "MemberChanged"], await register.EventsAsync(other.Name));
        foreach (var day in new[] { "2017-06-30", "2018-03-02", "2018-03-03", "2026-06-30" })
        {
            var cell = string.CompareOrdinal(day, "2018-03-03") < 0 ? old : now;
            Assert.Equal([kept.MemberNumber], (await register.NumbersAsync(old.Name, day)).Concat(await register.NumbersAsync(now.Name, day)));
            Assert.Equal((1, kept.Name), (Total(await register.StatisticsAsync(cell.Name, day)), Assert.Single(await register.HoldersAsync(new ListFigureMembersRequest { Parent = cell.Name, Dimension = Dimension.Sex, Value = "MALE", AsOf = day })).Member));
            Assert.Equal(0, Total(await register.StatisticsAsync(cell == old ? now.Name : old.Name, day)));
        }

        var balance = await register.BalanceAsync(now.Name, "2017-12-31", "2018-12-31");
        Assert.Equal((0, 1), (balance.Opening, balance.Closing));
        Assert.Empty((await register.Members.ListMembersAsync(new ListMembersRequest { Parent = old.Name, Query = "kiem" }, register.Board)).Members);
        Assert.Empty((await register.Members.ListMembersAsync(new ListMembersRequest { Parent = old.Name, Status = Member.Types.Status.Ended }, register.Board)).Members);
        (await Refusal.OfAsync(register.Facts.ListMemberFactsAsync(new ListMemberFactsRequest { Parent = other.Name }, register.Board))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        // Its number is not given out again, and a file can't write to it.
        Assert.Equal(["2 memberNumber MEMBER_MERGED"], Rejections(await register.ImportLinesAsync(NaTau, "", register.Line(old.Code, ("memberNumber", other.MemberNumber), ("birthDate", other.BirthDate)))));
        (await Refusal.OfAsync(register.Members.CreateMemberAsync(new CreateMemberRequest { Parent = old.Name, Member = register.Person(number: other.MemberNumber) }, register.Board))).Is(StatusCode.AlreadyExists, "MEMBER_NUMBER_TAKEN");
        Assert.Null((await register.CasesAsync(now.Name)).FirstOrDefault(found => found.State == DuplicateCase.Types.State.Open));
    }

    [Fact]
    public async Task Of_two_clerks_one_wins_and_a_repeated_request_gets_the_first_answer()
    {
        var cell = await register.CellAsync();
        var (kept, other) = await register.TwinsAsync(cell.Name, cell.Name);
        var (one, two) = (Merge(kept, other), Merge(other, kept));
        (one.Etag, one.OtherEtag, one.RequestId) = (kept.Etag, other.Etag, Guid.CreateVersion7().ToString());
        (two.Etag, two.OtherEtag) = (other.Etag, kept.Etag);
        var first = await register.Duplicates.MergeMembersAsync(one, register.Board);
        var refusal = await Refusal.OfAsync(register.Duplicates.MergeMembersAsync(two, register.Board));
        refusal.Is(StatusCode.Aborted, "ETAG_MISMATCH");
        Assert.Equal("\"2\"", refusal.Metadata["etag"]);
        Assert.Equal(first, await register.Duplicates.MergeMembersAsync(one, register.Board));
        (await Refusal.OfAsync(register.Duplicates.MergeMembersAsync(Merge(kept, other), register.Board))).IsForbidden("other MEMBER_MERGED", "");
        (await Refusal.OfAsync(register.Duplicates.MergeMembersAsync(Merge(kept, kept), register.Board))).IsInvalid("other MEMBER_ITSELF");
        Assert.Contains("MergeMembers", await register.AuditAsync(other.Name));
        var request = Merge(kept, other);
        request.Take = Google.Protobuf.WellKnownTypes.FieldMask.FromString("birth_date,organization");
        (await Refusal.OfAsync(register.Duplicates.MergeMembersAsync(request, register.Board))).IsInvalid("take BIRTH_DATE_FIXED", "take MASK_PATH_UNKNOWN");
    }

    [Fact]
    public async Task Both_records_must_lie_in_the_scope_and_clerks_do_not_merge()
    {
        var (near, far) = (await register.CellAsync(), await register.CellAsync(parent: MuongPhang));
        var (kept, other) = await register.TwinsAsync(near.Name, far.Name, since: "2018-03-03");
        var board = register.As("organization-board", NaTau);
        (await Refusal.OfAsync(register.Duplicates.MergeMembersAsync(Merge(kept, other), board))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        (await Refusal.OfAsync(register.Duplicates.MergeMembersAsync(Merge(other, kept), board))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        (await Refusal.OfAsync(register.Duplicates.MergeMembersAsync(Merge(kept, other), register.As("clerk", NaTau)))).Is(StatusCode.PermissionDenied, "PERMISSION_MISSING");
        var request = Merge(kept, other);
        request.Memberships = MergeMembersRequest.Types.Memberships.OfTheKept;
        await register.Duplicates.MergeMembersAsync(request, register.Board);
        // Who sees the merged record alone learns that it is gone and not where the person is.
        var merged = await register.MemberAsync(other, register.As("clerk", MuongPhang));
        Assert.Equal((Member.Types.Status.Merged, ""), (merged.Status, merged.MergedInto));
        (await Refusal.OfAsync(register.Duplicates.UndoMemberMergeAsync(new UndoMemberMergeRequest { Name = other.Name, Statement = "Nhầm" }, register.As("organization-board", MuongPhang)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task The_case_of_an_admission_and_a_proposal_of_deletion_follow()
    {
        var candidate = await register.OnProbationAsync(3);
        var other = await register.Members.GetMemberAsync(new GetMemberRequest { Name = candidate.Member }, register.Board);
        var kept = await register.CreateAsync(new Member(other) { MemberNumber = register.NewCode("P"), CardNumber = "" }, other.Organization);
        await register.BasisAsync(other.Name, FeeBasis.Types.Group.Student, 0, "2028-01");
        await register.WatchFeesAsync("2028-06-20");
        var merge = await register.MergeAsync(kept, other);
        Assert.Superset(new HashSet<Kind> { Kind.Candidate, Kind.DeletionProposal }, merge.Parts.Select(part => part.Kind).ToHashSet());
        Assert.Equal(kept.Name, (await register.Candidates.GetCandidateAsync(new GetCandidateRequest { Name = candidate.Name }, register.Board)).Member);
        var proposals = (await register.Fees.ListDeletionProposalsAsync(new ListDeletionProposalsRequest { Parent = other.Organization }, register.Board)).DeletionProposals;
        Assert.Contains(proposals, proposal => proposal.Member == kept.Name);
        Assert.DoesNotContain(proposals, proposal => proposal.Member == other.Name);
        await register.UndoAsync(other);
        Assert.Equal(other.Name, (await register.Candidates.GetCandidateAsync(new GetCandidateRequest { Name = candidate.Name }, register.Board)).Member);
    }

    /// <summary>What was about the other record is read where the kept one is asked for.</summary>
    private async Task FollowsAsync(FullLife life)
    {
        Assert.Equal(life.Kept.Name, (await register.Villages.GetVillageAsync(new GetVillageRequest { Name = life.Village.Name }, register.Board)).Head.Member);
        Assert.Equal(["VillageChanged", "VillageChanged", "VillageChanged"], await register.EventsAsync(life.Village.Name));
        var terms = (await register.Committees.ListCommitteeTermsAsync(new ListCommitteeTermsRequest { Parent = life.Cell.Name }, register.Board)).CommitteeTerms;
        Assert.Equal(life.Kept.Name, Assert.Single(Assert.Single(terms).Offices).Member);
        Assert.Equal(life.Kept.Name, (await register.TransferCases.GetTransferAsync(new GetTransferRequest { Name = life.Transfer.Name }, register.Board)).Member);
        Assert.Equal(life.Kept.Name, (await register.Candidates.GetCandidateAsync(new GetCandidateRequest { Name = life.Candidate.Name }, register.Board)).SourceMember);
        Assert.Equal(life.Kept.Name, (await register.Reviews.GetReviewAsync(new GetReviewRequest { Name = life.Review.Name }, register.Board)).Subject);
        Assert.Equal(["SUSPENDED", "AWAY"], (await register.Facts.ListMemberFactsAsync(new ListMemberFactsRequest { Parent = life.Kept.Name }, register.Board)).MemberFacts.Select(fact => DienBien.Platform.Shared.EnumNames.Of(fact.Kind)));
        var fee = await register.FeeAsync(life.Cell.Name, "2026-08");
        Assert.Equal((life.Kept.Name, 10_000), (fee.Member, fee.AmountPaid));
        (await Refusal.OfAsync(register.TransferCases.CreateTransferAsync(new CreateTransferRequest { Transfer = Leaving(life.Kept.Name) }, register.Board))).Is(StatusCode.FailedPrecondition, "TRANSFER_NOT_POSSIBLE");
    }

    private static string Etag(Member member, int later) => $"\"{int.Parse(member.Etag.Trim('"'), System.Globalization.CultureInfo.InvariantCulture) + later}\"";

    private static long Total(MemberStatistics statistics) => statistics.Total;
}
