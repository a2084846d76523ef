using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;

namespace DienBien.Platform.Tests.Membership.Statistics;

[Collection(SharedRegister.Name)]
public sealed class GetMemberBalanceTests(RegisterFixture register)
{
    private static readonly DateOnly Start = new(2020, 1, 1);

    [Fact]
    [Rule("R-IND-9")]
    public async Task Opening_and_increase_are_closing_and_decrease_at_every_node_of_random_trees()
    {
        var random = new Random(20261124);
        var tree = await TreeAsync(random);
        var cells = tree.Where(node => node.Kind == Kind.Cell).ToList();
        var stays = new List<(string Member, string Organization, DateOnly From, DateOnly? To)>();
        foreach (var _ in Enumerable.Range(0, 25))
        {
            stays.AddRange(await WanderAsync(random, cells));
        }

        foreach (var (from, to) in (IEnumerable<(string, string)>)[("2019-12-31", "2026-11-24"), ("2021-03-05", "2023-06-17"), ("2022-12-31", "2023-12-31"), ("2022-02-02", "2022-02-02")])
        {
            foreach (var node in tree.Select(node => node.Name).Append(RegisterFixture.Province))
            {
                var balance = await register.BalanceAsync(node, from, to);
                Assert.Equal(balance.Opening + balance.Increase.Sum(f => f.Count), balance.Closing + balance.Decrease.Sum(f => f.Count));
                Assert.All(balance.Increase.Concat(balance.Decrease), flow => Assert.True(flow.Count >= 0));
                if (node != RegisterFixture.Province)
                {
                    var below = Below(tree, node);
                    Assert.Equal(Naive(stays, below, IsoDate.Parse(from), IsoDate.Parse(to)), Shape(balance));
                    Assert.Equal(balance.Closing, (await register.StatisticsAsync(node, to)).Total);
                }
            }
        }
    }

    [Fact]
    [Rule("R-IND-9")]
    public async Task A_move_within_the_parent_nets_to_nothing_there()
    {
        var (first, second, third) = (await register.CellAsync(), await register.CellAsync(), await register.CellAsync(parent: RegisterFixture.MuongPhang));
        var member = await register.MemberAsync(first);
        var (admitted, moved, left) = (IsoDate.Parse("2018-03-03"), IsoDate.Parse("2031-04-01"), IsoDate.Parse("2031-07-01"));
        await register.PlaceAsync(member, (first.Name, admitted, moved), (second.Name, moved, left), (third.Name, left, null));
        Assert.Equal("1 -TransferredOut 0", Shape(await register.BalanceAsync(first.Name, "2031-03-31", "2031-12-31")));
        Assert.Equal("0 +TransferredIn -TransferredOut 0", Shape(await register.BalanceAsync(second.Name, "2031-03-31", "2031-12-31")));
        Assert.DoesNotContain(" ", Flows(await register.BalanceAsync(RegisterFixture.NaTau, "2031-03-31", "2031-04-30")), StringComparison.Ordinal);
        Assert.Equal("-TransferredOut", Flows(await register.BalanceAsync(RegisterFixture.NaTau, "2031-03-31", "2031-12-31")));
        Assert.Equal("", Flows(await register.BalanceAsync(RegisterFixture.Province, "2031-03-31", "2031-12-31")));
    }

    [Fact]
    [Rule("R-IND-9")]
    public async Task A_merger_moves_members_and_changes_nothing_above()
    {
        var commune = await register.CommuneAsync();
        var (source, successor) = (await register.CellAsync(parent: commune.Name), await register.CellAsync(parent: commune.Name));
        await register.CreateAsync(register.Person(), source.Name);
        await register.CreateAsync(register.Person(), successor.Name);
        await register.Acts.MergeOrganizationsAsync(RegisterFixture.Merger(commune, successor, source), register.Board);
        Assert.Equal("1 -TransferredOut 0", Shape(await register.BalanceAsync(source.Name, "2024-05-31", "2024-06-01")));
        Assert.Equal("1 +TransferredIn 2", Shape(await register.BalanceAsync(successor.Name, "2024-05-31", "2024-06-01")));
        Assert.Equal("2 2", Shape(await register.BalanceAsync(commune.Name, "2024-05-31", "2024-06-01")));
        Assert.Equal("", Flows(await register.BalanceAsync(RegisterFixture.Province, "2024-05-31", "2024-06-01")));
    }

    [Fact]
    public async Task Why_a_membership_ended_is_told_apart()
    {
        var cell = await register.CellAsync();
        var member = await register.MemberAsync(cell);
        var fact = new MemberFact { Kind = MemberFact.Types.Kind.Died, Since = "2026-05-05" };
        await new MemberFactService.MemberFactServiceClient(register.Channel).CreateMemberFactAsync(new CreateMemberFactRequest { Parent = member, MemberFact = fact }, register.Board);
        Assert.Equal("1 -Died 0", Shape(await register.BalanceAsync(cell.Name, "2025-12-31", "2026-05-05")));
        var dead = Assert.Single(await register.HoldersAsync(new ListFigureMembersRequest { Parent = cell.Name, Flow = Flow.Died, From = "2025-12-31", To = "2026-05-05" }));
        Assert.Equal((member, "2026-05-05"), (dead.Member, dead.ChangedOn));
    }

