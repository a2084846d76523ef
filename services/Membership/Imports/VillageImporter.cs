using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Membership.Villages;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Imports;

/// <summary>Takes villages with their heads and cells.</summary>
internal sealed class VillageImporter(TimeProvider clock) : Importer("/dienbien.membership.v1.ImportService/ImportVillages")
{
    private const string SelectKnown = $$"""
        SELECT {{VillageRow.Columns}} FROM villages v WHERE v.code {in codes}
        """;

    public override IReadOnlyList<string> Columns { get; } =
        ["code", "communeCode", "kind", "name", "border", "remote", "headName", "headMemberNumber", "headSince", "cellCode", "cellIndependent"];

    public override async Task<ImportBatch> ApplyAsync(Work work, IReadOnlyList<ImportLine> lines, Scope scope, Scope callerScope)
    {
        var (batch, policy) = (new ImportBatch(), TreePolicy.On(clock.Today()));
        var organizations = await OrganizationsAsync(work, lines.SelectMany(line => new[] { line["communeCode"], line["cellCode"] }), scope);
        var rows = await work.QueryAsync<VillageRow>(SelectKnown, new { codes = Json(lines.Select(line => line["code"])) });
        var known = (await VillageStore.FillAsync(work, rows)).ToDictionary(village => village.Row.Code, StringComparer.Ordinal);
        var members = await MembersAsync(work, lines.Where(line => line["headMemberNumber"].Length > 0 && organizations.ContainsKey(line["communeCode"]))
            .Select(line => (organizations[line["communeCode"]].Id, line["headMemberNumber"])));
        var writer = new VillageWriter(work, clock);
        foreach (var line in lines)
        {
            if (RefuseRepeated(batch, line, line["code"]))
            {
                continue;
            }

            var reader = new LineReader(line);
            var draft = VillageDraft.Read(reader, line, organizations, known, members, policy);
            if (reader.Ok)
            {
                await StoreAsync(writer, draft, known, reader, batch);
            }

            if (!reader.Ok)
            {
                batch.Reject(line, reader.Fault!);
            }
        }

        return batch;
    }

    private static async Task StoreAsync(VillageWriter writer, VillageDraft draft, Dictionary<string, VillageState> known, LineReader reader, ImportBatch batch)
    {
        var before = known.GetValueOrDefault(draft.Row.Code);
        // Judged before anything is written: a refused line changes nothing.
        if (draft.HasHead && before?.Judge(draft.HeadMemberId, draft.HeadName, draft.HeadSince) == HeadVerdict.NotLater)
        {
            reader.Refuse("headSince", "HEAD_NOT_LATER");
            return;
        }

        var after = before is null ? await writer.AddAsync(draft.Row) : before with { Row = draft.Over(before.Row), Heads = [.. before.Heads], Cells = [.. before.Cells] };
        var changed = before is null || after.Row != before.Row;
        if (draft.HasHead)
        {
            changed |= await writer.AppointAsync(after, draft.HeadMemberId, draft.HeadName, draft.HeadSince) == HeadVerdict.New;
        }

        if (draft.Cell is { } cell)
        {
            changed |= await writer.LinkAsync(after, new CellLink(cell.Id, draft.CellIndependent, cell.EstablishedOn, EndStated: false), alone: false);
        }

        if (!changed)
        {
            batch.Unchanged++;
            return;
        }

        if (before is null)
        {
            writer.Publish(after);
        }
        else
        {
            after = await writer.ReplaceAsync(before, after);
        }

        known[draft.Row.Code] = after;
        batch.Accepted++;
    }
}
