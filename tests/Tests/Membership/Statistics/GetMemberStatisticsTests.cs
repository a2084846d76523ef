using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using Sector = DienBien.Membership.V1.Organization.Types.Sector;

namespace DienBien.Platform.Tests.Membership.Statistics;

[Collection(SharedRegister.Name)]
public sealed class GetMemberStatisticsTests(RegisterFixture register)
{
    [Fact]
    public async Task Members_are_counted_by_each_dimension_as_of_a_day()
    {
        var cell = await register.CreateAsync(register.Cell(sector: Sector.School));
        await PersonAsync(cell, "1996-12-31", "2020-03-03", "2021-03-03", "Thái", Member.Types.Sex.Female);
        await PersonAsync(cell, "1995-01-01", "2026-05-05", "", "Thái", Member.Types.Sex.Male);
        await PersonAsync(cell, "1960-01-01", "1990-03-03", "1991-03-03", "", Member.Types.Sex.Male);
        var now = await register.StatisticsAsync(cell.Name, "2026-06-01");
        Assert.Equal(3, now.Total);
        Assert.Equal(["MALE 2 nam", "FEMALE 1 nữ"], Lines(now, Dimension.Sex));
        Assert.Equal(["0-30 1 đến 30 tuổi", "31-40 1 từ 31 đến 40 tuổi", "41-50 0 từ 41 đến 50 tuổi", "51-60 0 từ 51 đến 60 tuổi", "61- 1 từ 61 tuổi trở lên"], Lines(now, Dimension.Age));
        Assert.Equal(["Thái 2 Thái", " 1 chưa ghi"], Lines(now, Dimension.Ethnicity));
        Assert.Equal([" 3 chưa ghi"], Lines(now, Dimension.Education));
        Assert.Equal(["SCHOOL 3 trường học"], Lines(now, Dimension.Sector));
        Assert.Equal(["OFFICIAL 2 đảng viên chính thức", "PROBATIONARY 1 đảng viên dự bị"], Lines(now, Dimension.Status));
        var earlier = await register.StatisticsAsync(cell.Name, "2020-12-31");
        Assert.Equal((2, 1, 1), (earlier.Total, Count(earlier, Dimension.Status, "OFFICIAL"), Count(earlier, Dimension.Sex, "FEMALE")));
        Assert.Equal(0, (await register.StatisticsAsync(cell.Name, "1990-03-02")).Total);
    }

    [Fact]
    public async Task A_correction_counts_at_once_and_for_past_days()
    {
        var cell = await register.CellAsync();
        var member = await PersonAsync(cell, "1980-01-01", "2010-03-03", "2011-03-03", "Kinh", Member.Types.Sex.Male);
        Assert.Equal(1, Count(await register.StatisticsAsync(cell.Name, "2015-01-01"), Dimension.Ethnicity, "Kinh"));
        await register.Members.UpdateMemberAsync(new UpdateMemberRequest { Member = new Member { Name = member, Ethnicity = "Hà Nhì" }, UpdateMask = new() { Paths = { "ethnicity" } } }, register.Board);
        Assert.Equal(["Hà Nhì 1 Hà Nhì"], Lines(await register.StatisticsAsync(cell.Name, "2015-01-01"), Dimension.Ethnicity));
        var sector = new Organization { Name = cell.Name, Sector = Sector.Health };
        await register.Organizations.UpdateOrganizationAsync(new UpdateOrganizationRequest { Organization = sector, UpdateMask = new() { Paths = { "sector" } } }, register.Board);
        Assert.Equal(["HEALTH 1 y tế"], Lines(await register.StatisticsAsync(cell.Name, "2015-01-01"), Dimension.Sector));
    }

    [Theory]
    [InlineData("2012-12-31")]
    [InlineData("2019-07-15")]
    [InlineData("2026-11-24")]
    public async Task The_province_is_the_sum_of_what_lies_below_it(string day)
    {
        var cell = await register.CellAsync();
        foreach (var i in Enumerable.Range(0, 12))
        {
            await PersonAsync(cell, $"{1950 + (4 * i)}-05-05", $"{2010 + i}-03-03", $"{2011 + i}-03-03", i % 2 == 0 ? "Mông" : "Dao", Member.Types.Sex.Female);
        }

        var below = new Dictionary<string, long>();
        foreach (var child in (await register.Organizations.ListOrganizationsAsync(new ListOrganizationsRequest { Parent = RegisterFixture.Province, PageSize = 1_000, Depth = ListOrganizationsRequest.Types.Depth.Children }, register.Board)).Organizations)
        {
            Add(below, await register.StatisticsAsync(child.Name, day));
        }

        var whole = new Dictionary<string, long>();
        Add(whole, await register.StatisticsAsync(RegisterFixture.Province, day));
        Assert.Equal(below.Where(f => f.Value > 0).OrderBy(f => f.Key, StringComparer.Ordinal), whole.Where(f => f.Value > 0).OrderBy(f => f.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Counted_again_from_the_feed_by_several_replicas_all_is_the_same()
    {
        var (before, cells) = (await register.StatisticsAsync(RegisterFixture.Province, "2026-11-24"), await register.StatisticsAsync(RegisterFixture.NaTau, "2026-11-24"));
        await register.RecountAsync(3);
        Assert.Equal((before, cells), (await register.StatisticsAsync(RegisterFixture.Province, "2026-11-24"), await register.StatisticsAsync(RegisterFixture.NaTau, "2026-11-24")));
    }

    [Fact]
    public async Task Nobody_counts_elsewhere()
    {
        var elsewhere = register.As("clerk", RegisterFixture.MuongPhang);
        (await Refusal.OfAsync(register.Statistics.GetMemberStatisticsAsync(new GetMemberStatisticsRequest { Parent = RegisterFixture.NaTau }, elsewhere))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        var own = await register.Statistics.GetMemberStatisticsAsync(new GetMemberStatisticsRequest(), elsewhere);
        Assert.Equal((await register.StatisticsAsync(RegisterFixture.MuongPhang, own.AsOf)).Total, own.Total);
        (await Refusal.OfAsync(register.Statistics.GetMemberStatisticsAsync(new GetMemberStatisticsRequest { AsOf = "2026-02-30" }, register.Board))).IsInvalid("as_of DATE_INVALID");
    }

    private static void Add(Dictionary<string, long> sum, MemberStatistics statistics)
    {
        foreach (var figure in statistics.Figures)
        {
            var key = $"{figure.Dimension}:{figure.Value}";
            sum[key] = sum.GetValueOrDefault(key) + figure.Count;
        }
    }

    private static string[] Lines(MemberStatistics statistics, Dimension dimension) =>
        [.. statistics.Figures.Where(f => f.Dimension == dimension).Select(f => $"{f.Value} {f.Count} {f.LabelVi}")];

    private static long Count(MemberStatistics statistics, Dimension dimension, string value) => statistics.Figures.Single(f => f.Dimension == dimension && f.Value == value).Count;

    private async Task<string> PersonAsync(Organization cell, string born, string admitted, string official, string ethnicity, Member.Types.Sex sex) =>
        (await register.CreateAsync(new Member(register.Person()) { BirthDate = born, AdmittedOn = admitted, OfficialOn = official, Ethnicity = ethnicity, Sex = sex }, cell.Name)).Name;
}
