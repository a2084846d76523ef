using DienBien.Membership.V1;
using DienBien.Platform.Indicators;
using DienBien.Platform.Inspection;
using DienBien.Platform.Local;
using DienBien.Platform.Meetings;
using DienBien.Platform.Membership;
using DienBien.Platform.Membership.Badges;
using DienBien.Platform.Membership.Fees;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Tests.Gateway;
using DienBien.Platform.Tests.Membership;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DienBien.Platform.Tests.Access;

/// <summary>The four services on real sockets, an issuer whose tokens they trust, and two communes with a village, a cell and a member each.</summary>
public class ServicesWorld : IAsyncLifetime
{
    public const string Province = "01890000-0000-7000-8000-000000000011";

    /// <summary>What the review of each place says.</summary>
    internal const string ReviewText = "Còn nóng tính với bà con Huổi Lóng";

    private readonly string folder = Directory.CreateTempSubdirectory("services").FullName;

    private readonly Dictionary<string, WebApplication> hosts = [];

    private readonly Dictionary<string, GrpcChannel> channels = [];

    private FakeIssuer issuer = null!;

    /// <summary>What the services log; the console shows warnings only.</summary>
    protected virtual string LogLevel => "Warning";

    /// <summary>The commune that callers are bound to.</summary>
    internal Place Near { get; private set; } = null!;

    /// <summary>Another commune.</summary>
    internal Place Far { get; private set; } = null!;

    internal string Folder => folder;

    internal IReadOnlyDictionary<string, WebApplication> Hosts => hosts;

    public virtual async ValueTask InitializeAsync()
    {
        issuer = await FakeIssuer.StartAsync();
        await StartAsync("membership", MembershipHost.Build);
        await StartAsync("meetings", MeetingsHost.Build);
        await StartAsync("inspection", InspectionHost.Build);
        await StartAsync("indicators", IndicatorsHost.Build);
        Near = await SettleAsync("01890000-0000-7000-8000-000000003316", "03316", "N");
        Far = await SettleAsync("01890000-0000-7000-8000-000000003325", "03325", "F");
        await CatchUpAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var channel in channels.Values)
        {
            channel.Dispose();
        }

        foreach (var host in hosts.Values.Reverse())
        {
            await host.StopAsync();
            await host.DisposeAsync();
        }

        await issuer.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    internal GrpcChannel Channel(string service) => channels[service];

    internal string Token(params string[] bindings) => issuer.Token(bindings: bindings);

    internal Metadata Bearer(params string[] bindings) => new() { { "authorization", "Bearer " + Token(bindings) } };

    internal Task CatchUpAsync() => Followers.CatchUpAsync(hosts["membership"], hosts.Values.Skip(1), CancellationToken.None);

    /// <summary>Imports a file as the province and expects all of its lines to be taken.</summary>
    internal async Task ImportAsync(string collection, string text)
    {
        var client = new ImportService.ImportServiceClient(Channel("membership"));
        var (parent, content, headers) = ($"organizations/{Province}", ByteString.CopyFromUtf8(text), Bearer($"it@{Province}"));
        var progress = collection switch
        {
            "organizations" => await AnswerAsync(client.ImportOrganizations(headers), new ImportOrganizationsRequest { Parent = parent, ContentType = "text/csv", Content = content }),
            "members" => await AnswerAsync(client.ImportMembers(headers), new ImportMembersRequest { Parent = parent, ContentType = "text/csv", Content = content }),
            _ => await AnswerAsync(client.ImportVillages(headers), new ImportVillagesRequest { Parent = parent, ContentType = "text/csv", Content = content }),
        };
        Assert.Empty(progress.Summary.Rejections.Select(rejection => $"{rejection.Line} {rejection.Field} {rejection.Reason}"));
    }

    /// <summary>Lets a derived world listen to a service before it starts.</summary>
    protected virtual void Prepare(WebApplication host)
    {
    }

    private static async Task<ImportProgress> AnswerAsync<T>(AsyncDuplexStreamingCall<T, ImportProgress> call, T request)
    {
        using (call)
        {
            await call.RequestStream.WriteAsync(request);
            await call.RequestStream.CompleteAsync();
            var last = new ImportProgress();
            await foreach (var progress in call.ResponseStream.ReadAllAsync())
            {
                last = progress;
            }

            return last;
        }
    }

