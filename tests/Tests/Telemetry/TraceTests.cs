using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DienBien.Membership.V1;
using DienBien.Platform.Tests.EndToEnd;
using DienBien.Platform.Tests.Faults;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace DienBien.Platform.Tests.Telemetry;

/// <summary>A request is one trace through gateway, service and SQL; what follows from it links to it.</summary>
public sealed class TraceTests(LocalPlatformFixture platform) : IClassFixture<LocalPlatformFixture>, IDisposable
{
    private readonly Spans spans = new();

    private readonly ActivityTraceId trace = ActivityTraceId.CreateRandom();

    public void Dispose() => spans.Dispose();

    [Fact]
    public async Task A_request_is_one_trace_and_the_consumer_of_its_event_links_to_it()
    {
        // The first request of all fetches the issuer's keys, which would be calls of its trace as well.
        await platform.GetAsync("it-province", $"/v1/{LocalPlatformFixture.NaTau}/members?pageSize=1");
        var (status, body) = await SendAsync(HttpMethod.Post, $"/v1/{LocalPlatformFixture.NaTau}/members:import", """
            memberNumber,organizationCode,fullName,sex,birthDate,ethnicity,education,occupation,admittedOn,officialOn,cardNumber
            TR1,03316,Lò Văn Vết,MALE,1980-05-01,Thái,12/12,Nông dân,2005-03-03,2006-03-03,011080012345
            """, "text/csv");
        Assert.Equal((200, 1), (status, (int)body["accepted"]!));
        var all = await spans.OfAsync(trace, span => span is { Kind: ActivityKind.Server } && span.ParentSpanId.ToHexString() == "00f067aa0ba902b7");
        var gateway = Assert.Single(all, span => span.Kind == ActivityKind.Server && span.ParentSpanId.ToHexString() == "00f067aa0ba902b7");
        var forward = Assert.Single(all, span => span.Kind == ActivityKind.Client && !Spans.IsSql(span));
        var service = Assert.Single(all, span => span.Kind == ActivityKind.Server && span != gateway);
        Assert.Equal((gateway.SpanId, forward.SpanId), (forward.ParentSpanId, service.ParentSpanId));
        var statements = all.Where(Spans.IsSql).ToArray();
        Assert.All(statements, sql => Assert.Equal(service.SpanId, sql.ParentSpanId));
        Assert.Contains(statements, sql => (string?)sql.GetTagItem("db.query.text") == "INSERT INTO feed");
        Assert.Contains(statements, sql => sql.DisplayName == "sql SELECT");

        var consumers = await spans.LinkedToAsync(trace);
        // Three services follow Membership, each in a trace of its own.
        Assert.All(consumers, consumer => Assert.Equal((ActivityKind.Consumer, default, true), (consumer.Kind, consumer.ParentSpanId, consumer.TraceId != trace)));
        Assert.Contains(consumers, consumer => consumer.Links.Any(link => link.Context.SpanId == service.SpanId));
        var applied = await spans.OfAsync(consumers[0].TraceId, Spans.IsSql);
        Assert.All(applied.Where(Spans.IsSql), sql => Assert.Equal(consumers[0].SpanId, sql.ParentSpanId));
        NoPersonalData([.. all, .. consumers, .. applied]);
    }

    [Fact]
    public async Task A_search_leaves_no_name_in_a_span()
    {
        var (status, _) = await SendAsync(HttpMethod.Get, $"/v1/{LocalPlatformFixture.NaTau}/members?query=L%C3%B2+V%C4%83n+V%E1%BA%BFt&pageSize=10");
        Assert.Equal(200, status);
        NoPersonalData(await spans.OfAsync(trace, span => span.ParentSpanId.ToHexString() == "00f067aa0ba902b7"));
    }

    [Fact]
    public async Task A_failing_call_has_an_error_span_and_a_refused_one_has_none()
    {
        var broken = new LocalPlatformFixture();
        await broken.InitializeAsync();
        await using (broken)
        {
            using (var database = Shared.Data.Database.SqliteFile(Path.Combine(broken.Folder, "membership.db")))
            {
                await database.ChangeAsync("ALTER TABLE head_names RENAME TO head_names_away");
                await database.ChangeAsync("ALTER TABLE villages RENAME TO villages_away");
            }

            using var channel = GrpcChannel.ForAddress(broken.Grpc);
            var client = new VillageService.VillageServiceClient(channel);
            var headers = new Metadata { { "authorization", "Bearer " + await broken.TokenAsync("it-province") } };
            // The client puts its own span in between; it joins the trace that is current.
            using var root = new Activity("test").SetParentId($"00-{trace}-00f067aa0ba902b7-01").Start();
            var failure = await Assert.ThrowsAsync<RpcException>(async () => await client.ListVillagesAsync(new ListVillagesRequest { Parent = LocalPlatformFixture.NaTau }, headers, cancellationToken: TestContext.Current.CancellationToken));
            Assert.Equal(StatusCode.Internal, failure.StatusCode);
            var failed = await spans.OfAsync(trace, span => span.Status == ActivityStatusCode.Error);
            Assert.Contains(failed, span => span is { Kind: ActivityKind.Server, Status: ActivityStatusCode.Error, StatusDescription: "INTERNAL_ERROR" });
        }

        var (status, _) = await SendAsync(HttpMethod.Get, "/v1/organizations/01890000-0000-7000-8000-000000099999");
        Assert.Equal(404, status);
    }

    private static void NoPersonalData(IEnumerable<Activity> traced)
    {
        foreach (var text in traced.SelectMany(Spans.TextsOf))
        {
            foreach (var secret in (string[])["Lò Văn", "L%C3%B2", "lo van", "011080012345", "1980-05-01", "eyJ"])
            {
                Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    private async Task<(int Status, JsonNode Body)> SendAsync(HttpMethod method, string path, string? content = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, new Uri(platform.Http.BaseAddress!, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await platform.TokenAsync("it-province"));
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        request.Content = content is null ? null : new StringContent(content, Encoding.UTF8, type);
        // The test's own client would begin a span and put it in place of ours.
        using var plain = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null });
        using var response = await plain.SendAsync(request);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
