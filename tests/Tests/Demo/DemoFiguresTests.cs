using System.Globalization;
using DienBien.Platform.Local.Demo;
using Xunit;

namespace DienBien.Platform.Tests.Demo;

/// <summary>What the indicators and the health rules will find in the data.</summary>
public sealed class DemoFiguresTests
{
    [Theory]
    [InlineData("Small")]
    [InlineData("Province")]
    public void The_dates_of_a_member_follow_each_other(string size)
    {
        var odd = 0;
        foreach (var line in DemoLists.Of(size).Members)
        {
            var (birth, admitted) = (Day(line.BirthDate), Day(line.AdmittedOn));
            Assert.True(birth.AddYears(18) <= admitted && admitted <= DemoLists.Today, line.MemberNumber);
            Assert.InRange(DemoLists.Today.Year - birth.Year, 18, 90);
            if (line.CeremonyOn.Length == 0)
            {
                Assert.True(admitted > DemoLists.Today.AddDays(-31) && line.OfficialOn.Length == 0, line.MemberNumber);
                continue;
            }

            var ceremony = Day(line.CeremonyOn);
            Assert.True(admitted <= ceremony && ceremony <= DemoLists.Today, line.MemberNumber);
            var due = ceremony.AddMonths(12);
            if (line.OfficialOn.Length == 0)
            {
                Assert.True(due > DemoLists.Today, line.MemberNumber);
            }
            else if (Day(line.OfficialOn) != due)
            {
                odd++;
                Assert.InRange(Day(line.OfficialOn), ceremony, due);
            }
        }

        Assert.InRange(odd, 1, 20);
    }

    [Theory]
    [InlineData("Small")]
    [InlineData("Province")]
    public void Nothing_but_organisations_founded_before_today(string size) =>
        Assert.All(DemoLists.Of(size).Organizations, line => Assert.True(Day(line.EstablishedOn) <= DemoLists.Today, line.Code));

    [Fact]
    public void Recruitment_is_near_but_not_at_four_per_cent_and_differs_by_commune()
    {
        var members = DemoLists.Of("Province").Members;

        Assert.InRange(Rate(members), 3.5, 3.999);
        var communes = members.GroupBy(line => DemoLists.UnitOf(line.MemberNumber)).Select(Rate).ToList();
        Assert.InRange(communes.Count(rate => rate >= 4), 5, 40);
        Assert.All(communes, rate => Assert.InRange(rate, 2, 7));

        static double Rate(IEnumerable<MemberLine> lines)
        {
            var recent = lines.Count(line => line.AdmittedOn.StartsWith("2026", StringComparison.Ordinal));
            return recent * 100.0 / (lines.Count() - recent);
        }
    }

    [Theory]
    [InlineData(2026, 1, 1)]
    [InlineData(2027, 12, 31)]
    [InlineData(2028, 2, 29)]
    [InlineData(2028, 12, 31)]
    public void On_no_day_of_a_year_is_the_province_at_four_per_cent(int year, int month, int day)
    {
        var today = new DateOnly(year, month, day);
        var newYear = new DateOnly(year, 1, 1);
        var admitted = DemoData.Generate(DemoSize.Province, today).Members.Select(line => Day(line.AdmittedOn)).ToList();

        var recent = admitted.Count(date => date >= newYear);
        Assert.True(recent * 100 < 4 * (admitted.Count - recent), $"{recent} of {admitted.Count}");
        Assert.True(admitted.TrueForAll(date => date <= today));
    }

    [Fact]
    public void Heads_are_members_in_just_over_or_just_under_nine_of_ten()
    {
        var villages = DemoLists.Of("Province").Villages.Where(line => line.HeadSince.Length > 0).ToList();

        Assert.InRange(villages.Count(line => line.HeadMemberNumber.Length > 0) * 100.0 / villages.Count, 90, 94);
        var met = villages.GroupBy(line => line.CommuneCode)
            .Count(commune => commune.Count(line => line.HeadMemberNumber.Length > 0) * 10 > commune.Count() * 9);
        Assert.InRange(met, 15, 40);
    }

    [Fact]
    public void Some_villages_lack_a_cell_a_head_or_a_cell_of_their_own()
    {
        var villages = DemoLists.Of("Province").Villages;

        Assert.InRange(villages.Count(line => line.CellCode.Length == 0), 10, 20);
        Assert.InRange(villages.Count(line => line.HeadSince.Length == 0), 10, 20);
        var joint = villages.Where(line => line.CellIndependent == "false").ToList();
        Assert.InRange(joint.Count, 40, 70);
        Assert.All(joint.GroupBy(line => line.CellCode), pair => Assert.Equal(2, pair.Count()));
        Assert.InRange(villages.Count(line => line.Border == "true"), 80, 250);
    }

    [Theory]
    [InlineData("Small", 1, 3)]
    [InlineData("Province", 5, 60)]
    public void A_few_cells_are_too_small_and_a_few_too_big(string size, int least, int most)
    {
        var cells = DemoLists.Of(size).Members.GroupBy(line => line.OrganizationCode).ToList();

        Assert.InRange(cells.Count(cell => cell.Count(line => line.OfficialOn.Length > 0) < 3), least, most);
        Assert.InRange(cells.Count(cell => cell.Count() > 30), least, most);
    }

    [Fact]
    public void Women_ages_and_peoples_are_as_in_the_province()
    {
        var members = DemoLists.Of("Province").Members;

        Assert.InRange(Percent(line => line.Sex == "FEMALE"), 36, 40);
        Assert.InRange(Percent(line => line.Ethnicity != "Kinh"), 55, 75);
        Assert.InRange(Percent(line => DemoLists.Today.Year - Day(line.BirthDate).Year >= 60), 5, 15);

        double Percent(Func<MemberLine, bool> counts) => members.Count(counts) * 100.0 / members.Count;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
