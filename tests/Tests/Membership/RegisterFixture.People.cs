using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Membership.Villages;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Tests.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DienBien.Platform.Tests.Membership;

/// <content>People, and files about them.</content>
public sealed partial class RegisterFixture
{
    public const string MemberHeader = "memberNumber,organizationCode,fullName,sex,birthDate,ethnicity,education,occupation,admittedOn,officialOn,cardNumber";

    private int cards;

    private int births;

    public ImportService.ImportServiceClient Imports => new(Channel);

    /// <summary>A card number that no other test uses.</summary>
    public string NewCard() => string.Create(CultureInfo.InvariantCulture, $"0110{Interlocked.Increment(ref cards):D8}");

    /// <summary>A date of birth that few others have: people of one name are no duplicates by chance.</summary>
    public string NewBirthDate() => DienBien.Platform.Shared.Calendar.IsoDate.Of(new DateOnly(1961, 1, 1).AddDays(Interlocked.Increment(ref births) % 7_000));

    /// <summary>A member as a request states him.</summary>
    public Member Person(string card = "", string? number = null) => new()
    {
        MemberNumber = number ?? NewCode("P"),
        FullName = "Lò Văn Kiểm Thử",
        Sex = Member.Types.Sex.Male,
        BirthDate = NewBirthDate(),
        AdmittedOn = "2018-03-03",
        OfficialOn = "2019-03-03",
        CardNumber = card,
    };

    /// <summary>A member on record.</summary>
    public async Task<Member> CreateAsync(Member member, string parent = NaTau) =>
        await Members.CreateMemberAsync(new CreateMemberRequest { Parent = parent, Member = member }, Board);

    public DossierService.DossierServiceClient Dossiers => new(Channel);

    /// <summary>Corrects a member's name.</summary>
    public async Task<Member> RenameAsync(Member member, string name) =>
        await Dossiers.CorrectNameAsync(new CorrectNameRequest { Name = member.Name, FullName = name, Document = "KS 7/1981", Consent = "9-CV/ĐU" }, Board);

    /// <summary>A line of a file of members; each change is a column and its value.</summary>
    public string Line(string organization = "03316", params (string Column, string Value)[] changes)
    {
        var values = new Dictionary<string, string>
        {
            ["memberNumber"] = NewCode("L"), ["organizationCode"] = organization, ["fullName"] = "Quàng Thị Dòng", ["sex"] = "FEMALE", ["birthDate"] = NewBirthDate(),
            ["ethnicity"] = "Thái", ["education"] = "12/12", ["occupation"] = "Nông dân", ["admittedOn"] = "2015-03-03", ["officialOn"] = "2016-03-03", ["cardNumber"] = "",
        };
        foreach (var (column, value) in changes)
        {
            values[column] = value;
        }

        return string.Join(',', MemberHeader.Split(',').Select(column => values[column]));
    }

    /// <summary>Uploads a file of any type as a role on an organisation.</summary>
    public async Task<(int Status, JsonNode Body)> UploadAsync(byte[] file, string type, string collection = "members", string query = "", string parent = Province, string role = "organization-board", string organization = Province)
    {
        using var content = new ByteArrayContent(file) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        return await SendAsync(HttpMethod.Post, $"/v1/{parent}/{collection}:import{query}", content, role, organization);
    }

    /// <summary>Uploads lines of members as the IT system of an organisation.</summary>
    public async Task<JsonNode> ImportLinesAsync(string organization, string query, params string[] lines)
    {
        var (status, body) = await UploadAsync(System.Text.Encoding.UTF8.GetBytes(MemberHeader + "\n" + string.Join('\n', lines) + "\n"), "text/csv", query: query, parent: organization, role: "it", organization: organization);
        Assert.Equal(200, status);
        return body;
    }

    public static (int Accepted, int Unchanged, int Rejected) Counts(JsonNode body) => ((int)body["accepted"]!, (int)body["unchanged"]!, (int)body["rejected"]!);

    /// <summary>The refusals as <c>line field REASON</c>.</summary>
    public static string[] Rejections(JsonNode body) => [.. body["rejections"]!.AsArray().Select(r => $"{(int)r!["line"]!} {(string?)r["field"]} {(string?)r["reason"]}")];

    /// <summary>Removes the names of former heads as on another day.</summary>
    public Task<int> RunRetentionAsync(DateTimeOffset now) => Retention(now).RunOnceAsync(TestContext.Current.CancellationToken);

    internal HeadNameRetention Retention(DateTimeOffset now)
    {
        var clock = new ManualClock(now);
        return new HeadNameRetention(app.Services.GetRequiredService<Database>(), app.Services.GetRequiredService<Commands>(), clock, NullLogger<HeadNameRetention>.Instance);
    }

    /// <summary>What the database holds in any text column of some tables, for a search of what must not be there.</summary>
    public async Task<string> NamesOnRecordAsync()
    {
        var database = app.Services.GetRequiredService<Database>();
        var names = await database.ReadAsync(session => session.QueryAsync<string>("SELECT n.display_name FROM head_names n WHERE n.erased_at IS NULL"), TestContext.Current.CancellationToken);
        return string.Join('\n', names);
    }

    public Task<long> LastPositionAsync() => app.Services.GetRequiredService<Database>().ReadAsync(
        session => session.SingleAsync<long>("SELECT position + audit_position FROM feed_head WHERE id = 1"), TestContext.Current.CancellationToken);

    /// <summary>Records a member by what was known of an organisation earlier, as a writer does whom another one overtook.</summary>
    internal Task<MemberRow> AddByStaleFactsAsync(Member member, OrganizationRow organization) => InWorkAsync(work => MemberStore.AddAsync(
        work, app.Services.GetRequiredService<CardVault>(), member, organization, new Scope([PathRange.Of(organization.Path)]), new DateOnly(2026, 11, 24)));

    internal Task<OrganizationRow> RowAsync(string organization) => InWorkAsync(async work =>
        (await OrganizationStore.FindAsync(work, Id(organization), new Scope([PathRange.Of("1.")])))!);

    public async Task<int> CountMembersAsync(string organization)
    {
        var (count, request) = (0, new ListMembersRequest { Parent = organization, PageSize = 1_000 });
        do
        {
            var page = await Members.ListMembersAsync(request, Board);
            (count, request.PageToken) = (count + page.Members.Count, page.NextPageToken);
        }
        while (request.PageToken.Length > 0);
        return count;
    }
}
