using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using Ground = DienBien.Membership.V1.CheckEarlyBadgeRequest.Types.Ground;

namespace DienBien.Platform.Tests.Membership.Badges;

[Collection(SharedRegister.Name)]
public sealed class RecordBadgeAwardTests(RegisterFixture register)
{
    private BadgeService.BadgeServiceClient Badges => new(register.Channel);

    [Fact]
    [Rule("R-BDG-3")]
    public async Task Who_has_the_badge_is_no_longer_due_it()
    {
        var cell = await register.CellAsync("1960-01-01");
        var member = await register.VeteranAsync(cell, "1996-09-30");
        Assert.Equal([30], await DueAsync(cell));
        var award = await RecordAsync(member, new BadgeAward { Level = 30, AwardedOn = "2026-09-02", Decision = "5-QĐ/TU" });
        Assert.Equal((cell.Name, "2026-09-30"), (award.Organization, award.FullOn));
        Assert.Empty(await DueAsync(cell));
        (await RefusedAsync(member, new BadgeAward { Level = 30, AwardedOn = "2026-09-02", Decision = "6-QĐ/TU" })).Is(StatusCode.AlreadyExists, "BADGE_AWARDED");
        Assert.Equal(["RecordBadgeAward"], await register.AuditAsync(award.Name));
    }

    [Theory]
    [Rule("R-BDG-2")]
    [InlineData("1997-06-01", "2026-05-19", Ground.Unspecified, false)]
    [InlineData("1997-06-01", "2026-06-01", Ground.SeriousIllness, true)]
    [InlineData("1997-06-01", "2026-05-31", Ground.SeriousIllness, false)]
    [InlineData("1996-09-30", "2026-09-02", Ground.Unspecified, true)]
    public async Task A_badge_comes_no_earlier_than_the_rules_let_it(string admitted, string awarded, Ground ground, bool recorded)
    {
        var member = await register.VeteranAsync(await register.CellAsync("1960-01-01"), admitted);
        var award = new BadgeAward { Level = 30, AwardedOn = awarded, Decision = "5-QĐ/TU", EarlyGround = ground };
        if (recorded)
        {
            Assert.Equal(ground, (await RecordAsync(member, award)).EarlyGround);
        }
        else
        {
            (await RefusedAsync(member, award)).Is(StatusCode.FailedPrecondition, "BADGE_TOO_EARLY");
        }
    }

    [Fact]
    [Rule("R-BDG-1")]
    public async Task What_is_wrong_is_named()
    {
        var member = await register.VeteranAsync(await register.CellAsync("1960-01-01"), "1980-01-01");
        (await RefusedAsync(member, null)).IsInvalid("badge_award FIELD_REQUIRED");
        (await RefusedAsync(member, new BadgeAward { Level = 35, AwardedOn = "2099-01-01", EarlyGround = (Ground)9 })).IsInvalid(
            "badge_award.decision FIELD_REQUIRED", "badge_award.early_ground VALUE_UNKNOWN", "badge_award.level BADGE_LEVEL_UNKNOWN", "badge_award.awarded_on DATE_IN_FUTURE");
        (await RefusedAsync(member, new BadgeAward { Level = 30, AwardedOn = "2026-09-02", Decision = "1" }, register.As("clerk", RegisterFixture.MuongPhang))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    private async Task<IEnumerable<int>> DueAsync(Organization cell) =>
        (await Badges.ListDueBadgesAsync(new ListDueBadgesRequest { Parent = cell.Name, AwardDay = "2026-09-02" }, register.Board)).DueBadges.Select(badge => badge.Level);

    private async Task<BadgeAward> RecordAsync(string member, BadgeAward award) => await Badges.RecordBadgeAwardAsync(new RecordBadgeAwardRequest { Parent = member, BadgeAward = award }, register.Board);

    private Task<Refusal> RefusedAsync(string member, BadgeAward? award, CallOptions? caller = null) =>
        Refusal.OfAsync(Badges.RecordBadgeAwardAsync(new RecordBadgeAwardRequest { Parent = member, BadgeAward = award }, caller ?? register.Board));
}
