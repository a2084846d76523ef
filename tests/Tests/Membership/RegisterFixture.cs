using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using DienBien.Feed.V1;
using DienBien.Membership.V1;
using DienBien.Platform.Membership;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Tests.Gateway;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DienBien.Platform.Tests.Membership;

/// <summary>All classes of the collection share one Membership service; their tests run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SharedRegister : ICollectionFixture<RegisterFixture>
{
    public const string Name = "register";
}

/// <summary>
/// Membership alone on a real socket and a database file of its own, with an issuer that gives out any role.
/// Tests that share it keep apart by codes of their own: <see cref="NewCode"/>.
/// </summary>
public sealed partial class RegisterFixture : IAsyncLifetime
{
    public const string Province = "organizations/01890000-0000-7000-8000-000000000011";

    public const string NaTau = "organizations/01890000-0000-7000-8000-000000003316";

    public const string MuongPhang = "organizations/01890000-0000-7000-8000-000000003325";

    private const string SelectAudit = "SELECT rpc FROM audit WHERE position > 0 AND resource = @resource ORDER BY position";

    private readonly string folder = Path.Combine(Path.GetTempPath(), "register-" + Guid.CreateVersion7().ToString("N"));

    private FakeIssuer issuer = null!;

    private WebApplication app = null!;

    private int codes;

    public GrpcChannel Channel { get; private set; } = null!;

    /// <summary>The JSON side; HTTP/2 only, as behind the gateway.</summary>
    public HttpClient Http { get; private set; } = null!;

    public OrganizationService.OrganizationServiceClient Organizations => new(Channel);

    public VillageService.VillageServiceClient Villages => new(Channel);

    public MemberService.MemberServiceClient Members => new(Channel);

    public PolicyService.PolicyServiceClient Policies => new(Channel);

    /// <summary>Who writes everywhere unless a test says otherwise.</summary>
    public CallOptions Board => As("organization-board", Province);

    public async ValueTask InitializeAsync()
    {
        issuer = await FakeIssuer.StartAsync();
        app = MembershipHost.Build([], settings => settings.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Directory"] = folder,
            ["Identity:Issuer"] = FakeIssuer.Issuer,
            ["Identity:Metadata"] = issuer.Metadata,
            ["Logging:LogLevel:Default"] = "Error",
        }));
        await app.StartAsync();
        var address = new Uri(app.Urls.Single());
        Channel = GrpcChannel.ForAddress(address);
        Http = new HttpClient { BaseAddress = address, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Channel.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await issuer.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A caller without a token.</summary>
    public static CallOptions Nobody => new(cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>A caller who holds a role on an organisation.</summary>
    public CallOptions As(string role, string organization, string? language = null, string? client = null)
    {
        var headers = new Metadata { { "authorization", "Bearer " + Token(role, organization, client) } };
        if (language is not null)
        {
            headers.Add("accept-language", language);
        }

        return new CallOptions(headers, cancellationToken: TestContext.Current.CancellationToken);
    }

    public string Token(string role, string organization, string? client = null) =>
        issuer.Token(client ?? $"{role}-test", bindings: [$"{role}@{organization[(organization.IndexOf('/', StringComparison.Ordinal) + 1)..]}"]);

    /// <summary>The token of one caller with several roles.</summary>
    public string Token(params (string Role, string Organization)[] bindings) =>
        issuer.Token("several-test", bindings: [.. bindings.Select(binding => $"{binding.Role}@{binding.Organization[(binding.Organization.IndexOf('/', StringComparison.Ordinal) + 1)..]}")]);

    /// <summary>A code or number that no other test uses; later ones sort behind.</summary>
    public string NewCode(string prefix = "T") => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}-{Interlocked.Increment(ref codes):D5}");

    /// <summary>Sends JSON as a role on an organisation and reads the JSON answer.</summary>
    public async Task<(int Status, JsonNode Body)> SendAsync(HttpMethod method, string path, HttpContent? content = null, string role = "organization-board", string organization = Province)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content, Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(role, organization));
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    /// <summary>Imports a file of organisations, villages or members as the province's board.</summary>
    public async Task<JsonNode> ImportAsync(string collection, string csv, string parent = Province)
    {
        using var content = new StringContent(csv, System.Text.Encoding.UTF8, "text/csv");
        var (status, body) = await SendAsync(HttpMethod.Post, $"/v1/{parent}/{collection}:import", content);
        Assert.Equal(200, status);
        return body;
    }

    /// <summary>The types of the feed's events about a resource, oldest first.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(string subject)
    {
        var events = new List<string>();
        using var call = new FeedService.FeedServiceClient(Channel).Subscribe(new SubscribeRequest { UntilHead = true, MaxBatchSize = 5_000 }, As("service", Province));
        await foreach (var batch in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            events.AddRange(batch.Events.Where(e => e.Subject == subject).Select(e => e.Type[(e.Type.LastIndexOf('.') + 1)..]));
        }

        return events;
    }

    /// <summary>The RPCs that the audit log holds for a resource, oldest first.</summary>
    public async Task<IReadOnlyList<string>> AuditAsync(string resource)
    {
        var rpcs = await app.Services.GetRequiredService<Database>().ReadAsync(
            session => session.QueryAsync<string>(SelectAudit, new { resource }), TestContext.Current.CancellationToken);
        return [.. rpcs.Select(rpc => rpc[(rpc.LastIndexOf('/') + 1)..])];
    }
}
