using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using Ground = DienBien.Membership.V1.CheckEarlyBadgeRequest.Types.Ground;

namespace DienBien.Platform.Tests.Membership.Badges;

[Collection(SharedRegister.Name)]
public sealed class CheckEarlyBadgeTests(RegisterFixture register)
{
    private BadgeService.BadgeServiceClient Badges => new(register.Channel);

    [Fact]
    public async Task The_answer_tells_from_when_on_it_may_come()
    {
        var cell = await register.CellAsync("1960-01-01");
        var member = (await register.CreateAsync(new Member(register.Person()) { AdmittedOn = "1997-03-15", OfficialOn = "", BirthDate = "1970-01-01" }, cell.Name)).Name;
        var answer = await Badges.CheckEarlyBadgeAsync(new CheckEarlyBadgeRequest { Name = member, Ground = Ground.SeriousIllness, On = "2026-03-14" }, register.Board);
        Assert.Equal((30, "2027-03-15", "2026-03-15", false, "294-QĐ/TW"), (answer.Level, answer.FullOn, answer.EarlyFrom, answer.Allowed, answer.PolicyVersion));
        Assert.True((await Badges.CheckEarlyBadgeAsync(new CheckEarlyBadgeRequest { Name = member, Ground = Ground.SeriousIllness, On = "2026-03-15" }, register.Board)).Allowed);
        (await Refusal.OfAsync(Badges.CheckEarlyBadgeAsync(new CheckEarlyBadgeRequest { Name = member, On = "x" }, register.Board))).IsInvalid("ground FIELD_REQUIRED", "on DATE_INVALID");
        (await Refusal.OfAsync(Badges.CheckEarlyBadgeAsync(new CheckEarlyBadgeRequest { Name = member, Ground = Ground.Posthumous }, register.As("clerk", RegisterFixture.MuongPhang)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }
}
