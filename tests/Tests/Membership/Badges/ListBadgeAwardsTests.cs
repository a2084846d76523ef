using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Membership.Badges;

[Collection(SharedRegister.Name)]
public sealed class ListBadgeAwardsTests(RegisterFixture register)
{
    private BadgeService.BadgeServiceClient Badges => new(register.Channel);

    [Fact]
    public async Task Awards_come_by_member_and_level_and_filters_hold()
    {
        var cell = await register.CellAsync("1960-01-01");
        foreach (var (member, level, day) in (IEnumerable<(string, int, string)>)[(await register.VeteranAsync(cell, "1970-01-01"), 50, "2020-02-03"), (await register.VeteranAsync(cell, "1980-01-01"), 40, "2020-02-03")])
        {
            await RecordAsync(member, level, day);
            await RecordAsync(member, 30, "2015-02-03");
        }

        Assert.Equal([30, 50, 30, 40], await WalkAsync(new ListBadgeAwardsRequest { Parent = cell.Name, PageSize = 3 }));
        Assert.Equal([50, 40], await WalkAsync(new ListBadgeAwardsRequest { Parent = cell.Name, AwardedOn = "2020-02-03", PageSize = 1 }));
        Assert.Equal([30, 30], await WalkAsync(new ListBadgeAwardsRequest { Parent = cell.Name, Level = 30 }));
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        (await RefusedAsync(new() { AwardedOn = "x", Level = 35, PageSize = -1 })).IsInvalid("awarded_on DATE_INVALID", "level BADGE_LEVEL_UNKNOWN", "page_size PAGE_SIZE_NEGATIVE");
        (await RefusedAsync(new() { Parent = RegisterFixture.NaTau }, register.As("clerk", RegisterFixture.MuongPhang))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    private async Task RecordAsync(string member, int level, string day) =>
        await Badges.RecordBadgeAwardAsync(new RecordBadgeAwardRequest { Parent = member, BadgeAward = new BadgeAward { Level = level, AwardedOn = day, Decision = "5-QĐ/TU" } }, register.Board);

    private async Task<List<int>> WalkAsync(ListBadgeAwardsRequest request)
    {
        var levels = new List<int>();
        do
        {
            var page = await Badges.ListBadgeAwardsAsync(request, register.Board);
            levels.AddRange(page.BadgeAwards.Select(award => award.Level));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return levels;
    }

    private Task<Refusal> RefusedAsync(ListBadgeAwardsRequest request, CallOptions? caller = null) => Refusal.OfAsync(Badges.ListBadgeAwardsAsync(request, caller ?? register.Board));
}
