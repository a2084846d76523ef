using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Values;

/// <summary>A record, how it was counted, its key in the list, and the communes for which it is a report.</summary>
internal sealed record Explained(string Record, string Code, string DisplayName, long Organization, Judgement Judgement, string[] Key, IReadOnlyList<long> Reports)
{
    private const int CountingPage = 5_000;

    private const string SelectCommunes = $$"""
        SELECT o.node FROM nodes AS o
        WHERE o.kind {in kinds} AND o.path >= @from AND o.path < @to AND {{Facts.AsKnown.Node}}
            AND o.established_on <= @asOf AND (o.dissolved_on IS NULL OR o.dissolved_on > @asOf)
        """;

    internal static Task<List<Explained>> ReadAsync(Session session, string code, Question question, string[] after, int take) => code == "T6"
        ? MemberPages.ReadAsync(session, question, after, take)
        : VillagePages.ReadAsync(session, code, question, after, take);

    /// <summary>Counts the records themselves.</summary>
    internal static async Task<Tally> CountAsync(Session session, string code, Question question)
    {
        var (after, numerator, denominator, reports) = (Array.Empty<string>(), 0L, 0L, new HashSet<long>());
        while (true)
        {
            var page = await ReadAsync(session, code, question, after, CountingPage);
            numerator += page.Count(r => r.Judgement.Above);
            denominator += page.Count(r => r.Judgement.Below);
            reports.UnionWith(page.SelectMany(r => r.Reports));
            if (page.Count < CountingPage)
            {
                break;
            }

            after = page[^1].Key;
        }

        if (question.IsWithinCommune)
        {
            return new Tally(numerator, denominator, reports.Count > 0 ? 1 : 0, 1);
        }

        var below = question.Node!.Below;
        var expected = await session.QueryAsync<long>(SelectCommunes, new
        {
            kinds = System.Text.Json.JsonSerializer.Serialize(Facts.Kinds.Communes), from = below.From, to = below.To, known = question.Known, asOf = question.AsOf,
        });
        return new Tally(numerator, denominator, expected.Count(reports.Contains), expected.Count);
    }
}
