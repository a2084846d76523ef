using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Imports;

/// <summary>Takes organisations, parents before children.</summary>
internal sealed class OrganizationImporter(TimeProvider clock) : Importer("/dienbien.membership.v1.ImportService/ImportOrganizations")
{
    private const string SelectTaken = "SELECT o.code FROM organizations o WHERE o.code {in codes}";

    public override IReadOnlyList<string> Columns { get; } = ["code", "parentCode", "kind", "sector", "name", "areaCode", "establishedOn"];

    public override async Task<ImportBatch> ApplyAsync(Work work, IReadOnlyList<ImportLine> lines, Scope scope, Scope callerScope)
    {
        var (batch, policy) = (new ImportBatch(), TreePolicy.On(clock.Today()));
        var known = await OrganizationsAsync(work, lines.SelectMany(line => new[] { line["code"], line["parentCode"] }), scope);
        var taken = (await work.QueryAsync<string>(SelectTaken, new { codes = Json(lines.Select(line => line["code"])) })).ToHashSet(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (RefuseRepeated(batch, line, line["code"]))
            {
                continue;
            }

            var reader = new LineReader(line);
            var row = Read(reader, line);
            var parent = known.GetValueOrDefault(line["parentCode"]);
            var before = known.GetValueOrDefault(row.Code);
            Check(reader, row, line, parent, before, taken, policy);
            var accepted = batch.Accepted;
            if (reader.Ok)
            {
                known[row.Code] = await StoreAsync(work, reader, row, before, parent, policy, batch);
            }

            if (!reader.Ok)
            {
                batch.Reject(line, reader.Fault!);
            }
            else if (batch.Accepted > accepted)
            {
                batch.Warnings.AddRange(OrganizationRules.WarningsOf(row).Select(warning => (line.Number, warning with { Field = Column(warning.Field) })));
            }
        }

        Remember(work, known);
        return batch;
    }

    private static OrganizationRow Read(LineReader reader, ImportLine line)
    {
        var name = reader.Text("name", 255, required: true);
        return new OrganizationRow
        {
            Code = reader.Code("code"),
            Kind = reader.Name<Organization.Types.Kind>("kind"),
            Sector = reader.Name<Organization.Types.Sector>("sector", required: false) is { Length: > 0 } sector ? sector : null,
            DisplayName = name,
            FoldedName = NameSearch.Stored(name),
            AreaCode = reader.Optional("areaCode", 5),
            PartyCode = reader.Optional("partyCode", 24),
            EstablishedOn = reader.Date("establishedOn"),
        };
    }

    private static void Check(LineReader reader, OrganizationRow row, ImportLine line, OrganizationRow? parent, OrganizationRow? before, HashSet<string> taken, TreePolicy policy)
    {
        foreach (var fault in OrganizationRules.FaultsOf(before is null ? row : Over(before, row)))
        {
            reader.Refuse(Column(fault.Field), fault.Reason, fault.Rule);
        }

        if (!reader.Ok)
        {
            return;
        }

        if (before is not null)
        {
            reader.Require(row.Kind == before.Kind, "kind", "CHANGE_NEEDS_ACT", "R-ORG-13");
            reader.Require(line["parentCode"].Length == 0 || parent?.Id == before.ParentId, "parentCode", parent is null ? "ORGANIZATION_UNKNOWN" : "CHANGE_NEEDS_ACT", parent is null ? "" : "R-ORG-13");
            return;
        }

        reader.Require(parent is not null, "parentCode", "ORGANIZATION_UNKNOWN");
        reader.Require(!taken.Contains(row.Code), "code", "CODE_TAKEN", "R-ORG-13");
        if (parent is null || !reader.Ok)
        {
            return;
        }

        if (OrganizationRules.RefusalOf(row, parent, policy) is { } refusal)
        {
            reader.Refuse(Column(refusal.Field), refusal.Reason, refusal.Rule);
        }
    }

    private static async Task<OrganizationRow> StoreAsync(Work work, LineReader reader, OrganizationRow row, OrganizationRow? before, OrganizationRow? parent, TreePolicy policy, ImportBatch batch)
    {
        if (before is null)
        {
            batch.Accepted++;
            return await OrganizationWriter.AddAsync(work, row with { Id = Shared.Ids.New(), ParentId = parent!.Id }, parent);
        }

        var after = Over(before, row);
        if (after == before)
        {
            batch.Unchanged++;
            return before;
        }

        if (after.Sector != before.Sector && before.ParentId is not null
            && OrganizationRules.MisplacementOf(after, await OrganizationStore.GetAsync(work, before.ParentId!), policy) is { } misplacement)
        {
            reader.Refuse("sector", misplacement.Reason, misplacement.Rule);
            return before;
        }

        batch.Accepted++;
        return await OrganizationWriter.ReplaceAsync(work, before, after);
    }

    /// <summary>The column that states a fact.</summary>
    private static string Column(string fact) => fact switch
    {
        "parent" => "parentCode",
        "area_code" => "areaCode",
        "party_code" => "partyCode",
        "established_on" => "establishedOn",
        _ => fact,
    };

    /// <summary>The stored facts with what the line states; an empty value states nothing.</summary>
    private static OrganizationRow Over(OrganizationRow before, OrganizationRow row) => before with
    {
        Sector = row.Sector ?? before.Sector,
        DisplayName = row.DisplayName,
        FoldedName = row.FoldedName,
        AreaCode = row.AreaCode ?? before.AreaCode,
        PartyCode = row.PartyCode ?? before.PartyCode,
        EstablishedOn = row.EstablishedOn,
    };
}
