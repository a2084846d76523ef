using DienBien.Membership.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using State = DienBien.Membership.V1.DuplicateCase.Types.State;

namespace DienBien.Platform.Tests.Membership.Duplicates;

[Collection(SharedRegister.Name)]
public sealed class DismissDuplicateCaseTests(RegisterFixture register)
{
    [Fact]
    public async Task A_pair_of_two_people_opens_no_case_again()
    {
        var cell = await register.CellAsync();
        var (first, second) = await register.TwinsAsync(cell.Name, cell.Name);
        var opened = (await register.CaseAsync(first, second))!;
        (await Refusal.OfAsync(register.Duplicates.DismissDuplicateCaseAsync(new DismissDuplicateCaseRequest { Name = opened.Name }, register.Board))).IsInvalid("statement FIELD_REQUIRED");
        (await Refusal.OfAsync(register.Duplicates.DismissDuplicateCaseAsync(Request(opened, "\"7\""), register.Board))).Is(StatusCode.Aborted, "ETAG_MISMATCH");
        var request = Request(opened, opened.Etag);
        request.RequestId = Guid.CreateVersion7().ToString();
        var dismissed = await register.Duplicates.DismissDuplicateCaseAsync(request, register.As("clerk", NaTau));
        Assert.Equal((State.Dismissed, "Hai anh em sinh đôi"), (dismissed.State, dismissed.Statement));
        Assert.Equal(dismissed, await register.Duplicates.DismissDuplicateCaseAsync(request, register.As("clerk", NaTau)));
        Assert.Equal(dismissed, await register.Duplicates.GetDuplicateCaseAsync(new GetDuplicateCaseRequest { Name = opened.Name }, register.Board));
        (await Refusal.OfAsync(register.Duplicates.DismissDuplicateCaseAsync(Request(opened), register.Board))).Is(StatusCode.FailedPrecondition, "DUPLICATE_CASE_CLOSED");

        await register.Members.UpdateMemberAsync(new UpdateMemberRequest { Member = new Member { Name = second.Name, Occupation = "Giáo viên" }, UpdateMask = FieldMask.FromString("occupation") }, register.Board);
        Assert.Equal(dismissed, await register.CaseAsync(first, second));
        var open = await register.Members.ListDuplicateCasesAsync(new ListDuplicateCasesRequest { Parent = cell.Name, State = State.Open }, register.Board);
        Assert.Empty(open.DuplicateCases);
        Assert.Equal(["DuplicateCaseOpened", "DuplicateCaseDecided"], await register.EventsAsync(opened.Name));
        Assert.Equal(["duplicates", "DismissDuplicateCase"], await register.AuditAsync(opened.Name));
    }

    [Fact]
    public async Task Who_sees_one_of_the_two_sees_no_case()
    {
        var (near, far) = (await register.CellAsync(), await register.CellAsync(parent: MuongPhang));
        var (first, second) = await register.TwinsAsync(near.Name, far.Name);
        var opened = (await register.CaseAsync(first, second))!;
        (await Refusal.OfAsync(register.Duplicates.DismissDuplicateCaseAsync(Request(opened), register.As("clerk", NaTau)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        (await Refusal.OfAsync(register.Duplicates.DismissDuplicateCaseAsync(Request(opened), register.As("secretary", NaTau)))).Is(StatusCode.PermissionDenied, "PERMISSION_MISSING");
    }

    private static DismissDuplicateCaseRequest Request(DuplicateCase opened, string etag = "") => new() { Name = opened.Name, Statement = "Hai anh em sinh đôi", Etag = etag };
}
