using DienBien.Indicators.V1;
using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DienBien.Platform.Indicators.Values;

internal sealed partial class IndicatorApi
{
    // Facts that were recorded together, by one import say, make one revision.
    private const string SelectLedger = """
        SELECT recorded_at, SUM(begun - ceased) AS delta FROM opening_ledger
        WHERE node = @node AND recorded_at >= @start AND year < @year
        GROUP BY recorded_at HAVING SUM(begun - ceased) <> 0 ORDER BY recorded_at
        """;

    private const string SelectVersions = $"""
        SELECT {FactStore.MemberColumns} FROM members AS m WHERE m.organization = @node
        UNION
        SELECT {FactStore.MemberColumns} FROM member_terms AS t JOIN members AS m ON m.position = t.position WHERE t.organization = @node
        """;

    public override Task<ListOpeningRevisionsResponse> ListOpeningRevisions(ListOpeningRevisionsRequest request, ServerCallContext context)
    {
        var organization = ResourceName.Require(ResourceName.Organizations, request.Parent);
        var check = new Check().That(request.Year is >= 1931 and <= 9999, "year", "DATE_INVALID");
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        return database.SnapshotAsync(async session =>
        {
            var day = new DateOnly(request.Year, 1, 1);
            var (start, question) = (VietnamTime.StartOf(day), await AskAsync(session, organization, day, null));
            var opening = (await ValuesAsync(session, organization, question, question.Policy.Indicators.Where(i => i.Code == "T6")))[0].Denominator;
            var late = question.Node!.IsCell
                ? LateFactsOf(await FactStore.WithTermsAsync(session, await session.QueryAsync<MemberRow>(SelectVersions, new { node = question.Node.Node })), question.Node.Node, start, day.AddDays(-1))
                : await session.QueryAsync<LateFacts>(SelectLedger, new { node = question.Node.Node, start, year = request.Year });
            var first = opening - late.Sum(l => l.Delta);
            var revisions = new List<OpeningRevision>();
            // An opening of which nothing was known when the year began has no state before the first record.
            if (first != 0 || late.Count == 0)
            {
                revisions.Add(new OpeningRevision { Revision = 1, Members = first, Change = first, RecordTime = Timestamp.FromDateTime(start) });
            }

            foreach (var facts in late)
            {
                first += facts.Delta;
                revisions.Add(new OpeningRevision { Revision = revisions.Count + 1, Members = first, Change = facts.Delta, RecordTime = Timestamp.FromDateTime(facts.RecordedAt) });
            }

            var after = int.Parse(page.Key(0) ?? "0", null);
            var rows = revisions.Where(r => r.Revision > after).Take(page.Take).ToList();
            var next = pages.Next(page, rows, r => [r.Revision.ToString((IFormatProvider?)null)]);
            return new ListOpeningRevisionsResponse { OpeningRevisions = { rows }, NextPageToken = next };
        }, context.CancellationToken);
    }

    /// <summary>What the ledger would say of a cell, from the versions of its members' facts.</summary>
    private static List<LateFacts> LateFactsOf(IReadOnlyList<MemberRow> versions, long node, DateTime start, DateOnly lastDay)
    {
        var changes = versions.Where(v => v.Stays.Any(stay => stay.Organization == node && stay.Days.Contains(lastDay))).SelectMany(v => new[] { (At: v.RecordedAt, N: 1), (At: v.SupersededAt ?? DateTime.MaxValue, N: -1) });
        return [.. changes.Where(c => c.At >= start && c.At < DateTime.MaxValue).GroupBy(c => c.At, c => c.N).OrderBy(g => g.Key)
            .Select(g => new LateFacts { RecordedAt = g.Key, Delta = g.Sum() }).Where(l => l.Delta != 0)];
    }

    private sealed record LateFacts
    {
        public DateTime RecordedAt { get; init; }

        public long Delta { get; init; }
    }
}
