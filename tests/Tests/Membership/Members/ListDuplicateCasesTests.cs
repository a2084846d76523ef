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

        Assert.DoesNotContain(await ListAsync(NaTau, register.Board), opened => opened.SecondMember == clash.Name);
        Assert.DoesNotContain(await ListAsync(NaTau, register.As("clerk", NaTau)), opened => opened.SecondMember == clash.Name);
        var found = Assert.Single(await ListAsync(Province, register.Board), opened => opened.SecondMember == clash.Name);
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
        Assert.Contains(await ListAsync(NaTau, register.As("clerk", NaTau)), opened => opened.Organization == NaTau);
        // The line again says nothing new, and opens nothing.
        var count = (await ListAsync(NaTau, register.Board)).Count;
        Assert.Equal((0, 1, 0), Counts(await register.ImportLinesAsync(NaTau, "", line)));
        Assert.Equal(count, (await ListAsync(NaTau, register.Board)).Count);
    }

    [Fact]
    public async Task Cases_come_in_pages_oldest_first()
    {
        for (var i = 0; i < 3; i++)
        {
            var card = register.NewCard();
            await register.CreateAsync(register.Person(card), MuongPhang);
            await CreateAsClerkAsync(card);
        }

        var all = await ListAsync(Province, register.Board);
        Assert.Equal(all.OrderBy(opened => opened.CreateTime.ToDateTime()).Select(opened => opened.Name), all.Select(opened => opened.Name));
        var (paged, token) = (new List<DuplicateCase>(), "");
        do
        {
            var page = await register.Members.ListDuplicateCasesAsync(new ListDuplicateCasesRequest { Parent = Province, PageSize = 1, PageToken = token }, register.Board);
            paged.AddRange(page.DuplicateCases);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(all, paged);
        var first = new ListDuplicateCasesRequest { Parent = Province, PageSize = 1 };
        first.PageToken = (await register.Members.ListDuplicateCasesAsync(first, register.Board)).NextPageToken;
        (await Refusal.OfAsync(register.Members.ListDuplicateCasesAsync(first, register.As("it", Province)))).IsInvalid("page_token PAGE_TOKEN_INVALID");
        (await Refusal.OfAsync(register.Members.ListDuplicateCasesAsync(new ListDuplicateCasesRequest { Parent = Province, PageToken = "forged" }, register.Board))).IsInvalid("page_token PAGE_TOKEN_INVALID");
        (await Refusal.OfAsync(register.Members.ListDuplicateCasesAsync(new ListDuplicateCasesRequest { Parent = Province, PageSize = -1 }, register.Board))).IsInvalid("page_size PAGE_SIZE_NEGATIVE");
    }

    private async Task<Member> CreateAsClerkAsync(string card) =>
        await register.Members.CreateMemberAsync(new CreateMemberRequest { Parent = NaTau, Member = register.Person(card) }, register.As("clerk", NaTau));

    private async Task<IReadOnlyList<DuplicateCase>> ListAsync(string parent, CallOptions caller) =>
        (await register.Members.ListDuplicateCasesAsync(new ListDuplicateCasesRequest { Parent = parent, PageSize = 1_000 }, caller)).DuplicateCases;
}
