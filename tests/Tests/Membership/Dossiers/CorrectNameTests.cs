using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Field = DienBien.Membership.V1.DossierCorrection.Types.Field;

namespace DienBien.Platform.Tests.Membership.Dossiers;

[Collection(SharedRegister.Name)]
public sealed class CorrectNameTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-FILE-1")]
    [Rule("R-FILE-2")]
    public async Task A_name_is_corrected_with_document_and_consent_alone_and_the_old_one_stays_on_record()
    {
        var member = await register.CreateAsync(register.Person());
        (await RefuseAsync(new CorrectNameRequest { Name = member.Name, FullName = " " })).IsInvalid("full_name FIELD_REQUIRED", "document FIELD_REQUIRED", "consent FIELD_REQUIRED");
        (await RefuseAsync(Request(member, new string('x', 128)))).IsInvalid("full_name TEXT_LENGTH");
        var request = Request(member, "Lò  Văn\nHo\u0300a");
        request.Etag = member.Etag;
        request.RequestId = Guid.CreateVersion7().ToString();
        var after = await register.Dossiers.CorrectNameAsync(request, register.Board);
        Assert.Equal("Lò Văn Hòa", after.FullName);
        Assert.Equal(after, await register.Dossiers.CorrectNameAsync(request, register.Board));
        Assert.Equal(after, await register.MemberAsync(member));
        Assert.Equal(["CreateMember", "CorrectName"], await register.AuditAsync(member.Name));
        Assert.Equal(["MemberChanged", "MemberChanged"], await register.EventsAsync(member.Name));
    }

    [Fact]
    public async Task The_dossier_shows_by_what_name_and_birth_date_were_corrected()
    {
        var member = await register.CreateAsync(register.Person());
        await register.RenameAsync(member, "Lò Văn Một");
        await register.Dossiers.CorrectBirthDateAsync(new CorrectBirthDateRequest { Name = member.Name, BirthDate = "1980-05-10", Document = "KS 12/1980", Consent = "8-CV/ĐU" }, register.Board);
        await register.RenameAsync(member, "Lò Văn Hai");
        var dossier = await register.Dossiers.ReadDossierAsync(new ReadDossierRequest { Name = member.Name, Purpose = ReadDossierRequest.Types.Purpose.MemberWork }, register.Board);
        Assert.Equal(
            [(Field.FullName, member.FullName, "KS 7/1981", "9-CV/ĐU"), (Field.BirthDate, member.BirthDate, "KS 12/1980", "8-CV/ĐU"), (Field.FullName, "Lò Văn Một", "KS 7/1981", "9-CV/ĐU")],
            dossier.Corrections.Select(correction => (correction.Field, correction.ReplacedValue, correction.Document, correction.Consent)));
        Assert.Equal("Lò Văn Hai", dossier.Member.FullName);
    }

    [Fact]
    public async Task The_same_name_corrects_nothing_and_a_stale_etag_or_a_member_elsewhere_is_refused()
    {
        var member = await register.CreateAsync(register.Person());
        Assert.Equal(member, await register.Dossiers.CorrectNameAsync(Request(member, member.FullName), register.Board));
        await register.RenameAsync(member, "Lò Văn Ba");
        var stale = Request(member, "Lò Văn Bốn");
        stale.Etag = member.Etag;
        (await RefuseAsync(stale)).Is(StatusCode.Aborted, "ETAG_MISMATCH");
        (await RefuseAsync(Request(member, "Lò Văn Bốn"), register.As("clerk", MuongPhang))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        Assert.Equal("Lò Văn Ba", (await register.MemberAsync(member)).FullName);
    }

    private static CorrectNameRequest Request(Member member, string name) => new() { Name = member.Name, FullName = name, Document = "KS 7/1981", Consent = "9-CV/ĐU" };

    private Task<Refusal> RefuseAsync(CorrectNameRequest request, CallOptions? who = null) => Refusal.OfAsync(register.Dossiers.CorrectNameAsync(request, who ?? register.Board));
}
