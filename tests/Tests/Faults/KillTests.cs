using System.Diagnostics;
using System.Text.Json.Nodes;
using DienBien.Platform.Membership.Imports;
using DienBien.Platform.Shared;
using DienBien.Platform.Tests.Rules;
using Xunit;

namespace DienBien.Platform.Tests.Faults;

/// <summary>kill -9 in the middle of the work: nothing acknowledged is lost, nothing is there twice.</summary>
public sealed class KillTests(FaultRig rig, ITestOutputHelper output) : IClassFixture<FaultRig>
{
    private const int Rounds = 10;

    private const int Batch = ImportRunner.BatchSize;

    private const int Rows = 6_000;

    private readonly Random random = Moments.Random(output);

    [Fact, Rule("R-IND-9")]
    public async Task Membership_killed_during_an_import_keeps_what_it_acknowledged_and_takes_the_file_again()
    {
        var cut = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var file = rig.NewFile(Rows);
            var acknowledged = await ImportUntilKilledAsync(file);
            var stored = await Wholeness.StoredAsync(rig.Register, file);
            output.WriteLine($"Round {round}: {acknowledged} acknowledged, {stored} stored.");
            Assert.True(stored >= acknowledged && (stored % Batch == 0 || stored == Rows), $"{stored} of {acknowledged} acknowledged rows are there.");
            Assert.Empty(Directory.EnumerateFiles(rig.Uploads));
            cut += stored < file.Members.Count ? 1 : 0;

            await rig.Membership.StartAsync();
            await Wholeness.HoldsAsync(rig.Register);
            Assert.Equal((file.Members.Count - stored, stored, 0), await rig.CompleteAsync(file));
            Assert.Equal(file.Members.Count, await Wholeness.StoredAsync(rig.Register, file));
        }

        Assert.True(cut >= Rounds / 2, $"Only {cut} imports were cut short: the moments are badly chosen.");
        Assert.Equal(0, await rig.Membership.RunAsync("verify-audit"));
        await Wholeness.HoldsAsync(rig.Register);
        Assert.DoesNotContain(rig.Files[0].Members[0].Name, rig.Membership.Output, StringComparison.Ordinal);
        await rig.CatchUpAsync();
        await Figures.AgreeAsync(rig);
    }

    [Fact]
    public async Task A_request_repeated_after_a_kill_has_one_effect_and_one_answer()
    {
        var file = rig.NewFile(100);
        await rig.CompleteAsync(file);
        using var lister = rig.Membership.Client(rig.Token);
        var villages = JsonNode.Parse(await lister.GetStringAsync(new Uri("/v1/organizations/01890000-0000-7000-8000-000000003316/villages?pageSize=1000", UriKind.Relative), TestContext.Current.CancellationToken))!;
        // Its head is no member, before and after, so that the numbers stay as the files say.
        var village = (string)villages["villages"]!.AsArray().Single(v => (string?)v!["code"] == file.Villages[2].Code)!["name"]!;
        for (var round = 0; round < 4; round++)
        {
            var id = Ids.New();
            var body = $$"""{"head":{"displayName":"Sùng A Chu {{round}}","since":"2026-09-{{round + 1:D2}}"},"requestId":"{{id}}"}""";
            var lost = SendAsync(village, body);
            // The first time the process dies as soon as the effect is kept, the other times wherever it happens to be.
            var (waited, moment) = (Stopwatch.StartNew(), random.Next(20));
            while (!lost.IsCompleted && (round == 0 ? await RecordedAsync(id) == 0 : waited.ElapsedMilliseconds < moment))
            {
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            await rig.Membership.KillAsync();
            var first = await lost;
            await rig.Membership.StartAsync();
            var (second, third) = (await SendAsync(village, body), await SendAsync(village, body));
            Assert.NotNull(second);
            Assert.Equal(second, third);
            Assert.Equal(second, first ?? second);
            Assert.Equal(1, await RecordedAsync(id));
            Assert.Equal(1, await rig.Register.NumberAsync("SELECT COUNT(*) FROM village_heads h JOIN head_names n ON n.id = h.name_id WHERE n.display_name = @name AND h.superseded_at IS NULL", new { name = $"Sùng A Chu {round}" }));
        }

        await Wholeness.HoldsAsync(rig.Register);
    }

    /// <summary>Starts an import, kills the process at some moment, and returns how many rows it had said to be kept.</summary>
    private async Task<int> ImportUntilKilledAsync(RegisterFile file)
    {
        var acknowledged = 0;
        var (target, begun) = (random.Next(0, 2) * Batch, new TaskCompletionSource());
        var reading = Task.Run(async () =>
        {
            using var client = rig.Membership.Client(rig.Token);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(FaultRig.ImportPath("members"), UriKind.Relative)) { Content = FaultRig.Csv(file.MembersCsv()), Version = client.DefaultRequestVersion, VersionPolicy = client.DefaultVersionPolicy };
            request.Headers.Accept.Add(new("application/x-ndjson"));
            try
            {
                if (target == 0)
                {
                    begun.TrySetResult();
                }

                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
                while (await lines.ReadLineAsync() is { } line)
                {
                    acknowledged = (int)JsonNode.Parse(line)!["rows"]!;
                    if (acknowledged >= target)
                    {
                        begun.TrySetResult();
                    }
                }
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException)
            {
                output.WriteLine($"The connection broke after {acknowledged} rows.");
            }
            finally
            {
                begun.TrySetResult();
            }
        });
        await begun.Task;
        await Task.Delay(random.Next(0, 120));
        await rig.Membership.KillAsync();
        await reading;
        return acknowledged;
    }

    private Task<long> RecordedAsync(string requestId) => rig.Register.NumberAsync("SELECT COUNT(*) FROM idempotency WHERE request_id = @requestId", new { requestId });

    /// <summary>The answer, or null if none came.</summary>
    private async Task<string?> SendAsync(string village, string body)
    {
        using var client = rig.Membership.Client(rig.Token);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        try
        {
            using var answer = await client.PostAsync(new Uri($"/v1/{village}:appointHead", UriKind.Relative), content);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, text);
            return text;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return null;
        }
    }
}
