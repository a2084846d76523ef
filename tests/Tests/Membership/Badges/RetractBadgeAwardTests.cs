using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Membership.Badges;

[Collection(SharedRegister.Name)]
public sealed class RetractBadgeAwardTests(RegisterFixture register)
{
    private BadgeService.BadgeServiceClient Badges => new(register.Channel);

    [Fact]
    public async Task An_award_recorded_by_mistake_is_taken_back_once_and_may_be_recorded_anew()
    {
        var member = await register.VeteranAsync(await register.CellAsync("1960-01-01"), "1980-01-01");
        var input = new RecordBadgeAwardRequest { Parent = member, BadgeAward = new BadgeAward { Level = 40, AwardedOn = "2020-02-03", Decision = "5-QĐ/TU" } };
        var award = await Badges.RecordBadgeAwardAsync(input, register.Board);
        (await RefusedAsync(new() { Name = award.Name })).IsInvalid("consent FIELD_REQUIRED");
        (await RefusedAsync(new() { Name = award.Name, Consent = "1-CV/ĐU" }, register.As("clerk", RegisterFixture.MuongPhang))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        await Badges.RetractBadgeAwardAsync(new RetractBadgeAwardRequest { Name = award.Name, Consent = "1-CV/ĐU" }, register.Board);
        (await RefusedAsync(new() { Name = award.Name, Consent = "1-CV/ĐU" })).Is(StatusCode.FailedPrecondition, "AWARD_RETRACTED");
        await Badges.RecordBadgeAwardAsync(input, register.Board);
        Assert.Equal(["RecordBadgeAward", "RetractBadgeAward"], await register.AuditAsync(award.Name));
    }

    private Task<Refusal> RefusedAsync(RetractBadgeAwardRequest request, CallOptions? caller = null) => Refusal.OfAsync(Badges.RetractBadgeAwardAsync(request, caller ?? register.Board));
}
