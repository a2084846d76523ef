using DienBien.Membership.V1;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Members;

[Collection(SharedRegister.Name)]
public sealed class CreateMemberTests(RegisterFixture register)
{
    [Fact]
    public async Task A_member_is_stored_in_normal_form_masked_published_and_audited()
    {
        var card = register.NewCard();
        var person = register.Person(card);
        person.FullName = "  Lò\n Văn  An ".Normalize(System.Text.NormalizationForm.FormD);
        var created = await register.CreateAsync(person);
        Assert.Equal(("Lò Văn An", NaTau, "••••••••" + card[8..], "\"1\""), (created.FullName, created.Organization, created.CardNumber, created.Etag));
        Assert.Equal((Member.Types.Status.Official, "2018-03-03", person.MemberNumber), (created.Status, created.CeremonyOn, created.MemberNumber));
        Assert.Equal(created, await register.Members.GetMemberAsync(new GetMemberRequest { Name = created.Name }, register.Board));
        Assert.Equal(["MemberChanged"], await register.EventsAsync(created.Name));
        Assert.Equal(["CreateMember"], await register.AuditAsync(created.Name));
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once_by_the_fields_of_the_contract()
    {
        var wrong = new Member
        {
            MemberNumber = "-1",
            Sex = (Member.Types.Sex)7,
            BirthDate = "2023-02-29",
            AdmittedOn = "01/02/2020",
            OfficialOn = "2019-01-01",
            CardNumber = "12345",
            Ethnicity = new string('x', 64),
        };
        (await RefuseAsync(wrong)).IsInvalid(
            "member.full_name FIELD_REQUIRED", "member.admitted_on DATE_INVALID", "member.member_number CODE_INVALID", "member.sex VALUE_UNKNOWN",
            "member.birth_date DATE_INVALID", "member.ethnicity TEXT_LENGTH", "member.card_number CARD_NUMBER_FORMAT");
        (await RefuseAsync(null)).IsInvalid("member FIELD_REQUIRED");
        var early = register.Person();
        (early.AdmittedOn, early.OfficialOn) = ("2018-03-03", "2018-03-02");
        (await RefuseAsync(early)).IsInvalid("member.official_on OFFICIAL_BEFORE_ADMITTED");
        var late = register.Person();
        (late.AdmittedOn, late.OfficialOn) = ("2999-01-01", "");
        (await RefuseAsync(late)).IsInvalid("member.admitted_on DATE_IN_FUTURE");
    }

    [Fact]
    public async Task A_number_is_taken_within_a_commune_only()
    {
        var person = await register.CreateAsync(register.Person());
        (await RefuseAsync(register.Person(number: person.MemberNumber))).Is(StatusCode.AlreadyExists, "MEMBER_NUMBER_TAKEN");
        await register.CreateAsync(register.Person(number: person.MemberNumber), MuongPhang);
    }

    [Fact]
    public async Task A_card_number_is_taken_within_what_the_caller_sees()
    {
        var card = register.NewCard();
        await register.CreateAsync(register.Person(card));
        (await RefuseAsync(register.Person(card), register.As("clerk", NaTau))).Is(StatusCode.AlreadyExists, "CARD_NUMBER_TAKEN");
        (await RefuseAsync(register.Person(card), register.Board, MuongPhang)).Is(StatusCode.AlreadyExists, "CARD_NUMBER_TAKEN");
    }

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer()
    {
        var request = new CreateMemberRequest { Parent = NaTau, Member = register.Person(), RequestId = Guid.CreateVersion7().ToString() };
        var first = await register.Members.CreateMemberAsync(request, register.Board);
        Assert.Equal(first, await register.Members.CreateMemberAsync(request, register.Board));
        request.Member.FullName = "Người Khác";
        (await Refusal.OfAsync(register.Members.CreateMemberAsync(request, register.Board))).IsInvalid("request_id REQUEST_ID_REUSED");
    }

    [Fact]
    public async Task Who_may_not_write_there_stores_nothing()
    {
        (await RefuseAsync(register.Person(), register.As("clerk", NaTau), MuongPhang)).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        (await RefuseAsync(register.Person(), register.As("secretary", NaTau))).Is(StatusCode.PermissionDenied, "PERMISSION_MISSING");
        (await RefuseAsync(register.Person(), Nobody)).Is(StatusCode.Unauthenticated, "TOKEN_MISSING");
    }

    [Fact]
    public async Task A_dissolved_cell_takes_nobody_in()
    {
        var cell = await register.CellAsync();
        await register.DissolveAsync(cell.Name, "2024-01-01");
        (await RefuseAsync(register.Person(), register.Board, cell.Name)).Is(StatusCode.FailedPrecondition, "ORGANIZATION_DISSOLVED");
    }

    [Fact]
    public async Task A_cell_that_is_dissolved_while_a_member_is_recorded_takes_nobody_in()
    {
        var cell = await register.CellAsync();
        var stale = await register.RowAsync(cell.Name);
        await register.DissolveAsync(cell.Name, "2024-01-01");
        var refused = await Assert.ThrowsAsync<Problem>(() => register.AddByStaleFactsAsync(register.Person(), stale));
        Assert.Equal((StatusCode.FailedPrecondition, "ORGANIZATION_DISSOLVED", "parent"), (refused.Code, refused.Reason, refused.Violations[0].Field));
        Assert.Equal(0, await register.CountMembersAsync(cell.Name));
    }

    private Task<Refusal> RefuseAsync(Member? member, CallOptions? caller = null, string parent = NaTau) =>
        Refusal.OfAsync(register.Members.CreateMemberAsync(new CreateMemberRequest { Parent = parent, Member = member }, caller ?? register.Board));
}
