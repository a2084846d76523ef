using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Imports;

/// <summary>Takes members.</summary>
internal sealed class MemberImporter(CardVault vault, TimeProvider clock) : Importer("/dienbien.membership.v1.ImportService/ImportMembers")
{
    private const string SelectKnown = $$"""
        SELECT {{MemberRow.Columns}} FROM {rows keys: register_id char(36), member_number varchar(32)} k
        JOIN members m ON m.register_id = k.register_id AND m.member_number = k.member_number
        """;

    private const string SelectVisible = "SELECT o.id FROM organizations o WHERE o.id {in ids} AND {scope o.path}";

    private CardHolders? remembered;

    public override IReadOnlyList<string> Columns { get; } =
        ["memberNumber", "organizationCode", "fullName", "sex", "birthDate", "ethnicity", "education", "occupation", "admittedOn", "officialOn", "cardNumber"];

    public override async Task<ImportBatch> ApplyAsync(Work work, IReadOnlyList<ImportLine> lines, Scope scope, Scope callerScope)
    {
        var batch = new ImportBatch();
        var organizations = await OrganizationsAsync(work, lines.Select(line => line["organizationCode"]), scope);
        var drafts = new List<MemberDraft>(lines.Count);
        var today = clock.Today();
        foreach (var line in lines)
        {
            var draft = MemberDraft.Read(new LineReader(line), organizations.GetValueOrDefault(line["organizationCode"]), vault, today);
            if (draft.Faults is [var fault, ..])
            {
                batch.Reject(line, fault);
            }
            else
            {
                drafts.Add(draft);
            }
        }

        var known = (await work.QueryAsync<MemberRow>(SelectKnown, new { keys = Json(drafts.Select(d => new[] { d.Organization.RegisterId, d.Row.MemberNumber })) }))
            .ToDictionary(row => (row.RegisterId, row.MemberNumber));
        var hidden = await HiddenAsync(work, known.Values, organizations, scope);
        // What earlier batches of a trial stated is remembered; a real import finds it in the database.
        var cards = work.IsTrial ? remembered ??= new CardHolders() : new CardHolders();
        await cards.LoadAsync(work, [.. drafts.Select(d => d.CardHash).OfType<string>()]);
        var writer = new MemberWriter(work, vault, cards, callerScope);
        await writer.HoldAsync(drafts.Where(d => known.GetValueOrDefault((d.Organization.RegisterId, d.Row.MemberNumber))?.OrganizationId != d.Organization.Id).Select(d => d.Organization.Id));
        foreach (var draft in drafts)
        {
            var key = (draft.Organization.RegisterId, draft.Row.MemberNumber);
            // A number is unique within a commune, which only the organisation tells.
            if (!RefuseRepeated(batch, draft.Line, string.Join('\n', key.RegisterId, key.MemberNumber)))
            {
                Apply(draft, known.GetValueOrDefault(key), hidden, writer, batch);
            }
        }

        await writer.FlushAsync();
        return batch;
    }

    private static void Apply(MemberDraft draft, MemberRow? before, HashSet<string> hidden, MemberWriter writer, ImportBatch batch)
    {
        if (before is not null && hidden.Contains(before.OrganizationId))
        {
            batch.Reject(draft.Line, new Violation("memberNumber", "MEMBER_NUMBER_TAKEN"));
            return;
        }

        if (before?.MergedInto is not null)
        {
            batch.Reject(draft.Line, new Violation("memberNumber", "MEMBER_MERGED"));
            return;
        }

        if (before is not null && draft.Row.BirthDate != before.BirthDate)
        {
            batch.Reject(draft.Line, new Violation("birthDate", "BIRTH_DATE_FIXED", "R-FILE-1"));
            return;
        }

        var row = before is null ? draft.AsNew(writer.Now) : draft.Over(before);
        switch (writer.Store(before, row, draft, out _))
        {
            case { } refusal:
                batch.Reject(draft.Line, refusal);
                break;
            case null when writer.Touched(row.Id):
                batch.Accepted++;
                batch.Warnings.AddRange(draft.Warnings.Select(warning => (draft.Line.Number, warning)));
                break;
            default:
                batch.Unchanged++;
                break;
        }
    }

    /// <summary>Which organisations of known members the file may not write: a number taken there is no way to its owner.</summary>
    private static async Task<HashSet<string>> HiddenAsync(Session session, IEnumerable<MemberRow> known, Dictionary<string, OrganizationRow> organizations, Scope scope)
    {
        var ids = known.Select(row => row.OrganizationId).Except(organizations.Values.Select(row => row.Id)).ToHashSet(StringComparer.Ordinal);
        if (ids.Count > 0)
        {
            ids.ExceptWith(await session.QueryAsync<string>(SelectVisible, new { ids = Json(ids) }, scope));
        }

        return ids;
    }
}
