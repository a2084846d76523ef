using Dapper;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Organizations;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace DienBien.Platform.Benchmarks;

/// <summary>
/// An authorised point read over gRPC beside a method on a bare host of the same kind that runs the same SELECT on
/// the same file with Dapper: no token, no scope, no interceptor, no telemetry.
/// </summary>
internal static class RpcBenchmark
{
    private const int Calls = 1_000;

    private const int Runs = 31;

    private const int AtOnce = 16;

    private static readonly DateOnly Today = new(2026, 11, 24);

    public static async Task RunAsync(string[] args)
    {
        await using var door = await Door.OpenAsync();
        await door.ImportAsync("organizations", "code,parentCode,kind,sector,name,areaCode,establishedOn\n03316-C1,03316,CELL,VILLAGE,Chi bộ bản Mẫu,03316,2010-01-01\n");
        await door.ImportAsync("members", "memberNumber,organizationCode,fullName,sex,birthDate,ethnicity,education,occupation,admittedOn,officialOn,cardNumber\n"
            + "M1,03316-C1,Lò Văn Mẫu,MALE,1980-05-01,Thái,12/12,Nông dân,2005-03-03,2006-03-03,011000000001\n");
        using var ours = Door.Channel(door.Address);
        using var bare = Door.Channel(await door.StartAsync(BareHost(Path.Combine(door.Folder, "membership.db"))));
        Console.WriteLine($"{Calls} calls a run, {AtOnce} at once, client and server in one process");

        var (a, b) = (new OrganizationService.OrganizationServiceClient(bare), new OrganizationService.OrganizationServiceClient(ours));
        var organization = new GetOrganizationRequest { Name = Door.NaTau };
        var (baseline, measured) = await Alternating.RunAsync(
            "GetOrganization, bare", () => Door.LoadAsync(Calls, AtOnce, async _ => await a.GetOrganizationAsync(organization)),
            "GetOrganization, ours", () => Door.LoadAsync(Calls, AtOnce, async _ => await b.GetOrganizationAsync(organization, door.Headers)), Runs);
        Alternating.Verdict("GetOrganization, throughput of bare", baseline / measured, ">= 0.75");

        var (c, d) = (new MemberService.MemberServiceClient(bare), new MemberService.MemberServiceClient(ours));
        var list = await d.ListMembersAsync(new ListMembersRequest { Parent = Door.NaTau }, door.Headers);
        var member = new GetMemberRequest { Name = list.Members[0].Name };
        (baseline, measured) = await Alternating.RunAsync(
            "GetMember, bare", () => Door.LoadAsync(Calls, AtOnce, async _ => await c.GetMemberAsync(member)),
            "GetMember, ours", () => Door.LoadAsync(Calls, AtOnce, async _ => await d.GetMemberAsync(member, door.Headers)), Runs);
        Alternating.Verdict("GetMember, throughput of bare", baseline / measured, ">= 0.75");
    }

    private static WebApplication BareHost(string file)
    {
        var builder = Door.Bare();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new Source(new SqliteConnectionStringBuilder { DataSource = file, Pooling = true, ForeignKeys = true }.ToString()));
        var host = builder.Build();
        host.MapGrpcService<BareOrganizations>();
        host.MapGrpcService<BareMembers>();
        return host;
    }

    private sealed record Source(string ConnectionString);

    private sealed class BareOrganizations(Source source) : OrganizationService.OrganizationServiceBase
    {
        private const string Select = $"SELECT {OrganizationRow.Columns} FROM organizations o WHERE o.id = @id";

        public override async Task<Organization> GetOrganization(GetOrganizationRequest request, ServerCallContext context)
        {
            await using var connection = new SqliteConnection(source.ConnectionString);
            await connection.OpenAsync();
            return (await connection.QuerySingleAsync<OrganizationRow>(Select, new { id = request.Name["organizations/".Length..] })).ToProto();
        }
    }

    private sealed class BareMembers(Source source) : MemberService.MemberServiceBase
    {
        private const string Select = $"SELECT {MemberRow.Columns} FROM members m JOIN organizations o ON o.id = m.organization_id WHERE m.id = @id";

        public override async Task<Member> GetMember(GetMemberRequest request, ServerCallContext context)
        {
            await using var connection = new SqliteConnection(source.ConnectionString);
            await connection.OpenAsync();
            return (await connection.QuerySingleAsync<MemberRow>(Select, new { id = request.Name["members/".Length..] })).ToProto(Today);
        }
    }
}