    private async Task<Place> SettleAsync(string commune, string code, string prefix)
    {
        await ImportAsync("organizations", $"code,parentCode,kind,sector,name,areaCode,establishedOn\n{prefix}C,{code},CELL,VILLAGE,Chi bộ bản {prefix},,2010-01-01\n");
        await ImportAsync("members", $"""
            memberNumber,organizationCode,fullName,sex,birthDate,ethnicity,education,occupation,admittedOn,officialOn,cardNumber
            {prefix}1,{prefix}C,Lò Văn {prefix},MALE,1980-05-01,Thái,12/12,Nông dân,2005-03-03,2006-03-03,
            """);
        await ImportAsync("villages", $"""
            code,communeCode,kind,name,border,remote,headName,headMemberNumber,headSince,cellCode,cellIndependent
            {prefix}V,{code},HAMLET,Bản {prefix},true,true,,{prefix}1,2024-01-01,{prefix}C,true
            """);
        var (parent, headers) = ($"organizations/{commune}", Bearer($"it@{Province}"));
        var member = (await new MemberService.MemberServiceClient(Channel("membership")).ListMembersAsync(new ListMembersRequest { Parent = parent }, headers)).Members.Single();
        var village = (await new VillageService.VillageServiceClient(Channel("membership")).ListVillagesAsync(new ListVillagesRequest { Parent = parent }, headers)).Villages.Single();
        var act = await new OrganizationActService.OrganizationActServiceClient(Channel("membership")).RenameOrganizationAsync(
            new RenameOrganizationRequest { Parent = parent, Organization = member.Organization, DisplayName = $"Chi bộ {prefix}", EffectiveOn = "2024-01-01", DocumentNumber = "1" }, Bearer($"province-admin@{Province}"));
        var committee = await new CommitteeService.CommitteeServiceClient(Channel("membership")).CreateCommitteeTermAsync(
            new CreateCommitteeTermRequest { Parent = member.Organization, CommitteeTerm = new CommitteeTerm { Kind = CommitteeTerm.Types.Kind.Committee, Label = "2025–2030", StartsOn = "2025-07-01", SeatsSet = 3, CongressOn = "2025-07-01" } }, headers);
        // Before the suspension: who is suspended is not rated.
        var review = await ReviewAsync(parent, member.Name, headers);
        var candidate = await new CandidateService.CandidateServiceClient(Channel("membership")).CreateCandidateAsync(
            new CreateCandidateRequest { Parent = member.Organization, Candidate = RegisterFixture.Applicant() }, Bearer($"organization-board@{Province}"));
        var fact = await new MemberFactService.MemberFactServiceClient(Channel("membership")).CreateMemberFactAsync(
            new CreateMemberFactRequest { Parent = member.Name, MemberFact = new MemberFact { Kind = MemberFact.Types.Kind.Suspended, Since = "2025-08-01", Document = "1-QĐ/ĐU" } }, Bearer($"organization-board@{Province}"));
        var transfer = await new TransferService.TransferServiceClient(Channel("membership")).CreateTransferAsync(
            new CreateTransferRequest { Transfer = new Transfer { Member = member.Name, Kind = Transfer.Types.Kind.Official, EffectiveOn = "2026-01-05", ToOrganization = parent } }, Bearer($"organization-board@{Province}"));
        return new Place(commune, code, member.Organization, village.Name, member.Name) { Duplicate = await TwinAsync(parent, member, headers), Candidate = candidate.Name, Fact = fact.Name, Proposal = await ProposeAsync(member), Award = await AwardAsync(member), Transfer = transfer.Name, Act = act.Act.Name, Committee = committee.Name, Review = review };
    }

    /// <summary>The case of a member and another record of the same name and date of birth.</summary>
    private async Task<string> TwinAsync(string commune, Member member, Metadata headers)
    {
        var members = new MemberService.MemberServiceClient(Channel("membership"));
        await members.CreateMemberAsync(new CreateMemberRequest { Parent = member.Organization, Member = new Member(member) { MemberNumber = member.MemberNumber + "-2" } }, headers);
        return (await members.ListDuplicateCasesAsync(new ListDuplicateCasesRequest { Parent = commune }, headers)).DuplicateCases.Single().Name;
    }

    /// <summary>A badge on record, whatever the member's years.</summary>
    private Task<string> AwardAsync(Member member) => hosts["membership"].Services.GetRequiredService<Commands>().RunAsync(new Caller("awards", "awards", []), "/awards", async work =>
    {
        var row = new AwardRow { Id = Ids.New(), MemberId = member.Name[8..], Level = 40, AwardedOn = new DateOnly(2025, 2, 3), Decision = "1-QĐ/TU", RecordedAt = work.Now };
        await work.InsertAsync("badge_awards", row);
        return row.Name;
    }, CancellationToken.None);

