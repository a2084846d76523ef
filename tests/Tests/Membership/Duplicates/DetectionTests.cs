using DienBien.Membership.V1;
using Google.Protobuf.WellKnownTypes;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Duplicates;

[Collection(SharedRegister.Name)]
public sealed class DetectionTests(RegisterFixture register)
{
    [Fact]
    public async Task The_same_name_tones_aside_and_birth_date_open_a_case_at_the_lowest_organisation_that_sees_both()
    {
        var (one, two, far) = (await register.CellAsync(), await register.CellAsync(), await register.CellAsync(parent: MuongPhang));
        var person = register.Person();
        var first = await register.CreateAsync(person, one.Name);
        var same = await register.CreateAsync(new Member(person) { MemberNumber = register.NewCode("P") }, one.Name);
        var near = await register.CreateAsync(new Member(person) { MemberNumber = register.NewCode("P"), FullName = "LO  VAN kiem thu" }, two.Name);
        var elsewhere = await register.CreateAsync(new Member(person) { MemberNumber = register.NewCode("P") }, far.Name);
        var other = await register.CreateAsync(new Member(person) { MemberNumber = register.NewCode("P"), FullName = "Lò Văn Kiểm" }, one.Name);
        Assert.Equal((one.Name, "NAME_AND_BIRTH", DuplicateCase.Types.State.Open), await ShapeAsync(first, same));
        Assert.Equal((NaTau, "NAME_AND_BIRTH", DuplicateCase.Types.State.Open), await ShapeAsync(first, near));
        Assert.Equal((Province, "NAME_AND_BIRTH", DuplicateCase.Types.State.Open), await ShapeAsync(near, elsewhere));
        Assert.Null(await register.CaseAsync(first, other));
        var clerks = await register.CasesAsync(NaTau, register.As("clerk", NaTau));
        Assert.Contains(clerks, found => found.SecondMember == same.Name);
        Assert.DoesNotContain(clerks, found => found.SecondMember == elsewhere.Name);
        Assert.DoesNotContain(await register.CasesAsync(MuongPhang, register.As("clerk", MuongPhang)), found => found.SecondMember == elsewhere.Name);
        var known = (await register.CaseAsync(first, same))!;
        Assert.Equal((first.Name, same.Name, "294-QĐ/TW"), (known.FirstMember, known.SecondMember, known.PolicyVersion));
        Assert.Equal(["DuplicateCaseOpened"], await register.EventsAsync(known.Name));
    }

    [Fact]
    public async Task Whoever_is_imported_renamed_or_gets_another_birth_date_is_looked_at()
    {
        var cell = await register.CellAsync();
        var first = await register.CreateAsync(register.Person(), cell.Name);
        var answer = await register.ImportLinesAsync(NaTau, "", register.Line(cell.Code, ("fullName", first.FullName), ("birthDate", first.BirthDate)), register.Line(cell.Code, ("fullName", "Lò Thị Khác"), ("birthDate", first.BirthDate)));
        Assert.Equal((2, 0, 0), Counts(answer));
        var listed = (await register.Members.ListMembersAsync(new ListMembersRequest { Parent = cell.Name }, register.Board)).Members;
        var (imported, other) = (listed.Single(member => member.FullName == first.FullName && member.Name != first.Name), listed.Single(member => member.FullName == "Lò Thị Khác"));
        Assert.NotNull(await register.CaseAsync(first, imported));
        Assert.Null(await register.CaseAsync(first, other));
        await register.RenameAsync(other, first.FullName);
        Assert.NotNull(await register.CaseAsync(first, other));

        var later = await register.CreateAsync(register.Person(), cell.Name);
        Assert.Null(await register.CaseAsync(first, later));
        await register.Dossiers.CorrectBirthDateAsync(
            new CorrectBirthDateRequest { Name = later.Name, BirthDate = first.BirthDate, Document = "KS 1", Consent = "1-CV/ĐU" }, register.Board);
        Assert.NotNull(await register.CaseAsync(first, later));
    }

    [Fact]
    public async Task A_pair_has_one_case_and_a_card_tells_more_than_a_name()
    {
        var (near, far) = (await register.CellAsync(), await register.CellAsync(parent: MuongPhang));
        var (first, second) = await register.TwinsAsync(near.Name, far.Name);
        var opened = (await register.CaseAsync(first, second))!;
        var card = register.NewCard();
        await SetCardAsync(first, card, NaTau);
        await SetCardAsync(second, card, MuongPhang);
        var known = (await register.CaseAsync(first, second))!;
        Assert.Equal((opened.Name, "CARD_NUMBER"), (known.Name, known.Reason));
    }

    [Fact]
    public async Task A_case_follows_its_records_and_shows_only_to_who_sees_both()
    {
        var (near, far) = (await register.CellAsync(), await register.CellAsync(parent: MuongPhang));
        var (first, second) = await register.TwinsAsync(near.Name, near.Name);
        var clerk = register.As("clerk", NaTau);
        var opened = (await register.CaseAsync(first, second))!;
        Assert.Equal(near.Name, opened.Organization);
        Assert.Contains(await register.CasesAsync(NaTau, clerk), found => found.Name == opened.Name);
        var transfer = await register.TransferAsync(Leaving(second.Name));
        await register.Step(transfer, "2026-01-20", step => step.Introduction = new() { Document = "3-GTSHĐ" });
        await register.Step(transfer, "2026-02-02", step => step.Acceptance = new() { Cell = far.Name, MemberNumber = register.NewCode("X") });
        Assert.DoesNotContain(await register.CasesAsync(NaTau, clerk), found => found.Name == opened.Name);
        (await Refusal.OfAsync(register.Duplicates.GetDuplicateCaseAsync(new GetDuplicateCaseRequest { Name = opened.Name }, clerk))).Is(Grpc.Core.StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        Assert.Equal(Province, (await register.CaseAsync(first, second))!.Organization);
    }

    [Fact]
    public async Task Of_many_with_one_name_and_birthday_the_nearest_are_told()
    {
        var (cell, person) = (await register.CellAsync(), register.Person());
        var line = (int n) => register.Line(cell.Code, ("fullName", person.FullName), ("birthDate", person.BirthDate), ("memberNumber", register.NewCode("N") + n));
        await register.ImportLinesAsync(NaTau, "", [.. Enumerable.Range(0, 12).Select(line)]);
        var cases = await register.CasesAsync(cell.Name);
        Assert.InRange(cases.Count, 12 * 5 / 2, 12 * 5);
        Assert.Equal(cases.Count, cases.Select(found => (found.FirstMember, found.SecondMember)).Distinct().Count());
    }

    private async Task SetCardAsync(Member member, string card, string commune) => await register.Members.UpdateMemberAsync(
        new UpdateMemberRequest { Member = new Member { Name = member.Name, CardNumber = card }, UpdateMask = FieldMask.FromString("card_number") }, register.As("clerk", commune));

    private async Task<(string, string, DuplicateCase.Types.State)> ShapeAsync(Member one, Member other) =>
        await register.CaseAsync(one, other) is { } found ? (found.Organization, found.Reason, found.State) : default;
}
