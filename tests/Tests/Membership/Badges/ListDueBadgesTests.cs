using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Membership.Badges;

[Collection(SharedRegister.Name)]
public sealed class ListDueBadgesTests(RegisterFixture register)
{
    private BadgeService.BadgeServiceClient Badges => new(register.Channel);

    [Fact]
    public async Task Who_is_due_on_an_award_day_is_listed_with_the_level()
    {
        var cell = await register.CellAsync("1960-01-01");
        var thirty = await register.VeteranAsync(cell, "1996-10-01");
        var fifty = await register.VeteranAsync(cell, "1976-11-30");
        await register.VeteranAsync(cell, "1996-12-01");
        await register.VeteranAsync(cell, "1991-10-15");
        var list = await ListAsync(new ListDueBadgesRequest { Parent = cell.Name, AwardDay = "2026-11-07" });
        Assert.Equal(new[] { (thirty, 30, "2026-10-01"), (fifty, 50, "2026-11-30") }.Order(), list.DueBadges.Select(b => (b.Member, b.Level, b.FullOn)).Order());
        Assert.Equal(("2026-11-07", true), (list.AwardDay, list.Basis.StartsWith("R-BDG-3", StringComparison.Ordinal)));
        Assert.Equal([50], (await ListAsync(new ListDueBadgesRequest { Parent = cell.Name, AwardDay = "2026-11-07", Level = 50 })).DueBadges.Select(b => b.Level));
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        var cell = await register.CellAsync("1960-01-01");
        var members = new List<string>();
        foreach (var day in (string[])["1986-03-01", "1986-04-01", "1986-05-31"])
        {
            members.Add(await register.VeteranAsync(cell, day));
        }

        var request = new ListDueBadgesRequest { Parent = cell.Name, AwardDay = "2026-05-19", PageSize = 2 };
        var first = await ListAsync(request);
        var second = await ListAsync(new ListDueBadgesRequest(request) { PageToken = first.NextPageToken });
        Assert.Equal(members.Order(), first.DueBadges.Concat(second.DueBadges).Select(b => b.Member));
        Assert.Equal("", second.NextPageToken);
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        (await Refusal.OfAsync(Badges.ListDueBadgesAsync(new ListDueBadgesRequest { AwardDay = "2026-11-08", Level = 35 }, register.Board))).IsInvalid("award_day AWARD_DAY_UNKNOWN", "level BADGE_LEVEL_UNKNOWN");
        (await Refusal.OfAsync(Badges.ListDueBadgesAsync(new ListDueBadgesRequest { Parent = RegisterFixture.NaTau }, register.As("clerk", RegisterFixture.MuongPhang)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    private async Task<ListDueBadgesResponse> ListAsync(ListDueBadgesRequest request) => await Badges.ListDueBadgesAsync(request, register.Board);
}
