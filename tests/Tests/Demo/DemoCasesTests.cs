using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using DienBien.Platform.Local;
using DienBien.Platform.Shared.Calendar;
using Xunit;

namespace DienBien.Platform.Tests.Demo;

/// <summary>What is under way in the demonstration, told through the gateway.</summary>
public sealed class DemoCasesTests
{
    private const string Commune = "organizations/01890000-0000-7000-8000-000000003316";

    [Fact]
    public async Task A_commune_has_candidates_at_five_stages_a_transfer_fees_and_what_is_due()
    {
        var folder = Directory.CreateTempSubdirectory("dienbien-cases-").FullName;
        await using (var platform = await LocalPlatform.StartAsync(new LocalOptions { Data = folder, Http = 0, Grpc = 0 }, TestContext.Current.CancellationToken))
        {
            await DemoCases.ApplyAsync(platform, TestContext.Current.CancellationToken);
            // A second start finds them.
            await DemoCases.ApplyAsync(platform, TestContext.Current.CancellationToken);
            using var http = await SignInAsync(platform, folder);
            var candidates = await ListAsync(http, $"/v1/{Commune}/candidates", "candidates");
            Assert.Equal(["AWARE", "CELL_PASSED", "DECIDED", "DOSSIER", "OUTSTANDING"], candidates.Select(candidate => (string)candidate!["stage"]!).Order(StringComparer.Ordinal));
            Assert.Single(await ListAsync(http, $"/v1/{Commune}/transfers", "transfers"));
            Assert.NotEmpty(await ListAsync(http, $"/v1/{Commune}/deadlines", "deadlines"));
            var states = (await ListAsync(http, $"/v1/{Commune}/fees?month={TimeProvider.System.Today().AddMonths(-1):yyyy-MM}&pageSize=1000", "fees")).Select(fee => (string)fee!["state"]!).ToHashSet();
            Assert.Superset(new HashSet<string> { "PAID" }, states);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<HttpClient> SignInAsync(LocalPlatform platform, string folder)
    {
        var http = new HttpClient { BaseAddress = new Uri(platform.Http) };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = "board-province", ["client_secret"] = DemoCredentials.Read(folder).SecretOf("board-province"),
        });
        using var answer = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), form, TestContext.Current.CancellationToken);
        var token = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["access_token"]!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private static async Task<JsonArray> ListAsync(HttpClient http, string path, string list)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonNode.Parse(body)![list]!.AsArray();
    }
}
