using DienBien.Membership.V1;

namespace DienBien.Platform.Tests.Year;

/// <summary>Fees of the month and of the one before, arrears, and proposals to delete that open by themselves.</summary>
internal static class FeeViews
{
    public static IEnumerable<View> All =>
    [
        new View("fees", Reach.Day, (truth, at) => truth.Fees(truth.Below("NT"), at.Month, at.Today).Select(fee => fee.Line), (world, at) => FeesAsync(world, "NT", at.Month)),
        new View("fees of the neighbour", Reach.Day, (truth, at) => truth.Fees(truth.Below("MP"), at.Month, at.Today).Select(fee => fee.Line), (world, at) => FeesAsync(world, "MP", at.Month)) { InCommune = false },
        new View("fees of the month before", Reach.Day, (truth, at) => Before(at) is { } month ? truth.Fees(truth.Below("NT"), month, at.Today).Select(fee => fee.Line) : [],
            async (world, at) => Before(at) is { } month ? await FeesAsync(world, "NT", month) : []),
        new View("arrears", Reach.Day, (truth, at) => truth.Fees(truth.Below("NT"), at.Month, at.Today).Where(fee => fee.InArrears).Select(fee => fee.Line), (world, at) => FeesAsync(world, "NT", at.Month, arrears: true)),
        new View("deletion proposals", Reach.Now, (truth, at) => truth.Proposals(at.Day), ProposalsAsync),
    ];

    private static string? Before(Moment at) => at.Day.Month == 1 ? null : Truth.Text(at.Day.AddDays(1 - at.Day.Day).AddDays(-1))[..7];

    private static async Task<IEnumerable<string>> FeesAsync(YearWorld world, string commune, string month, bool arrears = false)
    {
        var found = await View.PagesAsync(async token =>
        {
            var page = await world.Fees.ListFeesAsync(new ListFeesRequest { Parent = world.Names[commune], Month = month, InArrears = arrears, PageSize = 40, PageToken = token }, world.Board);
            return (page.Fees, page.NextPageToken);
        });
        return found.Select(fee => $"{world.Names.Of(fee.Member)} {world.Names.Of(fee.Organization)} {fee.State} {fee.AmountDue} [{string.Join(' ', fee.UnpaidMonths)}]");
    }

    private static async Task<IEnumerable<string>> ProposalsAsync(YearWorld world, Moment at)
    {
        var list = await world.Fees.ListDeletionProposalsAsync(new ListDeletionProposalsRequest { Parent = world.Names["NT"] }, world.Board);
        return list.DeletionProposals.Select(p => $"{world.Names.Of(p.Member)} {world.Names.Of(p.Organization)} {string.Join(' ', p.Months)} opened {p.OpenedOn} {p.State}");
    }
}
