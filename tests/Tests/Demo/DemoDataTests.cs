using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace DienBien.Platform.Tests.Demo;

public sealed partial class DemoDataTests
{
    private static readonly string[] CellKinds = ["CELL", "GRASSROOTS_CELL"];

    [Theory]
    [InlineData("Small", 70, 1_000, 56)]
    [InlineData("Province", 3_000, 50_000, 1_450)]
    public void The_totals_of_a_size_are_exact(string size, int cells, int members, int villages)
    {
        var demo = DemoLists.Of(size);

        Assert.Equal(cells, demo.Organizations.Count(line => CellKinds.Contains(line.Kind)));
        Assert.Equal(members, demo.Members.Count);
        Assert.Equal(villages, demo.Villages.Count);
    }

    [Fact]
    public void The_seed_is_the_province_and_its_45_communes_under_fixed_ids()
    {
        var seed = DemoLists.Of("Small").Seed;

        Assert.Equal(46, seed.Count);
        Assert.Equal(["01890000-0000-7000-8000-000000000011", "11", "", "PROVINCE", "Đảng bộ tỉnh Điện Biên", "", "1949-10-10"], seed[0]);
        Assert.All(seed.Skip(1), row =>
        {
            Assert.Equal($"01890000-0000-7000-8000-0000000{row[1]}", row[0]);
            Assert.Equal(("11", row[1], "2025-07-01"), (row[2], row[5], row[6]));
            Assert.StartsWith(row[3] == "WARD" ? "Đảng bộ phường " : "Đảng bộ xã ", row[4], StringComparison.Ordinal);
        });
        Assert.Equal(3, seed.Count(row => row[3] == "WARD"));
    }

    [Fact]
    public void Every_commune_has_villages_and_members_and_both_blocs_have_members()
    {
        var demo = DemoLists.Of("Province");

        Assert.Equal(45, demo.Villages.Select(line => line.CommuneCode).Distinct().Count());
        Assert.Equal(47, demo.Members.Select(line => DemoLists.UnitOf(line.MemberNumber)).Distinct().Count());
        Assert.Equal(2, demo.Organizations.Count(line => line.Kind == "AGENCY_BLOC"));
        Assert.Contains(demo.Organizations, line => line.Kind == "SECTIONAL");
        Assert.Contains(demo.Organizations, line => line.Sector == "PRIVATE_ENTERPRISE");
    }

    [Theory]
    [InlineData("Small")]
    [InlineData("Province")]
    public void Keys_are_well_formed_and_unique(string size)
    {
        var demo = DemoLists.Of(size);

        Assert.All([.. demo.Organizations.Select(line => line.Code), .. demo.Villages.Select(line => line.Code)], code => Assert.Matches(Key(), code));
        AssertUnique(demo.Kinds().Keys);
        AssertUnique(demo.Villages.Select(line => line.Code));
        AssertUnique(demo.Members.Select(line => line.MemberNumber));
        AssertUnique(demo.Members.Select(line => line.DossierNumber));
        AssertUnique(demo.Members.Select(line => line.CardNumber).Where(card => card.Length > 0));
        foreach (var line in demo.Members)
        {
            Assert.Matches(Key(), line.MemberNumber);
            Assert.Matches(Dossier(), line.DossierNumber);
            Assert.True(line.CardNumber.Length == 0 || Card().IsMatch(line.CardNumber), line.CardNumber);
        }

        Assert.InRange(demo.Members.Count(line => line.CardNumber.Length > 0) * 100.0 / demo.Members.Count, 95, 99);
    }

