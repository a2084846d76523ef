using System.Text.Json.Nodes;
using DienBien.Platform.Local;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace DienBien.Platform.Benchmarks;

/// <summary>What a host of Indicators needs to stand beside a running platform, and tokens for its clients.</summary>
internal static class BenchmarkSettings
{
    /// <param name="platform">The platform whose Identity and Membership are used.</param>
    /// <param name="folder">The platform's data directory.</param>
    /// <param name="data">The host's own.</param>
    public static Dictionary<string, string?> Of(LocalPlatform platform, string folder, string data) => new()
    {
        ["Data:Directory"] = data,
        ["Identity:Issuer"] = platform.Http + "/",
        ["Identity:Metadata"] = platform.Http + "/.well-known/openid-configuration",
        ["Identity:Token"] = platform.Http + "/connect/token",
        ["Identity:ClientId"] = "svc-indicators",
        ["Identity:ClientSecret"] = DemoCredentials.Read(folder).SecretOf("svc-indicators"),
        ["Feeds:membership"] = platform.Membership.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(),
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
    };

    public static async Task<string> TokenAsync(LocalPlatform platform, string folder, string client)
    {
        using var http = new HttpClient { BaseAddress = new Uri(platform.Http) };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client,
            ["client_secret"] = DemoCredentials.Read(folder).SecretOf(client),
        });
        using var response = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), form);
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["access_token"]!;
    }
}
