using System.Text;
using DienBien.Feed.V1;
using DienBien.Membership.V1;
using DienBien.Platform.Gateway.Routes;
using DienBien.Platform.Tests.Access;
using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Privacy;

/// <summary>Follows one made-up person through the platform and looks for the person where nobody's data may be.</summary>
public sealed class PersonalDataTests(WatchedWorld world) : IClassFixture<WatchedWorld>
{
    private const string FullName = "Quàng Thị Ngọc Diệp";

    private const string Folded = "ngoc diep";

    private const string Card = "011195000417";

    private const string BirthDate = "1995-07-23";

    private const string HeadName = "Vừ A Páo Sinh";

    [Fact]
    public async Task A_person_is_in_the_register_and_nowhere_else()
    {
        await LiveAsync();
        Assert.Contains(world.Lines, line => line.StartsWith("log ", StringComparison.Ordinal));
        Assert.Contains(world.Lines, line => line.StartsWith("span ", StringComparison.Ordinal) && line.Contains("INSERT", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(world.Lines, line => line.StartsWith("span ", StringComparison.Ordinal) && line.Contains("/v1/members", StringComparison.Ordinal));
        foreach (var secret in (string[])[FullName, Folded, "Ngọc Diệp", Uri.EscapeDataString(FullName), Card, BirthDate, HeadName, Uri.EscapeDataString(HeadName)])
        {
            Expect.None(world.Lines.Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)).Select(line => $"{secret} in {line}"));
        }
    }

    [Fact]
    public async Task The_feed_carries_no_name_card_or_birth_day()
    {
        await LiveAsync();
        var feed = await FeedAsync();
        Assert.Contains(Organization.Descriptor.File.Package, feed, StringComparison.Ordinal);
        foreach (var secret in (string[])[FullName, Folded, Card, BirthDate, HeadName])
        {
            Assert.DoesNotContain(Latin(secret), feed, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task No_card_number_stands_in_a_file()
    {
        await LiveAsync();
        foreach (var file in Directory.EnumerateFiles(world.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            Assert.False(bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.ASCII.GetBytes(Card)) >= 0, file);
        }
    }

    [Fact]
    public void No_url_has_room_for_a_card_number()
    {
        var paths = PlatformContract.Services.SelectMany(service => service.Methods)
            .Where(rpc => PlatformContract.HttpRulesOf(rpc).Any(rule => rule.Get.Length > 0 || rule.Delete.Length > 0))
            .SelectMany(rpc => rpc.InputType.Fields.InDeclarationOrder().Select(field => $"{rpc.FullName} {field.Name}")).ToList();
        Assert.NotEmpty(paths);
        Assert.DoesNotContain(paths, path => path.Contains("card", StringComparison.Ordinal) || path.Contains("national_id", StringComparison.Ordinal));
    }

    /// <summary>Is imported, is named as a head, imported again, searched by name and read.</summary>
    private async Task LiveAsync()
    {
        await world.ImportAsync("members", Members(FullName, Card));
        await world.ImportAsync("villages", $"""
            code,communeCode,kind,name,border,remote,headName,headMemberNumber,headSince,cellCode,cellIndependent
            PV,03316,HAMLET,Bản P,true,true,{HeadName},,2024-01-01,NC,false
            """);
        await world.ImportAsync("members", Members(FullName, Card));
        await world.CatchUpAsync();
        var member = await ReadAsync();
        Assert.Equal("0417", member.CardNumber[^4..]);
        Assert.DoesNotContain(Card, member.ToString(), StringComparison.Ordinal);
    }

    private async Task<Member> ReadAsync()
    {
        var client = new MemberService.MemberServiceClient(world.Channel("membership"));
        var headers = world.Bearer($"it@{ServicesWorld.Province}");
        var found = await client.ListMembersAsync(new ListMembersRequest { Query = FullName }, headers);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{world.Door}/v1/members?query={Uri.EscapeDataString(FullName)}");
        request.Headers.Authorization = new("Bearer", world.Token($"it@{ServicesWorld.Province}"));
        // The caller's own span may hold the caller's own question.
        using (OpenTelemetry.SuppressInstrumentationScope.Begin())
        {
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Contains("Diệp", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        return await client.GetMemberAsync(new GetMemberRequest { Name = found.Members.Single().Name }, headers);
    }

    private async Task<string> FeedAsync()
    {
        using var call = new FeedService.FeedServiceClient(world.Channel("membership")).Subscribe(new SubscribeRequest { UntilHead = true }, world.Bearer($"service@{ServicesWorld.Province}"));
        var text = new StringBuilder();
        await foreach (var batch in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            text.Append(Encoding.Latin1.GetString(batch.ToByteArray()));
        }

        return text.ToString();
    }

    private static string Latin(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static string Members(string name, string card) => $"""
        memberNumber,organizationCode,fullName,sex,birthDate,ethnicity,education,occupation,admittedOn,officialOn,cardNumber
        P1,NC,{name},FEMALE,{BirthDate},Thái,12/12,Nông dân,2020-03-03,2021-03-03,{card}
        """;
}
