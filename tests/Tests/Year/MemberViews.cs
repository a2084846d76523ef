using DienBien.Membership.V1;
using FactKind = DienBien.Membership.V1.MemberFact.Types.Kind;
using Standing = DienBien.Membership.V1.ListMemberFactsResponse.Types.Standing;
using Status = DienBien.Membership.V1.Member.Types.Status;

namespace DienBien.Platform.Tests.Year;

/// <summary>Members by organisation, standing and property, and how each stands.</summary>
internal static class MemberViews
{
    /// <summary>Those to whom something happens in the year.</summary>
    public static readonly string[] Watched = ["0101", "0206", "0304", "0505", "0804", "0904", "1002", "1104", "1203", "M103", "0190", "0290", "0790", "0890", "1790", "1890", "M190", "0703", "1401", "1499", "1502"];

    public static IEnumerable<View> All =>
    [
        new View("members", Reach.Day, (truth, at) => Members(truth, truth.Below("NT"), at), (world, at) => ListAsync(world, at, new() { Parent = world.Names["NT"] })),
        new View("members of the neighbour", Reach.Day, (truth, at) => Members(truth, truth.Below("MP"), at), (world, at) => ListAsync(world, at, new() { Parent = world.Names["MP"] })) { InCommune = false },
        new View("members of the province", Reach.Day, (truth, at) => Members(truth, truth.Below("DB"), at), (world, at) => ListAsync(world, at, new())) { InCommune = false },
        new View("members of the committee", Reach.Day, (truth, at) => Members(truth, truth.Below("G1"), at), (world, at) => ListAsync(world, at, new() { Parent = world.Names["G1"] })),
        new View("members by cell", Reach.Day, ByCell, ByCellAsync),
        new View("official members", Reach.Day, (truth, at) => Members(truth, truth.Below("NT"), at, Status.Official), (world, at) => ListAsync(world, at, new() { Parent = world.Names["NT"], Status = Status.Official })),
        new View("members on probation", Reach.Day, (truth, at) => Members(truth, truth.Below("NT"), at, Status.Probationary), (world, at) => ListAsync(world, at, new() { Parent = world.Names["NT"], Status = Status.Probationary })),
        new View("former members", Reach.Day, Former, (world, at) => ListAsync(world, at, new() { Parent = world.Names["NT"], Status = Status.Ended })),
        new View("women of schools", Reach.Day,
            (truth, at) => Members(truth, [.. truth.Below("G1")], at).Where(line => truth.People[line[..4]].Sex == Member.Types.Sex.Female),
            (world, at) => ListAsync(world, at, new() { Parent = world.Names["NT"], Sex = Member.Types.Sex.Female, Sector = Organization.Types.Sector.School })),
        new View("Thái members named Lò", Reach.Day,
            (truth, at) => Members(truth, truth.Below("NT"), at).Where(line => truth.People[line[..4]] is { Ethnicity: "Thái", Sex: Member.Types.Sex.Male }),
            (world, at) => ListAsync(world, at, new() { Parent = world.Names["NT"], Ethnicity = "Thái", Query = "lo van" })),
        new View("standings", Reach.Day, Standings, StandingsAsync) { InCommune = false },
        new View("badges", Reach.Now, Badges, BadgesAsync),
    ];

    /// <summary>R-BDG-1, R-BDG-3: who has full years between the windows' ends, on the next award day.</summary>
    private static IEnumerable<string> Badges(Truth truth, Moment at)
    {
        (string Award, string First, string Last)[] windows =
        [
            ("2026-02-03", "2025-12-01", "2026-02-28"), ("2026-05-19", "2026-03-01", "2026-05-31"), ("2026-09-02", "2026-06-01", "2026-09-30"),
            ("2026-11-07", "2026-10-01", "2026-11-30"), ("2027-02-03", "2026-12-01", "2027-02-28"),
        ];
        var (award, first, last) = Array.Find(windows, window => Truth.Day(window.Award) >= at.Day);
        foreach (var (person, unit) in truth.In(truth.Below("NT"), Truth.Day(award)))
        {
            foreach (var level in (int[])[30, 40, 45, 50, 55, 60])
            {
                if (person.Admitted.AddYears(level) is var full && full >= Truth.Day(first) && full <= Truth.Day(last))
                {
                    yield return $"{person.Key} {unit} {level} on {award}, full on {Truth.Text(full)}";
                }
            }
        }
    }

