using System.Text.Json.Nodes;
using DienBien.Feed.V1;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Door;

/// <summary>The feed for systems that do not speak gRPC.</summary>
[Collection(MembershipDoors.Name)]
public sealed class FeedStreamTests(MembershipDoor door)
{
    private const string Stream = "/v1/feeds/membership:stream";

    // Behind its expiry a token is still taken for 30 seconds, for clocks differ.
    private static readonly TimeSpan ThreeSecondsLeft = TimeSpan.FromSeconds(-27);

    [Fact]
    public async Task An_event_is_a_CloudEvent()
    {
        var first = (await StoredAsync(door.Token())).First();

        Assert.Equal("1.0", (string?)first.Data!["specversion"]);
        Assert.Equal("membership", (string?)first.Data["source"]);
        Assert.Equal("dienbien.membership.v1.OrganizationChanged", (string?)first.Data["type"]);
        Assert.Equal("application/json", (string?)first.Data["datacontenttype"]);
        Assert.NotEmpty((string?)first.Data["id"] ?? "");
        Assert.EndsWith("Z", (string?)first.Data["time"], StringComparison.Ordinal);
        Assert.All(first.Data.AsObject(), attribute => Assert.Matches("^[a-z0-9]+$", attribute.Key));
        Assert.Equal((string?)first.Data["subject"], (string?)first.Data["data"]!["organization"]!["name"]);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(17, true)]
    [InlineData(44, false)]
    public async Task A_reader_that_was_cut_off_misses_nothing_and_gets_nothing_twice(int taken, bool header)
    {
        var all = await StoredAsync(door.Token());
        var part = all.Take(taken + 1).ToList();

        var rest = header
            ? await StoredAsync(door.Token(), lastEventId: part[^1].Id)
            : await StoredAsync(door.Token(), "&cursor=" + part[^1].Id);

        Assert.True(all.Count >= 46);
        Assert.Equal(all.Select(IdOf), part.Concat(rest).Select(IdOf));
    }

    [Fact]
    public async Task What_happens_meanwhile_comes_too_and_only_what_lies_in_the_scope()
    {
        var token = door.Token("it@" + MembershipDoor.NaTau, "it-03316");
        await ImportAsync("03316-S1,03316", "03325-S1,03325");
        var seen = await StoredAsync(token);
        Assert.All(seen, e => Assert.Equal("organizations/" + MembershipDoor.NaTau, (string?)e.Data!["organization"]));
        Assert.Contains(seen, e => (string?)e.Data!["data"]?["village"]?["code"] == "03316-S1");

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        await using var live = door.EventsAsync(Stream, token, seen[^1].Id, patience.Token).GetAsyncEnumerator(patience.Token);
        Assert.True(await live.MoveNextAsync());
        Assert.Null(live.Current.Data);
        await ImportAsync("03325-S2,03325", "03316-S2,03316");
        string last;
        do
        {
            last = live.Current.Id;
            Assert.True(await live.MoveNextAsync());
        }
        while (live.Current.Data is null);

        Assert.Equal("03316-S2", (string?)live.Current.Data["data"]!["village"]!["code"]);
        Assert.Equal([(string?)live.Current.Data["id"]], (await StoredAsync(token, lastEventId: last)).Select(IdOf));
    }

    [Fact]
    public async Task Without_the_permission_there_is_a_body_that_says_so()
    {
        var (status, body) = await door.SendAsync(HttpMethod.Get, Stream, token: door.Token("clerk@" + MembershipDoor.NaTau));

        Assert.Equal(403, status);
        Assert.Equal("PERMISSION_MISSING", (string?)body["details"]![0]!["reason"]);
    }

    [Theory]
    [InlineData("/v1/feeds/indicators:stream", 404, "RESOURCE_NOT_FOUND")]
    [InlineData(Stream + "?cursor=forged", 400, "INVALID_FIELDS")]
    public async Task A_wrong_question_is_answered_before_the_stream_begins(string path, int status, string reason)
    {
        var answer = await door.SendAsync(HttpMethod.Get, path);

        Assert.Equal(status, answer.Status);
        Assert.Equal(reason, (string?)answer.Body["details"]![0]!["reason"]);
    }

    [Fact]
    public async Task Another_reader_s_cursor_is_worth_nothing()
    {
        var cursor = (await StoredAsync(door.Token())).First().Id;

        var (status, _) = await door.SendAsync(HttpMethod.Get, $"{Stream}?cursor={cursor}", token: door.Token(client: "it-other"));

        Assert.Equal(400, status);
    }

    [Fact]
    public async Task The_stream_ends_with_the_token()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        var events = 0;
        await foreach (var _ in door.EventsAsync(Stream, door.Token(expiresIn: ThreeSecondsLeft), cancellation: patience.Token))
        {
            events++;
        }

        Assert.True(events >= 46);
    }

    [Fact]
    public async Task A_subscription_ends_with_the_token()
    {
        using var channel = door.Channel();
        var headers = new Metadata { { "authorization", "Bearer " + door.Token(expiresIn: ThreeSecondsLeft) } };
        using var call = new FeedService.FeedServiceClient(channel).Subscribe(
            new SubscribeRequest(), headers, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20), TestContext.Current.CancellationToken);

        var end = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
            {
            }
        });

        Assert.Equal("TOKEN_EXPIRED", end.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason);
    }

    private static string? IdOf((string Id, JsonNode? Data) e) => (string?)e.Data!["id"];

    private async Task<List<(string Id, JsonNode? Data)>> StoredAsync(string token, string query = "", string? lastEventId = null) =>
        await door.EventsAsync($"{Stream}?untilHead=true{query}", token, lastEventId, TestContext.Current.CancellationToken)
            .Where(e => e.Data is not null).ToListAsync(TestContext.Current.CancellationToken);

    private async Task ImportAsync(params string[] villages)
    {
        var csv = "code,communeCode,kind,name,border,remote,headName,headMemberNumber,headSince,cellCode,cellIndependent\n"
            + string.Join('\n', villages.Select(v => $"{v},HAMLET,Bản Thử,false,false,,,,,"));
        var (status, body) = await door.SendAsync(HttpMethod.Post, $"/v1/organizations/{MembershipDoor.Province}/villages:import", csv, "text/csv");
        Assert.Equal(200, status);
        Assert.Equal(villages.Length, (int)body["accepted"]!);
    }
}
