using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Purpose = DienBien.Membership.V1.ReadDossierRequest.Types.Purpose;

namespace DienBien.Platform.Tests.Membership.Dossiers;

[Collection(SharedRegister.Name)]
public sealed class DossierTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-FILE-3")]
    [Rule("R-FILE-4")]
    public async Task A_reading_needs_a_purpose_and_leaves_a_line()
    {
        var card = register.NewCard();
        var member = await register.CreateAsync(register.Person(card));
        Assert.Equal("••••••••" + card[8..], member.CardNumber);
        (await Refusal.OfAsync(register.Dossiers.ReadDossierAsync(new ReadDossierRequest { Name = member.Name }, register.Board))).IsInvalid("purpose FIELD_REQUIRED");
        var dossier = await register.Dossiers.ReadDossierAsync(new ReadDossierRequest { Name = member.Name, Purpose = Purpose.Transfer }, register.Board);
        Assert.Equal(card, dossier.Member.CardNumber);
        Assert.Equal(["CreateMember", "ReadDossier"], await register.AuditAsync(member.Name));
        Assert.False(await register.HoldsAsync(card));
        (await Refusal.OfAsync(register.Dossiers.ReadDossierAsync(new ReadDossierRequest { Name = member.Name, Purpose = Purpose.Transfer }, register.As("secretary", NaTau)))).Is(StatusCode.PermissionDenied, "PERMISSION_MISSING");
        (await Refusal.OfAsync(register.Dossiers.ReadDossierAsync(new ReadDossierRequest { Name = member.Name, Purpose = Purpose.Transfer }, register.As("clerk", MuongPhang)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    [Rule("R-FILE-2")]
    [Rule("R-FILE-5")]
    public async Task Documents_are_pointed_at_and_never_stored()
    {
        var member = await register.CreateAsync(register.Person());
        await RecordAsync(member, new DossierItem { DocumentType = 1, Present = false });
        await RecordAsync(member, new DossierItem { DocumentType = 104, Present = true, Keeper = "Ban Xây dựng Đảng", Place = "Tủ 3" });
        await RecordAsync(member, new DossierItem { DocumentType = 1, Present = true, Keeper = "Đảng ủy xã" });
        var dossier = await register.Dossiers.ReadDossierAsync(new ReadDossierRequest { Name = member.Name, Purpose = Purpose.MemberWork }, register.Board);
        Assert.Equal(["1 True Đảng ủy xã ", "104 True Ban Xây dựng Đảng Tủ 3"], dossier.Items.Select(i => $"{i.DocumentType} {i.Present} {i.Keeper} {i.Place}"));
        (await Refusal.OfAsync(register.Dossiers.RecordDossierItemAsync(new RecordDossierItemRequest { Parent = member.Name, DossierItem = new DossierItem { DocumentType = 105, Present = true } }, register.Board)))
            .IsInvalid("dossier_item.document_type DOCUMENT_TYPE_UNKNOWN", "dossier_item.keeper FIELD_REQUIRED");
        Assert.DoesNotContain(DossierItem.Descriptor.Fields.InDeclarationOrder(), field => field.FieldType == Google.Protobuf.Reflection.FieldType.Bytes);
    }

    [Fact]
    [Rule("R-FILE-1")]
    public async Task A_birth_date_is_corrected_with_document_and_consent_alone_and_the_old_one_stays_on_record()
    {
        var member = await register.CreateAsync(register.Person());
        (await Refusal.OfAsync(register.Dossiers.CorrectBirthDateAsync(new CorrectBirthDateRequest { Name = member.Name, BirthDate = "1980-05-10" }, register.Board))).IsInvalid("document FIELD_REQUIRED", "consent FIELD_REQUIRED");
        var request = new CorrectBirthDateRequest { Name = member.Name, BirthDate = "1980-05-10", Document = "KS 12/1980", Consent = "8-CV/ĐU", Etag = member.Etag };
        Assert.Equal("1980-05-10", (await register.Dossiers.CorrectBirthDateAsync(request, register.Board)).BirthDate);
        Assert.Equal("1980-05-10", (await register.Members.GetMemberAsync(new GetMemberRequest { Name = member.Name }, register.Board)).BirthDate);
        request.BirthDate = "1980-05-11";
        (await Refusal.OfAsync(register.Dossiers.CorrectBirthDateAsync(request, register.Board))).Is(StatusCode.Aborted, "ETAG_MISMATCH");
        Assert.Equal(["CreateMember", "CorrectBirthDate"], await register.AuditAsync(member.Name));
    }

    private async Task RecordAsync(Member member, DossierItem item) => await register.Dossiers.RecordDossierItemAsync(new RecordDossierItemRequest { Parent = member.Name, DossierItem = item }, register.Board);
}