    private static async Task<IEnumerable<string>> BadgesAsync(YearWorld world, Moment at)
    {
        var list = await world.Badges.ListDueBadgesAsync(new ListDueBadgesRequest { Parent = world.Names["NT"], PageSize = 1_000 }, world.Board);
        return list.DueBadges.Select(due => $"{world.Names.Of(due.Member)} {world.Names.Of(due.Organization)} {due.Level} on {due.AwardDay}, full on {due.FullOn}");
    }

    private static IEnumerable<string> Members(Truth truth, HashSet<string> units, Moment at, Status? status = null) =>
        from member in truth.In(units, at.Day)
        let now = member.Person.Official <= at.Day ? Status.Official : Status.Probationary
        where status is null || status == now
        select $"{member.Person.Key} {member.Unit} {now}";

    // Who has left is listed where the membership ended.
    private static IEnumerable<string> Former(Truth truth, Moment at)
    {
        var units = truth.Below("NT");
        return truth.People.Values.Where(person => person.End <= at.Day && units.Contains(person.Stays[^1].Unit)).Select(person => $"{person.Key} {person.Stays[^1].Unit} {Status.Ended}");
    }

    private static async Task<IEnumerable<string>> ListAsync(YearWorld world, Moment at, ListMembersRequest request)
    {
        var found = await View.PagesAsync(async token =>
        {
            var page = await world.Members.ListMembersAsync(new ListMembersRequest(request) { AsOf = at.AsOf, PageSize = 50, PageToken = token }, world.Board);
            return (page.Members, page.NextPageToken);
        });
        return found.Select(member => $"{world.Names.Of(member.Name)} {world.Names.Of(member.Organization)} {member.Status}");
    }

    private static IEnumerable<string> ByCell(Truth truth, Moment at) => truth.Below("NT").SelectMany(key => Members(truth, truth.Below(key), at).Select(line => $"{key}: {line}"));

    private static async Task<IEnumerable<string>> ByCellAsync(YearWorld world, Moment at)
    {
        var lines = new List<string>();
        foreach (var key in world.Names.Units("NT"))
        {
            lines.AddRange((await ListAsync(world, at, new() { Parent = world.Names[key] })).Select(line => $"{key}: {line}"));
        }

        return lines;
    }

    private static IEnumerable<string> Standings(Truth truth, Moment at) => truth.People.Values.Where(person => Watched.Contains(person.Key)).Select(person =>
    {
        var standing = at.Day < person.Admitted ? Standing.NotYet
            : at.Day >= person.End ? Standing.Ended
            : person.Has(at.Day, FactKind.Suspended) ? Standing.Suspended
            : person.Has(at.Day, FactKind.Exempt, FactKind.TemporarilyExempt) ? Standing.Exempt
            : person.Has(at.Day, FactKind.Away) ? Standing.Away : Standing.Active;
        var facts = person.Facts.Select(fact => $"{fact.Kind} {Truth.Text(fact.Since)}–{Truth.Text(fact.Until)}").Order(StringComparer.Ordinal);
        return $"{person.Key} {standing}: {string.Join(", ", facts)}";
    });

    private static async Task<IEnumerable<string>> StandingsAsync(YearWorld world, Moment at)
    {
        var lines = new List<string>();
        foreach (var key in Watched.Where(world.Names.Knows))
        {
            var answer = await world.Facts.ListMemberFactsAsync(new ListMemberFactsRequest { Parent = world.Names[key], AsOf = at.AsOf }, world.Board);
            var facts = answer.MemberFacts.Select(fact => $"{fact.Kind} {fact.Since}–{fact.Until}").Order(StringComparer.Ordinal);
            lines.Add($"{key} {answer.Standing}: {string.Join(", ", facts)}");
        }

        return lines;
    }
}
