using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Members;

[Collection(SharedRegister.Name)]
public sealed class ListDuplicateCasesTests(RegisterFixture register)
{
    [Fact]
    public async Task A_clash_with_an_unseen_person_is_a_case_for_whoever_sees_both_and_nobody_else()
    {
        var card = register.NewCard();
        var first = await register.CreateAsync(register.Person(card), MuongPhang);
        var plain = await CreateAsClerkAsync(register.NewCard());
        var clash = await CreateAsClerkAsync(card);
        // Nothing but what was stated tells the two answers apart.
        (plain.Name, plain.MemberNumber, plain.CardNumber, plain.BirthDate, plain.CreateTime, plain.UpdateTime) = (clash.Name, clash.MemberNumber, clash.CardNumber, clash.BirthDate, clash.CreateTime, clash.UpdateTime);
        Assert.Equal(plain, clash);

        Assert.DoesNotContain(await register.CasesAsync(NaTau, register.Board), opened => opened.SecondMember == clash.Name);
        Assert.DoesNotContain(await register.CasesAsync(NaTau, register.As("clerk", NaTau)), opened => opened.SecondMember == clash.Name);
        var found = Assert.Single(await register.CasesAsync(Province, register.Board), opened => opened.SecondMember == clash.Name);
        Assert.Equal((Province, first.Name, "CARD_NUMBER", "294-QĐ/TW"), (found.Organization, found.FirstMember, found.Reason, found.PolicyVersion));
        Assert.Equal(["DuplicateCaseOpened"], await register.EventsAsync(found.Name));
        (await Refusal.OfAsync(register.Members.ListDuplicateCasesAsync(new ListDuplicateCasesRequest { Parent = Province }, register.As("clerk", NaTau)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task A_case_between_two_cells_of_a_commune_opens_at_the_commune()
    {
        var (one, other) = (await register.CellAsync(), await register.CellAsync());
        var card = register.NewCard();
        await register.CreateAsync(register.Person(card), one.Name);
        var line = register.Line(other.Code, ("cardNumber", card));
        var answer = await register.ImportLinesAsync(other.Name, "", line);
        Assert.Equal((1, 0, 0), Counts(answer));
        Assert.Contains(await register.CasesAsync(NaTau, register.As("clerk", NaTau)), opened => opened.Organization == NaTau);
        // The line again says nothing new, and opens nothing.
        var count = (await register.CasesAsync(NaTau, register.Board)).Count;
        Assert.Equal((0, 1, 0), Counts(await register.ImportLinesAsync(NaTau, "", line)));
        Assert.Equal(count, (await register.CasesAsync(NaTau, register.Board)).Count);
    }

    [Fact]
    public async Task Cases_come_in_pages_oldest_first()
    {
        var cell = await register.CellAsync(parent: (await register.CommuneAsync()).Name);
        for (var i = 0; i < 3; i++)
        {
            await register.TwinsAsync(cell.Name, cell.Name);
        }

        var all = await register.CasesAsync(cell.Name, register.Board);
        Assert.Equal(3, all.Count);
        Assert.Equal(all.OrderBy(opened => opened.CreateTime.ToDateTime()).Select(opened => opened.Name), all.Select(opened => opened.Name));
        Assert.Equal(all, await register.CasesAsync(cell.Name, register.Board, size: 1));
        var first = new ListDuplicateCasesRequest { Parent = Province, PageSize = 1 };
        first.PageToken = (await register.Members.ListDuplicateCasesAsync(first, register.Board)).NextPageToken;
        (await Refusal.OfAsync(register.Members.ListDuplicateCasesAsync(first, register.As("it", Province)))).IsInvalid("page_token PAGE_TOKEN_INVALID");
        (await Refusal.OfAsync(register.Members.ListDuplicateCasesAsync(new ListDuplicateCasesRequest { Parent = Province, PageToken = "forged" }, register.Board))).IsInvalid("page_token PAGE_TOKEN_INVALID");
        (await Refusal.OfAsync(register.Members.ListDuplicateCasesAsync(new ListDuplicateCasesRequest { Parent = Province, PageSize = -1 }, register.Board))).IsInvalid("page_size PAGE_SIZE_NEGATIVE");
    }

    private async Task<Member> CreateAsClerkAsync(string card) =>
        await register.Members.CreateMemberAsync(new CreateMemberRequest { Parent = NaTau, Member = register.Person(card) }, register.As("clerk", NaTau));
}
