using DienBien.Indicators.V1;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Indicators.IndicatorWorld;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;

namespace DienBien.Platform.Tests.Indicators;

/// <summary>What can't be asked is refused with the fields named, and a page's token is of use to nobody else.</summary>
public sealed class QuestionTests : IDisposable
{
    private static readonly string Commune = $"organizations/{Id(1)}";

    private readonly IndicatorWorld world = new();

    public QuestionTests()
    {
        world.Organization(1, 11, Kind.Commune, "2025-07-01");
        world.Organization(2, 1, Kind.Cell, "2010-01-01");
    }

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(long.MaxValue, 0)]
    [InlineData(253_402_300_800, 0)]
    [InlineData(-62_135_596_801, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 1_000_000_000)]
    public async Task AMomentThatDoesNotExistIsNamed(long seconds, int nanos)
    {
        await world.ApplyAsync();
        var known = new Timestamp { Seconds = seconds, Nanos = nanos };
        string[] expected = ["known_at TIME_INVALID"];
        Assert.Equal(expected, await RefusedAsync(call => world.Api.ListIndicatorValues(new ListIndicatorValuesRequest { Parent = Commune, KnownAt = known }, call)));
        Assert.Equal(expected, await RefusedAsync(call => world.Api.GetIndicatorValue(new GetIndicatorValueRequest { Name = Commune + "/indicatorValues/T4", KnownAt = known }, call)));
        Assert.Equal(
            ["page_size PAGE_SIZE_NEGATIVE", "page_token PAGE_TOKEN_INVALID", "as_of DATE_INVALID", "known_at TIME_INVALID"],
            await RefusedAsync(call => world.Api.ExplainIndicatorValue(
                new ExplainIndicatorValueRequest { Name = Commune + "/indicatorValues/T6", AsOf = "2026-02-29", KnownAt = known, PageSize = -1, PageToken = "forged" }, call)));
    }

    [Fact]
    public async Task TheEndOfTimeCanBeAskedFor()
    {
        world.Member(101, 2, "2024-01-01");
        await world.ApplyAsync();
        var value = await world.ValueAsync("T6", 2, "2026-01-15", DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc));
        Assert.Equal(1, value.Denominator);
    }

    [Fact]
    public async Task ATokenIsOfUseToItsCallerAlone()
    {
        for (var member = 101; member < 104; member++)
        {
            world.Member(member, 2, "2024-01-01");
        }

        await world.ApplyAsync();
        var explain = new ExplainIndicatorValueRequest { Name = Commune + "/indicatorValues/T6", AsOf = "2026-01-15", PageSize = 1 };
        explain.PageToken = (await world.Api.ExplainIndicatorValue(explain, new FakeCall())).NextPageToken;
        Assert.Single((await world.Api.ExplainIndicatorValue(explain, new FakeCall())).Records);
        Assert.Equal(["page_token PAGE_TOKEN_INVALID"], await RefusedAsync(call => world.Api.ExplainIndicatorValue(explain, call), "another"));

        world.Now = new DateTime(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);
        world.Member(104, 2, "2024-01-01");
        await world.ApplyAsync();
        var list = new ListOpeningRevisionsRequest { Parent = Commune, Year = 2026, PageSize = 1 };
        list.PageToken = (await world.Api.ListOpeningRevisions(list, new FakeCall())).NextPageToken;
        Assert.Single((await world.Api.ListOpeningRevisions(list, new FakeCall())).OpeningRevisions);
        Assert.Equal(["page_token PAGE_TOKEN_INVALID"], await RefusedAsync(call => world.Api.ListOpeningRevisions(list, call), "another"));
        Assert.Equal(
            ["year DATE_INVALID", "page_token PAGE_TOKEN_INVALID"],
            await RefusedAsync(call => world.Api.ListOpeningRevisions(new(list) { Year = 1 }, call)));
    }

    private static async Task<string[]> RefusedAsync<T>(Func<ServerCallContext, Task<T>> call, string client = "test")
    {
        var problem = await Assert.ThrowsAsync<Problem>(() => call(new FakeCall(client)));
        Assert.Equal(StatusCode.InvalidArgument, problem.Code);
        return [.. problem.Violations.Select(v => $"{v.Field} {v.Reason}")];
    }
}
