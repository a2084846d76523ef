using DienBien.Platform.Membership.Members;
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
            var draft = MemberDraft.Read(line, organizations.GetValueOrDefault(line["organizationCode"]), vault, today);
            if (draft.Fault is null)
            {
                drafts.Add(draft);
            }
            else
            {
                batch.Reject(line, draft.Fault);
            }
        }

        var known = (await work.QueryAsync<MemberRow>(SelectKnown, new { keys = Json(drafts.Select(d => new[] { d.Organization.RegisterId, d.Row.MemberNumber })) }))
            .ToDictionary(row => (row.RegisterId, row.MemberNumber));
        var cards = await CardHolders.LoadAsync(work, Json(drafts.Where(d => d.CardHash is not null).Select(d => d.CardHash)));
        var writer = new MemberWriter(work, vault);
        foreach (var draft in drafts)
        {
            Apply(draft, known, cards, writer, batch, callerScope);
        }

        await writer.FlushAsync();
        return batch;
    }

    private void Apply(MemberDraft draft, Dictionary<(string, string), MemberRow> known, CardHolders cards, MemberWriter writer, ImportBatch batch, Scope callerScope)
    {
        var key = (draft.Organization.RegisterId, draft.Row.MemberNumber);
        // A number is unique within a commune, which only the organisation tells.
        if (RefuseRepeated(batch, draft.Line, string.Join('\n', key.RegisterId, key.MemberNumber)))
        {
            return;
        }

        var before = known.GetValueOrDefault(key);
        if (before is not null && draft.Row.BirthDate != before.BirthDate)
        {
            batch.Reject(draft.Line, new Violation("birthDate", "BIRTH_DATE_FIXED", "R-FILE-1"));
            return;
        }

        var row = before is null ? draft.AsNew(writer.Now) : draft.Over(before);
        var clash = draft.CardHash is null ? null : cards.OtherHolder(draft.CardHash, row.Id);
        if (clash is not null && callerScope.Contains(clash.Path))
        {
            batch.Reject(draft.Line, new Violation("cardNumber", "CARD_NUMBER_TAKEN", "R-FILE-4"));
            return;
        }

        var newCard = draft.CardHash is not null && !cards.Holds(draft.CardHash, row.Id);
        if (before is null)
        {
            writer.Add(row, draft.Organization);
        }
        else if (row != before || newCard)
        {
            writer.Replace(before, row, draft.Organization);
        }
        else
        {
            batch.Unchanged++;
            return;
        }

        if (newCard)
        {
            writer.AddCard(row, draft.CardNumber!, draft.CardHash!, cards.Next(draft.CardHash!, row.Id, draft.Organization.Path));
            if (clash is not null)
            {
                writer.OpenDuplicate(clash, row, draft.Organization.Path);
            }
        }

        known[key] = row;
        batch.Accepted++;
        batch.Warnings.AddRange(draft.Warnings.Select(warning => (draft.Line.Number, warning)));
    }
}
