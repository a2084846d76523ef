using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Hosting;

namespace DienBien.Platform.Membership.Imports;

/// <summary>Takes a file in batches: good lines are committed while bad ones are listed.</summary>
internal sealed class ImportRunner(Database database, Commands commands)
{
    // Other writers wait for a batch; larger ones were not measurably faster.
    internal const int BatchSize = 1_000;

    private const int MaxFindings = 1_000;

    public async Task<ImportSummary> RunAsync(Importer importer, Stream file, string type, string organizationId, CallAccess access, bool validateOnly, Func<int, Task> progress, CancellationToken cancellation)
    {
        var scope = await database.ReadAsync(session => Subtree.OfAsync(session, ResourceName.Organization(organizationId), access.Scope), cancellation);
        var (summary, rows) = (new ImportSummary(), 0);
        importer.IsSpreadsheet = type == UploadFormat.Xlsx;
        foreach (var chunk in ImportFile.Read(file, type, importer.Columns).Chunk(BatchSize))
        {
            var lines = chunk.Where(line => !line.HasSurplus).ToList();
            Task<ImportBatch> Apply(Work work) => importer.ApplyAsync(work, lines, scope, access.Scope);
            var batch = validateOnly
                ? await commands.JudgeAsync(access.Caller, importer.Method, Apply, cancellation)
                : await commands.RunAsync(access.Caller, importer.Method, Apply, cancellation);
            foreach (var line in chunk.Where(line => line.HasSurplus))
            {
                batch.Reject(line, new Violation("", "COLUMN_COUNT"));
            }

            Add(summary, batch);
            await progress(rows += chunk.Length);
        }

        return summary;
    }

    private static void Add(ImportSummary summary, ImportBatch batch)
    {
        summary.Accepted += batch.Accepted;
        summary.Unchanged += batch.Unchanged;
        summary.Rejected += batch.Rejections.Count;
        summary.Warned += batch.Warnings.Count;
        summary.Rejections.AddRange(batch.Rejections.OrderBy(r => r.Line).Take(MaxFindings - summary.Rejections.Count).Select(ImportBatch.Finding));
        summary.Warnings.AddRange(batch.Warnings.Take(MaxFindings - summary.Warnings.Count).Select(ImportBatch.Finding));
    }
}
