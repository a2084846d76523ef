using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Villages;

[Collection(SharedRegister.Name)]
public sealed class GetVillageTests(RegisterFixture register)
{
    [Fact]
    public async Task What_lies_outside_the_scope_is_the_same_as_what_does_not_exist()
    {
        var far = await register.VillageAsync(commune: MuongPhang);
        Assert.Equal(far, await GetAsync(far.Name, register.As("secretary", MuongPhang)));
        foreach (var name in (string[])[far.Name, "villages/" + Guid.CreateVersion7(), "villages/x", ""])
        {
            (await Refusal.OfAsync(Call(name, register.As("secretary", NaTau)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        }
    }

    [Fact]
    public async Task A_day_must_exist()
    {
        var village = await register.VillageAsync();
        Assert.Equal(village, await register.Villages.GetVillageAsync(new GetVillageRequest { Name = village.Name, AsOf = "2024-02-29" }, register.Board));
        (await Refusal.OfAsync(register.Villages.GetVillageAsync(new GetVillageRequest { Name = village.Name, AsOf = "2023-02-29" }, register.Board))).IsInvalid("as_of DATE_INVALID");
    }

    private async Task<Village> GetAsync(string name, CallOptions caller) => await Call(name, caller);

    private AsyncUnaryCall<Village> Call(string name, CallOptions caller) => register.Villages.GetVillageAsync(new GetVillageRequest { Name = name }, caller);
}
