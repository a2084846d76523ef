using System.Collections.Immutable;
using DienBien.Platform.Local.Demo;
using DienBien.Platform.Membership.Imports;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Local;

/// <summary>Loads the demo data through the importers, as a file would be, but without the file.</summary>
internal static class DemoLoader
{
    private const string Loaded = "SELECT CASE WHEN EXISTS (SELECT 1 FROM members) OR EXISTS (SELECT 1 FROM villages) THEN 1 ELSE 0 END";

    private const int BatchSize = 1_000;

    private static readonly Caller Loader = new("demo", "demo", ImmutableArray<RoleBinding>.Empty);

    public static async Task ApplyAsync(IServiceProvider membership, DemoSize size, CancellationToken cancellation)
    {
        var database = membership.GetRequiredService<Database>();
        if (await database.ReadAsync(session => session.SingleAsync<long>(Loaded), cancellation) > 0)
        {
            return;
        }

        var data = DemoData.Generate(size, membership.GetRequiredService<TimeProvider>().Today());
        await LoadAsync(membership, "organizations", OrganizationLine.Header, data.Organizations.Select(DemoFiles.Fields), cancellation);
        await LoadAsync(membership, "members", MemberLine.Header, data.Members.Select(DemoFiles.Fields), cancellation);
        await LoadAsync(membership, "villages", VillageLine.Header, data.Villages.Select(DemoFiles.Fields), cancellation);
    }

    private static async Task LoadAsync(IServiceProvider membership, string collection, string header, IEnumerable<string[]> rows, CancellationToken cancellation)
    {
        var columns = header.Split(',').Select((name, place) => (name, place)).ToDictionary(c => c.name, c => c.place, StringComparer.OrdinalIgnoreCase);
        var (importer, commands) = (Importers.Of(collection, organizationId: "", membership), membership.GetRequiredService<Commands>());
        var everything = new Scope([PathRange.Of("1.")]);
        foreach (var chunk in rows.Select((fields, i) => new ImportLine(i + 2, columns, fields)).Chunk(BatchSize))
        {
            var batch = await commands.RunAsync(Loader, importer.Method, work => importer.ApplyAsync(work, chunk, everything, everything), cancellation);
            if (batch.Rejections.Count > 0)
            {
                var (line, fault) = batch.Rejections[0];
                throw new InvalidOperationException($"Demo line {line} of {collection} was refused: {fault.Field} {fault.Reason}.");
            }
        }
    }
}
