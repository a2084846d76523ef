using DienBien.Membership.V1;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;

namespace DienBien.Platform.Tests.Year;

/// <summary>The tree, its health and the villages.</summary>
internal static class OrganizationViews
{
    public static IEnumerable<View> All =>
    [
        new View("organizations", Reach.Known, (truth, at) => Tree(truth, "NT", at), (world, at) => TreeAsync(world, "NT", at)),
        new View("organizations of a committee", Reach.Known, (truth, at) => Tree(truth, "G1", at), (world, at) => TreeAsync(world, "G1", at)),
        new View("health", Reach.Day, Health, HealthAsync),
        new View("villages", Reach.Day, Villages, VillagesAsync),
        new View("acts", Reach.Now, (truth, _) => truth.Acts, ActsAsync),
    ];

    private static IEnumerable<string> Tree(Truth truth, string top, Moment at) =>
        truth.Below(top).Where(key => key != top && truth.Units[key].Exists(at.Day)).Select(key => $"{key} {truth.Units[key].Kind} below {truth.Units[key].Parent}");

    private static async Task<IEnumerable<string>> TreeAsync(YearWorld world, string top, Moment at)
    {
        var found = await View.PagesAsync(async token =>
        {
            var page = await world.Organizations.ListOrganizationsAsync(new ListOrganizationsRequest { Parent = world.Names[top], AsOf = at.AsOf, KnownAt = at.Known, PageSize = 7, PageToken = token }, world.Board);
            return (page.Organizations, page.NextPageToken);
        });
        return found.Select(unit => $"{world.Names.Of(unit.Name)} {unit.Kind} below {world.Names.Of(unit.Parent)}");
    }

    private static async Task<IEnumerable<string>> ActsAsync(YearWorld world, Moment at)
    {
        var lines = new List<string>();
        foreach (var act in (await world.Acts.ListOrganizationActsAsync(new ListOrganizationActsRequest { Parent = world.Names["NT"] }, world.Board)).OrganizationActs)
        {
            var moves = await world.Acts.ListOrganizationActMovesAsync(new ListOrganizationActMovesRequest { Parent = act.Name, PageSize = 1_000 }, world.Board);
            var moved = moves.Moves.Select(move => $"{world.Names.Of(move.Subject)}>{world.Names.Of(move.ToOrganization)}").Order(StringComparer.Ordinal);
            lines.Add($"{act.Kind} on {act.EffectiveOn}: {string.Join(' ', moved)}");
        }

        return lines;
    }

    /// <summary>R-ORG-1 to R-ORG-4, as far as the story's organisations can come near them.</summary>
    private static IEnumerable<string> Health(Truth truth, Moment at)
    {
        foreach (var unit in truth.Below("NT").Select(key => truth.Units[key]).Where(unit => unit.Exists(at.Day) && unit.Kind is Kind.Cell or Kind.Grassroots))
        {
            var members = truth.In(unit.Kind == Kind.Cell ? [unit.Key] : truth.Below(unit.Key), at.Day).ToList();
            var official = members.Count(member => member.Person.Official <= at.Day);
            var offices = unit.Offices.Where(office => office.Since <= at.Day).ToList();
            (bool Is, string What)[] findings = unit.Kind == Kind.Cell
                ?
                [
                    (official < 3, "R-ORG-1 OFFICIAL_MEMBERS_FEW"),
                    (official >= 9 && offices.Count == 0, "R-ORG-2 COMMITTEE_MISSING"),
                    (official < 9 && (offices.Exists(office => office.Plain) || offices.Count > 2), "R-ORG-2 COMMITTEE_TOO_EARLY"),
                    (members.Count > 30, "R-ORG-4 CELL_LARGE"),
                    (members.Count >= 30, "R-ORG-4 PARTY_GROUPS_EXPECTED"),
                ]
                : [(members.Count < 30, "R-ORG-3 GRASSROOTS_SMALL")];
            foreach (var (_, what) in findings.Where(finding => finding.Is))
            {
                yield return $"{unit.Key} {official}+{members.Count - official} {what}";
            }
        }
    }

    private static async Task<IEnumerable<string>> HealthAsync(YearWorld world, Moment at)
    {
        var found = await View.PagesAsync(async token =>
        {
            var page = await world.Health.ListOrganizationHealthAsync(new ListOrganizationHealthRequest { Parent = world.Names["NT"], AsOf = at.AsOf, PageSize = 3, PageToken = token }, world.Board);
            return (page.Organizations, page.NextPageToken);
        });
        return found.SelectMany(unit => unit.Findings.Select(finding => $"{world.Names.Of(unit.Organization)} {unit.OfficialMembers}+{unit.ProbationaryMembers} {finding.Rule} {finding.Reason}"));
    }

    private static IEnumerable<string> Villages(Truth truth, Moment at) => truth.Villages.Values.Where(village => village.Commune == "NT").Select(village =>
        $"{village.Key} head {Truth.HeadOn(village, at.Day) switch { null => "none", "" => "other", var member => member }} cell {(Truth.CellOn(village, at.Day) is { } link ? link.Cell + (link.Own ? " own" : "") : "none")}");

    private static async Task<IEnumerable<string>> VillagesAsync(YearWorld world, Moment at)
    {
        var list = await world.Villages.ListVillagesAsync(new ListVillagesRequest { Parent = world.Names["NT"], AsOf = at.AsOf, PageSize = 1_000 }, world.Board);
        return list.Villages.Select(village =>
        {
            var head = village.Head is null ? "none" : village.Head.Member.Length > 0 ? world.Names.Of(village.Head.Member) : "other";
            var cells = village.Cells.Select(link => world.Names.Of(link.Organization) + (link.Independent ? " own" : ""));
            return $"{village.Code} head {head} cell {(village.Cells.Count == 0 ? "none" : string.Join(", ", cells))}";
        });
    }
}
