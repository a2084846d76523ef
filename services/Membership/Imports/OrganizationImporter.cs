using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Text;

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
            if (!reader.Ok)
            {
                batch.Reject(line, reader.Fault!);
            }
            else if (before is null)
            {
                known[row.Code] = await OrganizationWriter.AddAsync(work, row with { Id = Shared.Ids.New(), ParentId = parent!.Id }, parent);
                batch.Accepted++;
            }
            else
            {
                await ReplaceAsync(work, before, row, known, batch);
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
            FoldedName = Vietnamese.Fold(name),
            AreaCode = reader.Optional("areaCode", 5),
            PartyCode = reader.Optional("partyCode", 24),
            EstablishedOn = reader.Date("establishedOn"),
        };
    }

    private static void Check(LineReader reader, OrganizationRow row, ImportLine line, OrganizationRow? parent, OrganizationRow? before, HashSet<string> taken, TreePolicy policy)
    {
        reader.Require(row.AreaCode is null or { Length: 5 } && (row.AreaCode ?? "").All(char.IsAsciiDigit), "areaCode", "AREA_CODE_INVALID");
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
        reader.Require(row.Sector is not null || row.Kind is not ("CELL" or "GRASSROOTS_CELL"), "sector", "FIELD_REQUIRED");
        if (parent is null || !reader.Ok)
        {
            return;
        }

        if (row.Sector == "VILLAGE" && policy.IsCell(row.Kind))
        {
            reader.Require(policy.MayHoldVillageCell(parent.Kind), "parentCode", "VILLAGE_CELL_PARENT", "R-ORG-6");
        }

        reader.Require(policy.MayStandUnder(row.Kind, parent.Kind), "parentCode", "PARENT_KIND");
        reader.Require(parent.DissolvedOn is null, "parentCode", "ORGANIZATION_DISSOLVED");
    }

    private static async Task ReplaceAsync(Work work, OrganizationRow before, OrganizationRow row, Dictionary<string, OrganizationRow> known, ImportBatch batch)
    {
        var after = before with
        {
            Sector = row.Sector ?? before.Sector,
            DisplayName = row.DisplayName,
            FoldedName = row.FoldedName,
            AreaCode = row.AreaCode ?? before.AreaCode,
            PartyCode = row.PartyCode ?? before.PartyCode,
            EstablishedOn = row.EstablishedOn,
        };
        if (after == before)
        {
            batch.Unchanged++;
            return;
        }

        known[before.Code] = await OrganizationWriter.ReplaceAsync(work, before, after) ?? throw Problems.EtagMismatch(Shared.Etags.Of(before.Version));
        batch.Accepted++;
    }
}
