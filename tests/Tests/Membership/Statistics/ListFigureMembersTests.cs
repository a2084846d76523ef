using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Membership.Statistics;

[Collection(SharedRegister.Name)]
public sealed class ListFigureMembersTests(RegisterFixture register)
{
    [Fact]
    public async Task Every_figure_opens_to_as_many_records_as_it_counts()
    {
        var (cell, other) = (await register.CellAsync(), await register.CellAsync(parent: RegisterFixture.MuongPhang));
        foreach (var i in Enumerable.Range(0, 9))
        {
            var admitted = new DateOnly(2019 + (i % 4), 3, 3);
            var member = await register.CreateAsync(
                new Member(register.Person()) { BirthDate = $"{1955 + (6 * i)}-05-05", AdmittedOn = IsoDate.Of(admitted), OfficialOn = i % 3 == 0 ? "" : IsoDate.Of(admitted.AddYears(1)), Ethnicity = i % 2 == 0 ? "Thái" : "", Education = "12/12" }, cell.Name);
            var moved = new DateOnly(2024, 1 + i, 1);
            (string, DateOnly, DateOnly?)[][] stays = [[(cell.Name, admitted, null)], [(cell.Name, admitted, moved), (other.Name, moved, null)], [(other.Name, admitted, moved), (cell.Name, moved, null)]];
            await register.PlaceAsync(member.Name, stays[i % 3]);
        }

        foreach (var node in (string[])[cell.Name, RegisterFixture.MuongPhang, RegisterFixture.Province])
        {
            var statistics = await register.StatisticsAsync(node, "2024-06-15");
            foreach (var figure in statistics.Figures)
            {
                var holders = await register.HoldersAsync(new ListFigureMembersRequest { Parent = node, Dimension = figure.Dimension, Value = figure.Value, AsOf = statistics.AsOf });
                Assert.Equal((figure.Dimension, figure.Value, figure.Count), (figure.Dimension, figure.Value, holders.DistinctBy(h => h.Member).Count()));
            }

            var balance = await register.BalanceAsync(node, "2020-12-31", "2024-06-15");
            foreach (var flow in balance.Increase.Concat(balance.Decrease))
            {
                var holders = await register.HoldersAsync(new ListFigureMembersRequest { Parent = node, Flow = flow.Flow, From = balance.From, To = balance.To });
                Assert.Equal((flow.Flow, flow.Count), (flow.Flow, holders.Count));
            }
        }
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        var request = new ListFigureMembersRequest { Parent = RegisterFixture.NaTau };
        (await Refusal.OfAsync(register.Statistics.ListFigureMembersAsync(request, register.Board))).IsInvalid("dimension FIGURE_AMBIGUOUS");
        (await Refusal.OfAsync(register.Statistics.ListFigureMembersAsync(new ListFigureMembersRequest(request) { Dimension = Dimension.Age, Value = "1-2" }, register.Board))).IsInvalid("value VALUE_UNKNOWN");
        (await Refusal.OfAsync(register.Statistics.ListFigureMembersAsync(new ListFigureMembersRequest(request) { Flow = Flow.Admitted }, register.Board))).IsInvalid("from FIELD_REQUIRED", "to FIELD_REQUIRED");
        (await Refusal.OfAsync(register.Statistics.ListFigureMembersAsync(new ListFigureMembersRequest(request) { Dimension = Dimension.Sex, Value = "MALE" }, register.As("clerk", RegisterFixture.MuongPhang)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task Who_may_count_but_not_read_members_gets_no_names()
    {
        var viewer = register.As("indicator-viewer", RegisterFixture.NaTau);
        await register.Statistics.GetMemberStatisticsAsync(new GetMemberStatisticsRequest { Parent = RegisterFixture.NaTau }, viewer);
        (await Refusal.OfAsync(register.Statistics.ListFigureMembersAsync(new ListFigureMembersRequest { Parent = RegisterFixture.NaTau, Dimension = Dimension.Sex, Value = "MALE" }, viewer))).Is(StatusCode.PermissionDenied, "PERMISSION_MISSING");
    }
}