    [Fact]
    public void A_card_tells_sex_century_and_year_of_birth()
    {
        foreach (var line in DemoLists.Of("Small").Members.Where(line => line.CardNumber.Length > 0))
        {
            var digit = (line.BirthDate[0] == '2' ? 2 : 0) + (line.Sex == "FEMALE" ? 1 : 0);
            Assert.StartsWith($"011{digit}{line.BirthDate[2..4]}", line.CardNumber, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Small")]
    [InlineData("Province")]
    public void Parents_come_before_children_and_are_of_a_kind_that_may_have_them(string size)
    {
        var demo = DemoLists.Of(size);
        var seen = demo.Seed.ToDictionary(row => row[1], row => row[3]);

        foreach (var line in demo.Organizations)
        {
            Assert.True(seen.TryGetValue(line.ParentCode, out var parent), $"{line.Code}: parent {line.ParentCode} comes later");
            var allowed = line switch
            {
                { Kind: "AGENCY_BLOC" } => parent == "PROVINCE",
                { Kind: "GRASSROOTS" or "GRASSROOTS_CELL" } => parent is "COMMUNE" or "WARD" or "AGENCY_BLOC",
                { Kind: "SECTIONAL" } => parent == "GRASSROOTS",
                { Sector: "VILLAGE" } => parent is "COMMUNE" or "WARD", // R-ORG-6
                _ => parent is "GRASSROOTS" or "SECTIONAL",
            };
            Assert.True(allowed, $"{line.Kind} {line.Code} under a {parent}");
            Assert.True(line.Sector.Length > 0 || line.Kind == "AGENCY_BLOC", $"{line.Code} has no sector");
            seen.Add(line.Code, line.Kind);
        }
    }

    [Theory]
    [InlineData("Small")]
    [InlineData("Province")]
    public void Members_and_villages_name_what_came_before(string size)
    {
        var demo = DemoLists.Of(size);
        var kinds = demo.Kinds();
        var cells = demo.Organizations.ToDictionary(line => line.Code);
        var members = demo.Members.ToDictionary(line => line.MemberNumber);

        Assert.All(demo.Members, line => Assert.Contains(kinds[line.OrganizationCode], CellKinds));
        foreach (var village in demo.Villages)
        {
            Assert.Equal(kinds[village.CommuneCode] == "WARD", village.Kind == "RESIDENTIAL_GROUP");
            Assert.Equal(village.CellCode.Length > 0, village.CellIndependent.Length > 0);
            Assert.True(village.CellCode.Length == 0 || cells[village.CellCode] is { Sector: "VILLAGE" } cell && cell.ParentCode == village.CommuneCode);
            Assert.False(village.HeadName.Length > 0 && village.HeadMemberNumber.Length > 0);
            Assert.Equal(village.HeadSince.Length > 0, village.HeadName.Length + village.HeadMemberNumber.Length > 0);
            if (village.HeadMemberNumber.Length > 0)
            {
                Assert.Equal(village.CommuneCode, DemoLists.UnitOf(village.HeadMemberNumber));
                Assert.True(string.CompareOrdinal(members[village.HeadMemberNumber].AdmittedOn, village.HeadSince) <= 0);
            }
        }
    }

    [Theory]
    [InlineData("Small")]
    [InlineData("Province")]
    public void Names_are_composed_text_without_needless_space(string size)
    {
        var demo = DemoLists.Of(size);

        string[] texts =
        [
            .. demo.Organizations.Select(line => line.Name),
            .. demo.Villages.SelectMany(line => new[] { line.Name, line.HeadName }),
            .. demo.Members.SelectMany(line => new[] { line.FullName, line.Ethnicity, line.Education, line.Occupation }),
        ];
        foreach (var text in texts)
        {
            Assert.True(text.IsNormalized(NormalizationForm.FormC) && text == text.Trim() && !text.Contains("  ", StringComparison.Ordinal), text);
        }
    }

    private static void AssertUnique(IEnumerable<string> keys)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Assert.All(keys, key => Assert.True(seen.Add(key), $"{key} occurs twice"));
    }

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z.\-]{0,31}$")]
    private static partial Regex Key();

    [GeneratedRegex(@"^\d{12}$")]
    private static partial Regex Card();

    [GeneratedRegex(@"^\d{6} [A-Z]{2,3}$")]
    private static partial Regex Dossier();
}
