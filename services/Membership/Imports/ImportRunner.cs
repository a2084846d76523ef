using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Imports;

/// <summary>Takes a file in batches: good lines are committed while bad ones are listed.</summary>
internal sealed class ImportRunner(Database database, Commands commands)
{
    private const int BatchSize = 1_000;

    private const int MaxFindings = 1_000;

    private const string SelectPath = "SELECT o.path FROM organizations o WHERE o.id = @id AND {scope o.path}";

    public async Task<ImportSummary> RunAsync(Importer importer, Stream file, string type, string organizationId, CallAccess access, bool validateOnly, Func<int, Task> progress, CancellationToken cancellation)
    {
        var path = await database.ReadAsync(session => session.FindAsync<string>(SelectPath, new { id = organizationId }, access.Scope), cancellation)
            ?? throw Problems.NotFound(ResourceName.Organization(organizationId));
        var (scope, summary, seen, rows) = (access.Scope.Within(path), new ImportSummary(), new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var chunk in ImportFile.Read(file, type, importer.Columns).Chunk(BatchSize))
        {
            var (fresh, repeated) = (new List<ImportLine>(chunk.Length), new ImportBatch());
            foreach (var line in chunk)
            {
                var key = importer.KeyOf(line);
                if (key.Length == 0 || seen.Add(key))
                {
                    fresh.Add(line);
                }
                else
                {
                    repeated.Reject(line, new Violation(importer.Columns[0], "KEY_REPEATED"));
                }
            }

            Task<ImportBatch> Apply(Work work) => importer.ApplyAsync(work, fresh, scope, access.Scope);
            var batch = validateOnly
                ? await commands.TryAsync(access.Caller, importer.Method, Apply, cancellation)
                : await commands.RunAsync(access.Caller, importer.Method, Apply, cancellation);
            Add(summary, batch, [.. batch.Rejections.Concat(repeated.Rejections).OrderBy(r => r.Line)]);
            await progress(rows += chunk.Length);
        }

        return summary;
    }

    private static void Add(ImportSummary summary, ImportBatch batch, List<(int Line, Violation Fault)> rejections)
    {
        summary.Accepted += batch.Accepted;
        summary.Unchanged += batch.Unchanged;
        summary.Rejected += rejections.Count;
        summary.Warned += batch.Warnings.Count;
        summary.Rejections.AddRange(rejections.Take(MaxFindings - summary.Rejections.Count).Select(Finding));
        summary.Warnings.AddRange(batch.Warnings.Take(MaxFindings - summary.Warnings.Count).Select(Finding));
    }

    private static ImportFinding Finding((int Line, Violation Fault) finding) => new()
    {
        Line = finding.Line,
        Field = finding.Fault.Field,
        Rule = finding.Fault.Rule,
        Reason = finding.Fault.Reason,
        Message = finding.Fault.Message,
        MessageVi = finding.Fault.MessageVi,
    };
}
