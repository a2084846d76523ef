using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Values;

/// <summary>A record, how it was counted, and its key in the list.</summary>
internal sealed record Explained(string Record, string Code, string DisplayName, string OrganizationId, Judgement Judgement, string[] Key)
{
    private const int CountingPage = 5_000;

    internal static Task<List<Explained>> ReadAsync(Session session, string code, Question question, string[] after, int take, Tree tree) => code == "T6"
        ? MemberPages.ReadAsync(session, question, after, take, tree)
        : VillagePages.ReadAsync(session, code, question, after, take, tree);

    /// <summary>Counts the records themselves: what a past state of knowledge needs, since counters know the present one.</summary>
    internal static async Task<(long Numerator, long Denominator)> CountAsync(Session session, string code, Question question)
    {
        var (tree, after, numerator, denominator) = (new Tree(), Array.Empty<string>(), 0L, 0L);
        while (true)
        {
            var page = await ReadAsync(session, code, question, after, CountingPage, tree);
            numerator += page.Count(r => r.Judgement.Above);
            denominator += page.Count(r => r.Judgement.Below);
            if (page.Count < CountingPage)
            {
                return (numerator, denominator);
            }

            after = page[^1].Key;
        }
    }
}
