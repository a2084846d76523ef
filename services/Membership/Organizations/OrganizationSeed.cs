using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Organizations;

/// <summary>The province and its 45 communes and wards, which exist from the first start on.</summary>
internal static class OrganizationSeed
{
    private const string Any = "SELECT COUNT(*) FROM organizations WHERE parent_id IS NULL";

    public static Task<bool> ApplyAsync(Commands commands, CancellationToken cancellation) => commands.RunAsync(
        new Caller("seed", "seed", []), "/seed", async work =>
        {
            if (await work.SingleAsync<long>(Any) > 0)
            {
                return false;
            }

            var stored = new Dictionary<string, OrganizationRow>();
            foreach (var line in Lines())
            {
                var fields = line.Split(',');
                stored[fields[1]] = await OrganizationWriter.AddAsync(work, new OrganizationRow
                {
                    Id = fields[0],
                    ParentId = fields[2].Length == 0 ? null : stored[fields[2]].Id,
                    Code = fields[1],
                    Kind = fields[3],
                    DisplayName = fields[4],
                    FoldedName = NameSearch.Stored(fields[4]),
                    AreaCode = fields[5].Length == 0 ? null : fields[5],
                    EstablishedOn = IsoDate.Parse(fields[6]),
                }, fields[2].Length == 0 ? null : stored[fields[2]]);
            }

            return true;
        }, cancellation);

    private static string[] Lines()
    {
        using var reader = new StreamReader(typeof(OrganizationSeed).Assembly.GetManifestResourceStream("DienBien.Platform.Membership.Organizations.Seed.organizations.csv")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1..];
    }
}