    [Fact]
    public async Task Over_HTTP_the_callers_scope_is_the_default()
    {
        var (status, body) = await register.SendAsync(HttpMethod.Get, "/v1/statistics:balance?from=2025-12-31&to=2026-06-30");
        Assert.Equal((200, "2026-06-30"), (status, (string?)body["to"]));
        var own = await register.BalanceAsync(RegisterFixture.Province, "2025-12-31", "2026-06-30");
        Assert.Equal((own.Opening, own.Closing), (long.Parse((string)body["opening"]!, null), long.Parse((string)body["closing"]!, null)));
        Assert.Equal(200, (await register.SendAsync(HttpMethod.Get, "/v1/fees?month=2026-05&pageSize=1")).Status);
        Assert.Equal(200, (await register.SendAsync(HttpMethod.Get, "/v1/badges?awardDay=2026-11-07")).Status);
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        (await Refusal.OfAsync(register.Statistics.GetMemberBalanceAsync(new GetMemberBalanceRequest { From = "2026-01-01", To = "2025-12-31" }, register.Board))).IsInvalid("to UNTIL_BEFORE_SINCE");
        (await Refusal.OfAsync(register.Statistics.GetMemberBalanceAsync(new GetMemberBalanceRequest { From = "x" }, register.Board))).IsInvalid("from DATE_INVALID", "to FIELD_REQUIRED");
        (await Refusal.OfAsync(register.Statistics.GetMemberBalanceAsync(new GetMemberBalanceRequest { Parent = RegisterFixture.NaTau, From = "2026-01-01", To = "2026-02-01" }, register.As("clerk", RegisterFixture.MuongPhang)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    private static HashSet<string> Below(IReadOnlyList<Organization> tree, string node)
    {
        var below = new HashSet<string> { node };
        foreach (var child in tree.Where(child => below.Contains(child.Parent)))
        {
            below.Add(child.Name);
        }

        return below;
    }

    private static string Naive(List<(string Member, string Organization, DateOnly From, DateOnly? To)> stays, HashSet<string> below, DateOnly from, DateOnly to)
    {
        var flows = new List<Flow>();
        foreach (var stay in stays.Where(s => below.Contains(s.Organization)))
        {
            var before = stays.Where(s => s.Member == stay.Member && s.To == stay.From).Select(s => (bool?)below.Contains(s.Organization)).SingleOrDefault();
            var after = stays.Where(s => s.Member == stay.Member && s.From == stay.To).Select(s => (bool?)below.Contains(s.Organization)).SingleOrDefault();
            if (stay.From > from && stay.From <= to && before != true)
            {
                flows.Add(before == false ? Flow.TransferredIn : stay.From == stays.Where(s => s.Member == stay.Member).Min(s => s.From) ? Flow.Admitted : Flow.Returned);
            }

            if (stay.To > from && stay.To <= to && after != true)
            {
                flows.Add(after == false ? Flow.TransferredOut : Flow.Ended);
            }
        }

        long On(DateOnly day) => stays.Count(s => below.Contains(s.Organization) && s.From <= day && (s.To is null || s.To > day));
        return Text(On(from), [.. flows.GroupBy(f => f).Select(f => (f.Key, (long)f.Count()))], On(to));
    }

    private static string Shape(MemberBalance balance) => Text(balance.Opening, [.. balance.Increase.Concat(balance.Decrease).Select(f => (f.Flow, f.Count))], balance.Closing);

    private static string Flows(MemberBalance balance) => Text(0, [.. balance.Increase.Concat(balance.Decrease).Select(f => (f.Flow, f.Count))], 0).Trim('0', ' ');

    private static string Text(long opening, (Flow Flow, long Count)[] flows, long closing) => string.Join(' ', flows.Where(f => f.Count > 0).OrderBy(f => f.Flow)
        .Select(f => $"{(f.Flow <= Flow.Returned ? '+' : '-')}{f.Flow}{(f.Count > 1 ? $"×{f.Count}" : "")}").Prepend($"{opening}").Append($"{closing}"));

    private async Task<List<Organization>> TreeAsync(Random random)
    {
        var tree = new List<Organization>();
        foreach (var commune in (string[])[RegisterFixture.NaTau, RegisterFixture.MuongPhang])
        {
            var committee = await register.CreateAsync(new Organization { Code = register.NewCode("G"), Kind = Kind.Grassroots, DisplayName = "Đảng bộ thử", EstablishedOn = "2015-01-01" }, commune);
            tree.Add(committee);
            foreach (var _ in Enumerable.Range(0, random.Next(2, 5)))
            {
                tree.Add(await register.CreateAsync(register.Cell(sector: Organization.Types.Sector.School), committee.Name));
            }
        }

        return tree;
    }

    private async Task<IEnumerable<(string Member, string Organization, DateOnly From, DateOnly? To)>> WanderAsync(Random random, List<Organization> cells)
    {
        var day = Start.AddDays(random.Next(1_000));
        var member = (await register.CreateAsync(new Member(register.Person()) { AdmittedOn = IsoDate.Of(day), OfficialOn = "" }, cells[0].Name)).Name;
        var stays = new List<(string Organization, DateOnly From, DateOnly? To)>();
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var end = day.AddDays(random.Next(30, 400));
            stays.Add((cells[random.Next(cells.Count)].Name, day, i == 1 && random.Next(2) == 0 ? null : end));
            // Now and then somebody comes back after a time elsewhere.
            day = random.Next(6) == 0 ? end.AddDays(50) : end;
        }

        await register.PlaceAsync(member, [.. stays]);
        return stays.Select(stay => (member, stay.Organization, stay.From, stay.To));
    }
}
