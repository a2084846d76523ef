using DienBien.Indicators.V1;
using Xunit;
using static DienBien.Platform.Tests.Indicators.IndicatorWorld;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;
using State = DienBien.Indicators.V1.IndicatorValue.Types.State;
using VillageKind = DienBien.Membership.V1.Village.Types.Kind;

namespace DienBien.Platform.Tests.Indicators;

/// <summary>The values as they follow from the facts.</summary>
public sealed class IndicatorValueTests : IDisposable
{
    private readonly IndicatorWorld world = new();

    public IndicatorValueTests()
    {
        world.Organization(1, 11, Kind.Commune, "2025-07-01");
        world.Organization(2, 1, Kind.Cell, "2010-01-01");
        world.Organization(3, 1, Kind.Cell, "2010-01-01");
        world.Organization(4, 11, Kind.AgencyBloc, "2025-07-01");
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task HeadCountsWhileMembershipIsInForce()
    {
        world.Member(101, 2, "2020-05-01", "2026-06-01");
        world.Village(201, 1, [Head(null, "2019-01-01", "2021-12-31"), Head(101, "2022-01-01")], [Cell(2, true, "2010-01-01")]);
        world.Village(202, 1, [], [Cell(3, false, "2010-01-01")]);
        await world.ApplyAsync();
        Assert.Equal("0/1", await world.RatioAsync("T4", 11, "2021-12-31"));
        Assert.Equal("1/1", await world.RatioAsync("T4", 11, "2022-01-01"));
        Assert.Equal("0/0", await world.RatioAsync("T4", 1, "2022-01-01"));
        Assert.Equal("1/1", await world.RatioAsync("T4", 1, "2025-07-01"));
        Assert.Equal("1/1", await world.RatioAsync("T4", 1, "2026-05-31"));
        Assert.Equal("0/1", await world.RatioAsync("T4", 1, "2026-06-01"));
        Assert.Equal("1/1", await world.RatioAsync("T4", 2, "2026-05-31"));
        Assert.Equal("0/0", await world.RatioAsync("T4", 3, "2026-05-31"));
        Assert.Equal(State.NotApplicable, (await world.ValueAsync("T4", 4, "2026-05-31")).State);
        Assert.Equal(["HEAD_IS_MEMBER", "NO_HEAD_IN_OFFICE"], (await world.ExplainAsync("T4", 1, "2026-05-31")).Select(r => r.Reason));
    }

    [Fact]
    public async Task LaterChangesMoveTheCount()
    {
        world.Village(201, 1, [Head(101, "2022-01-01")], []);
        await world.ApplyAsync();
        Assert.Equal("0/1", await world.RatioAsync("T4", 11, "2026-01-01"));
        world.Member(101, 2, "2020-05-01");
        await world.ApplyAsync();
        Assert.Equal("1/1", await world.RatioAsync("T4", 11, "2026-01-01"));
        world.Village(201, 1, [Head(101, "2022-01-01", "2025-12-31"), Head(null, "2026-01-01")], []);
        await world.ApplyAsync();
        Assert.Equal("1/1", await world.RatioAsync("T4", 11, "2025-12-31"));
        Assert.Equal("0/1", await world.RatioAsync("T4", 11, "2026-01-01"));
        world.Village(201, 1, [], []);
        await world.ApplyAsync();
        Assert.Equal("0/0", await world.RatioAsync("T4", 11, "2025-12-31"));
    }

    [Fact]
    public async Task OnlyAnIndependentCellThatExistsIsAVillagesOwn()
    {
        world.Village(201, 1, [], [Cell(2, true, "2010-01-01")]);
        world.Village(202, 1, [], [Cell(3, false, "2010-01-01")]);
        world.Village(203, 1, [], [], VillageKind.Hamlet);
        world.Village(204, 1, [], [Cell(3, true, "2010-01-01")], VillageKind.ResidentialGroup);
        await world.ApplyAsync();
        Assert.Equal("1/3", await world.RatioAsync("T5", 1, "2026-01-01"));
        Assert.Equal("0/1", await world.RatioAsync("T5", 3, "2026-01-01"));
        Assert.Equal(["OWN_CELL", "JOINT_CELL_ONLY", "NO_CELL", "KIND_NOT_COUNTED"], (await world.ExplainAsync("T5", 11, "2026-01-01", 2)).Select(r => r.Reason));
        world.Organization(2, 1, Kind.Cell, "2010-01-01", "2026-01-01");
        await world.ApplyAsync();
        Assert.Equal("0/3", await world.RatioAsync("T5", 1, "2026-01-01"));
        Assert.Equal("1/3", await world.RatioAsync("T5", 1, "2025-12-31"));
        Assert.Equal("0/0", await world.RatioAsync("T5", 2, "2026-01-01"));
    }

    [Fact]
    public async Task AdmissionsBeforeTheCommuneCountAtTheProvince()
    {
        world.Member(101, 2, "2025-03-01");
        world.Member(102, 2, "2025-08-01");
        world.Member(103, 2, "2020-01-01");
        await world.ApplyAsync();
        Assert.Equal("2/1", await world.RatioAsync("T6", 11, "2025-12-31"));
        Assert.Equal("1/0", await world.RatioAsync("T6", 1, "2025-12-31"));
        Assert.Equal("2/1", await world.RatioAsync("T6", 2, "2025-12-31"));
        Assert.Equal("0/3", await world.RatioAsync("T6", 1, "2026-01-01"));
        world.Organization(1, 11, Kind.Commune, "2025-01-01");
        await world.ApplyAsync();
        Assert.Equal("2/0", await world.RatioAsync("T6", 1, "2025-12-31"));
    }

    [Fact]
    public async Task ACorrectedAdmissionMakesARevisionAndStaysReadable()
    {
        world.Now = new DateTime(2025, 12, 1, 0, 0, 0, DateTimeKind.Utc);
        world.Member(101, 2, "2026-02-01");
        world.Member(102, 2, "2024-02-01");
        await world.ApplyAsync();
        world.Now = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        world.Member(101, 2, "2025-02-01");
        await world.ApplyAsync();
        Assert.Equal("0/2", await world.RatioAsync("T6", 11, "2026-06-01"));
        Assert.Equal("1/1", await world.RatioAsync("T6", 11, "2026-06-01", new DateTime(2026, 2, 28, 0, 0, 0, DateTimeKind.Utc)));
        var revisions = (await world.Api.ListOpeningRevisions(new ListOpeningRevisionsRequest { Parent = "organizations/" + Province, Year = 2026 }, new FakeCall())).OpeningRevisions;
        Assert.Equal([1L, 2L], revisions.Select(r => r.Members));
        Assert.Equal(world.Now, revisions[1].RecordTime.ToDateTime());
    }

    [Fact]
    public async Task WhatWasKnownThenIncludesTheTreeOfThen()
    {
        var (before, after) = (new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc));
        world.Organization(5, 11, Kind.Ward, "2025-07-01");
        world.Organization(6, 1, Kind.Grassroots, "2025-07-01");
        world.Organization(7, 6, Kind.Cell, "2010-01-01");
        world.Member(101, 7, "2020-01-01");
        await world.ApplyAsync();
        world.Now = after;
        world.Organization(6, 5, Kind.Grassroots, "2025-07-01");
        await world.ApplyAsync();
        Assert.Equal(("0/0", "0/1"), (await world.RatioAsync("T6", 1, "2026-06-01"), await world.RatioAsync("T6", 5, "2026-06-01")));
        Assert.Equal(("0/1", "0/0"), (await world.RatioAsync("T6", 1, "2026-06-01", before), await world.RatioAsync("T6", 5, "2026-06-01", before)));
        Assert.Equal(("0/0", "0/1"), (await world.RatioAsync("T6", 1, "2026-06-01", after), await world.RatioAsync("T6", 5, "2026-06-01", after)));
        var unknown = await world.ValueAsync("T6", 5, "2026-06-01", new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal((State.NotApplicable, 0, 0), (unknown.State, unknown.Denominator, unknown.Completeness.Expected));
    }

    [Fact]
    public async Task CompletenessCountsCommunesThatReported()
    {
        for (var commune = 301; commune < 345; commune++)
        {
            world.Organization(commune, 11, Kind.Ward, "2025-07-01");
            world.Village(commune + 1000, commune, [], []);
        }

        await world.ApplyAsync();
        var value = await world.ValueAsync("T4", 11, "2026-01-01");
        Assert.Equal((44, 45), (value.Completeness.Reported, value.Completeness.Expected));
        Assert.Equal(State.NotApplicable, value.State);
        Assert.Equal((0, 0), await CompletenessAsync("T6", 4));
        Assert.Equal((1, 1), await CompletenessAsync("T4", 301));
        Assert.Equal((0, 1), await CompletenessAsync("T6", 301));
        Assert.Equal((0, 45), await CompletenessAsync("T6", 11));
        world.Member(101, 2, "2026-01-02");
        world.Organization(301, 11, Kind.Ward, "2025-07-01", "2025-12-31");
        await world.ApplyAsync();
        Assert.Equal((0, 44), await CompletenessAsync("T6", 11));
        Assert.Equal((43, 44), await CompletenessAsync("T4", 11));
        Assert.Equal((1, 44), await CompletenessAsync("T6", 11, "2026-01-02"));
        Assert.Equal((1, 1), await CompletenessAsync("T6", 2, "2026-01-02"));
        Assert.Equal((0, 1), await CompletenessAsync("T6", 3, "2026-01-02"));
    }

    private async Task<(int Reported, int Expected)> CompletenessAsync(string code, int node, string asOf = "2026-01-01")
    {
        var completeness = (await world.ValueAsync(code, node, asOf)).Completeness;
        return ((int)completeness.Reported, (int)completeness.Expected);
    }
}
