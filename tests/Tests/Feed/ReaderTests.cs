using DienBien.Feed.V1;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Feed;

/// <summary>What outside systems see of the feed: their part, with a place that only they can use.</summary>
public sealed class ReaderTests(FeedWorld world) : IClassFixture<FeedWorld>
{
    [Fact]
    public async Task A_reader_of_a_commune_gets_its_own_events_and_no_position()
    {
        await world.EmitAsync(3, FeedWorld.NaTau);
        await world.EmitAsync(4, FeedWorld.MuongPhang);
        var own = await world.ReadAsync("it-03316", new SubscribeRequest());
        Assert.All(own.SelectMany(batch => batch.Events), e => Assert.Equal((0, $"organizations/{FeedWorld.NaTau}"), (e.Position, e.Organization)));
        Assert.True(own.Sum(batch => batch.Events.Count) >= 3);
        Assert.All(own, batch => Assert.Equal(0, batch.HeadPosition));
        var all = await world.ReadAsync("it-province", new SubscribeRequest());
        Assert.Equal((await world.StoredAsync()).Select(e => e.Id), all.SelectMany(batch => batch.Events).Select(e => e.Id));
    }

    [Fact]
    public async Task A_cursor_goes_on_where_it_was_given()
    {
        await world.EmitAsync(3);
        var first = await world.ReadAsync("it-03316", new SubscribeRequest { MaxBatchSize = 2 });
        await world.EmitAsync(2);
        var rest = await world.ReadAsync("it-03316", new SubscribeRequest { Cursor = first[^1].Cursor });
        Assert.Equal(2, rest.Sum(batch => batch.Events.Count));
        var again = await world.ReadAsync("it-03316", new SubscribeRequest { Cursor = first[0].Cursor });
        Assert.Equal(
            first.Skip(1).SelectMany(batch => batch.Events).Concat(rest.SelectMany(batch => batch.Events)).Select(e => e.Id),
            again.SelectMany(batch => batch.Events).Select(e => e.Id));
    }

    [Fact]
    public async Task What_happens_elsewhere_is_not_even_heard()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var start = await world.ReadAsync("it-03316", new SubscribeRequest());
        using var call = await world.SubscribeAsync("it-03316", new SubscribeRequest { Cursor = start[^1].Cursor }, stop.Token);
        // The opening heartbeat: nothing new for a start.
        Assert.True(await call.ResponseStream.MoveNext(stop.Token));
        Assert.Empty(call.ResponseStream.Current.Events);
        var next = call.ResponseStream.MoveNext(stop.Token);
        for (var i = 0; i < 5; i++)
        {
            await world.EmitAsync(10, FeedWorld.MuongPhang);
            await Task.Delay(100, stop.Token);
        }

        Assert.False(next.IsCompleted, "A batch came for events of another commune.");
        await world.EmitAsync(1, FeedWorld.NaTau);
        Assert.True(await next);
        Assert.Single(call.ResponseStream.Current.Events);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task A_cursor_of_another_client_a_changed_one_and_nonsense_are_refused()
    {
        await world.EmitAsync(1);
        var cursor = (await world.ReadAsync("it-province", new SubscribeRequest()))[^1].Cursor;
        var changed = cursor[..^8] + (cursor[^8] == 'A' ? 'B' : 'A') + cursor[^7..];
        foreach (var wrong in (string[])[cursor, changed, "AAAA", "1 it-03316", new string('x', 5_000)])
        {
            Assert.Equal(StatusCode.InvalidArgument, await RefusalAsync("it-03316", new SubscribeRequest { Cursor = wrong }));
        }
    }

    [Fact]
    public async Task Only_services_may_name_a_position_and_none_may_lie_ahead()
    {
        Assert.Equal(StatusCode.InvalidArgument, await RefusalAsync("it-03316", new SubscribeRequest { AfterPosition = 1 }));
        Assert.Equal(StatusCode.InvalidArgument, await RefusalAsync("svc-indicators", new SubscribeRequest { AfterPosition = -1 }));
        Assert.Equal(StatusCode.InvalidArgument, await RefusalAsync("it-03316", new SubscribeRequest { MaxBatchSize = -1 }));
        Assert.Equal(StatusCode.OutOfRange, await RefusalAsync("svc-indicators", new SubscribeRequest { AfterPosition = 1_000_000 }));
        Assert.Equal(StatusCode.NotFound, await RefusalAsync("it-03316", new SubscribeRequest { Feed = "feeds/elsewhere" }));
    }

    private async Task<StatusCode> RefusalAsync(string client, SubscribeRequest request) =>
        (await Assert.ThrowsAsync<RpcException>(() => world.ReadAsync(client, request))).StatusCode;
}
