using DienBien.Membership.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Kind = DienBien.Membership.V1.Village.Types.Kind;

namespace DienBien.Platform.Tests.Membership.Villages;

[Collection(SharedRegister.Name)]
public sealed class UpdateVillageTests(RegisterFixture register)
{
    [Fact]
    public async Task Only_what_the_mask_names_is_corrected()
    {
        var before = await register.VillageAsync();
        var after = await Call(new Village(before) { DisplayName = "Bản  Mới", Kind = Kind.Village, Border = true, Remote = true, Code = "other" }, "display_name", "kind", "border");
        Assert.Equal(("Bản Mới", Kind.Village, true, false, before.Code, "\"2\""), (after.DisplayName, after.Kind, after.Border, after.Remote, after.Code, after.Etag));
        Assert.False((await Call(new Village(after) { Border = false }, "border")).Border);
        Assert.Equal(["VillageChanged", "VillageChanged", "VillageChanged"], await register.EventsAsync(before.Name));
        Assert.Equal(["CreateVillage", "UpdateVillage", "UpdateVillage"], await register.AuditAsync(before.Name));
    }

    [Fact]
    public async Task Nothing_new_makes_no_version()
    {
        var before = await register.VillageAsync();
        Assert.Equal(before, await Call(before, "*"));
    }

    [Fact]
    public async Task Of_two_writers_who_saw_the_same_version_one_wins()
    {
        var village = await register.VillageAsync();
        await Call(new Village(village) { Remote = true }, "remote");
        var refusal = await Refusal.OfAsync(Call(new Village(village) { Border = true }, "border"));
        refusal.Is(StatusCode.Aborted, "ETAG_MISMATCH");
        Assert.Equal("\"2\"", refusal.Metadata["etag"]);
    }

    [Fact]
    public async Task What_can_not_be_corrected_is_refused()
    {
        var village = await register.VillageAsync();
        (await Refusal.OfAsync(Call(village))).IsInvalid("update_mask FIELD_REQUIRED");
        (await Refusal.OfAsync(Call(village, "code"))).IsInvalid("update_mask MASK_PATH_UNKNOWN");
        (await Refusal.OfAsync(Call(new Village(village) { DisplayName = "", Kind = default }, "*"))).IsInvalid("village.display_name FIELD_REQUIRED", "village.kind FIELD_REQUIRED");
        (await Refusal.OfAsync(register.Villages.UpdateVillageAsync(new UpdateVillageRequest(), register.Board))).IsInvalid("village FIELD_REQUIRED");
    }

    [Fact]
    public async Task What_lies_outside_the_scope_is_not_found()
    {
        var request = new UpdateVillageRequest { Village = await register.VillageAsync(commune: MuongPhang), UpdateMask = new FieldMask { Paths = { "remote" } } };
        (await Refusal.OfAsync(register.Villages.UpdateVillageAsync(request, register.As("clerk", NaTau)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_and_another_body_is_refused()
    {
        var request = new UpdateVillageRequest
        {
            Village = new Village(await register.VillageAsync()) { Remote = true }, UpdateMask = new FieldMask { Paths = { "remote" } }, RequestId = Guid.CreateVersion7().ToString(),
        };
        var first = await register.Villages.UpdateVillageAsync(request, register.Board);
        Assert.Equal(first, await register.Villages.UpdateVillageAsync(request, register.Board));
        request.Village.Remote = false;
        (await Refusal.OfAsync(register.Villages.UpdateVillageAsync(request, register.Board))).IsInvalid("request_id REQUEST_ID_REUSED");
    }

    private AsyncUnaryCall<Village> Call(Village village, params string[] mask) =>
        register.Villages.UpdateVillageAsync(new UpdateVillageRequest { Village = village, UpdateMask = new FieldMask { Paths = { mask } } }, register.Board);
}
