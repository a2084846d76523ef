using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Members;

[Collection(SharedRegister.Name)]
public sealed class UpdateMemberTests(RegisterFixture register)
{
    [Fact]
    public async Task Only_what_the_mask_names_changes()
    {
        var before = await register.CreateAsync(register.Person(register.NewCard()));
        var after = await UpdateAsync(new Member { Name = before.Name, Etag = before.Etag, Ethnicity = "Lào", Occupation = "Giáo viên", Education = "Đại học" }, "ethnicity", "occupation");
        var expected = before.Clone();
        (expected.Ethnicity, expected.Occupation, expected.Etag, expected.UpdateTime) = ("Lào", "Giáo viên", "\"2\"", after.UpdateTime);
        Assert.Equal(expected, after);
        Assert.Equal(after, await register.Members.GetMemberAsync(new GetMemberRequest { Name = before.Name }, register.Board));
        Assert.Equal(["MemberChanged", "MemberChanged"], await register.EventsAsync(before.Name));
        Assert.Equal(["CreateMember", "UpdateMember"], await register.AuditAsync(before.Name));
    }

    [Fact]
    public async Task An_empty_field_that_the_mask_names_takes_the_fact_away()
    {
        var card = register.NewCard();
        var before = await register.CreateAsync(register.Person(card));
        var after = await UpdateAsync(new Member { Name = before.Name }, "official_on", "card_number");
        Assert.Equal(("", "", Member.Types.Status.Probationary), (after.OfficialOn, after.CardNumber, after.Status));
        // The number is free again.
        await register.CreateAsync(register.Person(card));
    }

    [Fact]
    public async Task Sending_back_what_was_read_changes_nothing()
    {
        var before = await register.CreateAsync(register.Person(register.NewCard()));
        Assert.Equal(before, await UpdateAsync(before, "*"));
        Assert.Single(await register.EventsAsync(before.Name));
    }

    [Fact]
    public async Task The_ceremony_follows_the_decision_unless_it_had_a_day_of_its_own()
    {
        var before = await register.CreateAsync(register.Person());
        Assert.Equal("2018-04-01", (await UpdateAsync(new Member { Name = before.Name, AdmittedOn = "2018-04-01" }, "admitted_on")).CeremonyOn);
        await UpdateAsync(new Member { Name = before.Name, CeremonyOn = "2018-04-10" }, "ceremony_on");
        Assert.Equal("2018-04-10", (await UpdateAsync(new Member { Name = before.Name, AdmittedOn = "2018-04-02" }, "admitted_on")).CeremonyOn);
    }

    [Fact]
    public async Task The_birth_date_stays()
    {
        var before = await register.CreateAsync(register.Person());
        var refusal = await RefuseAsync(new Member { Name = before.Name, BirthDate = "1980-05-02" }, "birth_date");
        refusal.Is(StatusCode.FailedPrecondition, "BIRTH_DATE_FIXED");
        Assert.Equal("R-FILE-1", refusal.Metadata["rule"]);
        Assert.Equal(before, await UpdateAsync(new Member { Name = before.Name, BirthDate = before.BirthDate }, "birth_date"));
    }

    [Fact]
    [Rule("R-FILE-1")]
    public async Task A_name_needs_a_document()
    {
        var before = await register.CreateAsync(register.Person());
        var refusal = await RefuseAsync(new Member { Name = before.Name, FullName = "Lò Văn Sửa", Occupation = "Công an" }, "full_name", "occupation");
        refusal.IsForbidden("member.full_name NAME_NEEDS_DOCUMENT", "R-FILE-1");
        (await RefuseAsync(new Member { Name = before.Name, FullName = "Lò Văn Sửa", Etag = "\"7\"" }, "full_name")).Is(StatusCode.Aborted, "ETAG_MISMATCH");
        (await RefuseAsync(new Member { Name = before.Name }, "full_name")).IsInvalid("member.full_name FIELD_REQUIRED");
        // The same name, however it is typed, is none.
        Assert.Equal(before, await UpdateAsync(new Member { Name = before.Name, FullName = "  " + before.FullName.Normalize(System.Text.NormalizationForm.FormD) }, "full_name"));
    }

    [Fact]
    public async Task A_stale_etag_a_missing_mask_and_what_cannot_change_here_are_refused()
    {
        var before = await register.CreateAsync(register.Person());
        await UpdateAsync(new Member { Name = before.Name, Occupation = "Công an" }, "occupation");
        var stale = await RefuseAsync(new Member { Name = before.Name, Etag = before.Etag, Occupation = "Bộ đội" }, "occupation");
        stale.Is(StatusCode.Aborted, "ETAG_MISMATCH");
        Assert.Equal("\"2\"", stale.Metadata["etag"]);
        (await RefuseAsync(new Member { Name = before.Name })).IsInvalid("update_mask FIELD_REQUIRED");
        foreach (var path in (string[])["member_number", "organization", "status", "nothing"])
        {
            (await RefuseAsync(new Member { Name = before.Name }, path)).IsInvalid("update_mask MASK_PATH_UNKNOWN");
        }

        (await RefuseAsync(new Member { Name = before.Name, Sex = default, OfficialOn = "2018-02-29" }, "sex", "official_on"))
            .IsInvalid("member.sex FIELD_REQUIRED", "member.official_on DATE_INVALID");
    }

    [Fact]
    public async Task A_card_number_of_another_member_is_refused_as_at_the_creation()
    {
        var card = register.NewCard();
        await register.CreateAsync(register.Person(card));
        var other = await register.CreateAsync(register.Person(register.NewCard()));
        (await RefuseAsync(new Member { Name = other.Name, CardNumber = card }, "card_number")).Is(StatusCode.AlreadyExists, "CARD_NUMBER_TAKEN");
    }

    [Fact]
    public async Task What_lies_outside_the_scope_does_not_exist()
    {
        var before = await register.CreateAsync(register.Person());
        (await Refusal.OfAsync(register.Members.UpdateMemberAsync(Request(new Member { Name = before.Name, Occupation = "x" }, "occupation"), register.As("clerk", MuongPhang))))
            .Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    private static UpdateMemberRequest Request(Member member, params string[] mask) => new() { Member = member, UpdateMask = mask.Length == 0 ? null : new FieldMask { Paths = { mask } } };

    private async Task<Member> UpdateAsync(Member member, params string[] mask) => await register.Members.UpdateMemberAsync(Request(member, mask), register.Board);

    private Task<Refusal> RefuseAsync(Member member, params string[] mask) => Refusal.OfAsync(register.Members.UpdateMemberAsync(Request(member, mask), register.Board));
}
