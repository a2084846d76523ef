using DienBien.Membership.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace DienBien.Platform.Benchmarks;

/// <summary>
/// One command over gRPC, which keeps state, history, feed, audit and the answer to a repetition in one transaction,
/// beside a method on a bare host that inserts one row. Both files are in WAL mode with synchronous=FULL.
/// </summary>
internal static class WriteBenchmark
{
    private const int Calls = 400;

    private const int Runs = 9;

    public static async Task RunAsync(string[] args)
    {
        await using var door = await Door.OpenAsync();
        using var ours = Door.Channel(door.Address);
        using var bare = Door.Channel(await door.StartAsync(BareHost(Path.Combine(door.Folder, "bare.db"))));
        var (a, b) = (new OrganizationService.OrganizationServiceClient(bare), new OrganizationService.OrganizationServiceClient(ours));
        await door.ImportAsync("organizations", "code,parentCode,kind,sector,name,areaCode,establishedOn\n"
            + string.Concat(Enumerable.Range(0, Calls).Select(i => $"W{i},03316,CELL,VILLAGE,Chi bộ bản {i},03316,2010-01-01\n")));
        var cells = new List<string>();
        for (var token = (string?)null; token != "";)
        {
            var page = await b.ListOrganizationsAsync(new ListOrganizationsRequest { Parent = Door.NaTau, PageSize = 1_000, PageToken = token ?? "" }, door.Headers);
            cells.AddRange(page.Organizations.Where(o => o.Code.StartsWith('W')).Select(o => o.Name));
            token = page.NextPageToken;
        }

        foreach (var atOnce in (int[])[1, 8])
        {
            Console.WriteLine($"{Calls} commands a run, {atOnce} at once, client and server in one process");
            var round = 0;
            var (baseline, measured) = await Alternating.RunAsync(
                "INSERT, bare", () => Door.LoadAsync(Calls, atOnce, async i => await a.UpdateOrganizationAsync(Request(cells[i], i))),
                "UpdateOrganization, ours", () =>
                {
                    round++;
                    return Door.LoadAsync(Calls, atOnce, async i => await b.UpdateOrganizationAsync(Request(cells[i], (atOnce * 1_000) + round), door.Headers));
                }, Runs);
            Alternating.Verdict("time of a bare durable INSERT", measured / baseline, "<= 2.5");
        }
    }

    private static UpdateOrganizationRequest Request(string name, int number) => new()
    {
        Organization = new Organization { Name = name, DisplayName = $"Chi bộ bản số {number}" },
        UpdateMask = FieldMask.FromString("display_name"),
        RequestId = Guid.CreateVersion7().ToString(),
    };

    private static WebApplication BareHost(string file)
    {
        var builder = Door.Bare();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new BareTable(file));
        var host = builder.Build();
        host.MapGrpcService<BareOrganizations>();
        return host;
    }

    /// <summary>One writer at a time, as the file has it, and a prepared statement.</summary>
    private sealed class BareTable : IDisposable
    {
        private readonly SqliteConnection connection;
        private readonly SqliteCommand insert;
        private readonly SemaphoreSlim gate = new(1, 1);

        public BareTable(string file)
        {
            connection = new SqliteConnection($"Data Source={file}");
            connection.Open();
            using var schema = connection.CreateCommand();
            schema.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE names (id TEXT PRIMARY KEY, organization TEXT NOT NULL, name TEXT NOT NULL)";
            schema.ExecuteNonQuery();
            insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO names (id, organization, name) VALUES (@id, @organization, @name)";
            foreach (var name in (string[])["@id", "@organization", "@name"])
            {
                insert.Parameters.Add(name, SqliteType.Text);
            }

            insert.Prepare();
        }

        public async Task InsertAsync(string id, string organization, string name)
        {
            await gate.WaitAsync();
            try
            {
                (insert.Parameters[0].Value, insert.Parameters[1].Value, insert.Parameters[2].Value) = (id, organization, name);
                insert.ExecuteNonQuery();
            }
            finally
            {
                gate.Release();
            }
        }

        public void Dispose()
        {
            insert.Dispose();
            connection.Dispose();
            gate.Dispose();
        }
    }

    private sealed class BareOrganizations(BareTable table) : OrganizationService.OrganizationServiceBase
    {
        public override async Task<Organization> UpdateOrganization(UpdateOrganizationRequest request, ServerCallContext context)
        {
            await table.InsertAsync(request.RequestId, request.Organization.Name, request.Organization.DisplayName);
            return request.Organization;
        }
    }
}