    /// <summary>A proposal as one opens when fees stay unpaid.</summary>
    private Task<string> ProposeAsync(Member member) => hosts["membership"].Services.GetRequiredService<Commands>().RunAsync(new Caller("fees", "fees", []), "/fees", async work =>
    {
        var row = new DeletionProposalRow { Id = Ids.New(), MemberId = member.Name[8..], OrganizationId = member.Organization[14..], Year = 2026, OpenedOn = new DateOnly(2026, 10, 16), PolicyVersion = "01-QĐ/TW", RuleId = "R-DEL-1", RecordedAt = work.Now };
        await work.InsertAsync("deletion_proposals", row);
        return row.Name;
    }, CancellationToken.None);

    /// <summary>A review of a member in a cycle of the commune.</summary>
    private async Task<string> ReviewAsync(string commune, string member, Metadata headers)
    {
        var cycles = new ReviewCycleService.ReviewCycleServiceClient(Channel("membership"));
        var board = Bearer($"organization-board@{Province}");
        var cycle = await cycles.OpenReviewCycleAsync(new OpenReviewCycleRequest { Parent = commune, ReviewCycle = new ReviewCycle { Year = 2024, OpenedOn = "2026-01-02" } }, board);
        await cycles.AdvanceReviewCycleAsync(new AdvanceReviewCycleRequest { Name = cycle.Name }, board);
        var self = new SelfReview { Text = ReviewText, GeneralTenths = 250, TaskTenths = 600, Tasks = new TaskFigures { Assigned = 4, Done = 4, OnTime = 4 } };
        var reviews = new ReviewService.ReviewServiceClient(Channel("membership"));
        return (await reviews.SubmitSelfReviewAsync(new SubmitSelfReviewRequest { Parent = cycle.Name, Review = new Review { Subject = member, SelfReview = self } }, headers)).Name;
    }

    private async Task StartAsync(string name, Func<string[], Action<ConfigurationManager>?, WebApplication> build)
    {
        var host = build([], configuration => configuration.AddInMemoryCollection(Settings(name)));
        Prepare(host);
        await host.StartAsync();
        hosts[name] = host;
        channels[name] = GrpcChannel.ForAddress(AddressOf(host));
    }

    protected Dictionary<string, string?> Settings(string name) => new()
    {
        ["Data:Directory"] = folder,
        ["Identity:Issuer"] = FakeIssuer.Issuer,
        ["Identity:Metadata"] = issuer.Metadata,
        ["Identity:Token"] = issuer.Address + "/connect/token",
        ["Identity:ClientId"] = "svc-" + name,
        ["Identity:ClientSecret"] = "secret",
        ["Logging:LogLevel:Default"] = LogLevel,
        ["Logging:Console:LogLevel:Default"] = "Error",
        ["Feeds:membership"] = hosts.TryGetValue("membership", out var membership) ? AddressOf(membership) : null,
    };

    internal static string AddressOf(WebApplication host) => host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
}

/// <summary>A commune and what lies in it.</summary>
internal sealed record Place(string CommuneId, string Code, string Cell, string Village, string Member)
{
    public string Candidate { get; init; } = "";

    public string Fact { get; init; } = "";

    /// <summary>A badge that the member was awarded.</summary>
    public string Award { get; init; } = "";

    /// <summary>An open proposal to delete the member's name.</summary>
    public string Proposal { get; init; } = "";

    public string Transfer { get; init; } = "";

    public string Review { get; init; } = "";

    /// <summary>A case of two records of one name and date of birth.</summary>
    public string Duplicate { get; init; } = "";

    public string Cycle => Review[..Review.IndexOf("/reviews/", StringComparison.Ordinal)];

    public string Organization => $"organizations/{CommuneId}";

    /// <summary>An act on the cell.</summary>
    public string Act { get; init; } = "";

    /// <summary>A term of the cell's committee.</summary>
    public string Committee { get; init; } = "";

    /// <summary>Ids that whoever may not see the place must never get to see.</summary>
    public IEnumerable<string> Secrets => [Cell.Split('/')[1], Village.Split('/')[1], Member.Split('/')[1], Candidate.Split('/')[1], Review.Split('/')[1], Review.Split('/')[3], Duplicate.Split('/')[1], .. Act.Length == 0 ? [] : new[] { Act.Split('/')[1] }];
}
