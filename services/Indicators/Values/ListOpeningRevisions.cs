using DienBien.Indicators.V1;
using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DienBien.Platform.Indicators.Values;

internal sealed partial class IndicatorApi
{
    private const string SelectOpening = """
        SELECT COALESCE(SUM(n), 0) FROM counters_year WHERE node_id = @node AND measure = @measure AND year < @year
        """;

    // Facts that were recorded together, by one import say, make one revision.
    private const string SelectLedger = """
        SELECT recorded_at, SUM(delta) AS delta FROM opening_ledger
        WHERE node_id = @node AND recorded_at >= @start AND admitted_year < @year
        GROUP BY recorded_at HAVING SUM(delta) <> 0 ORDER BY recorded_at
        """;

    public override Task<ListOpeningRevisionsResponse> ListOpeningRevisions(ListOpeningRevisionsRequest request, ServerCallContext context)
    {
        var node = ResourceName.Require(ResourceName.Organizations, request.Parent);
        new Check().That(request.Year is >= 1931 and <= 9999, "year", "DATE_INVALID").OrThrow();
        var page = pages.Read(request.PageSize, request.PageToken, request);
        return database.SnapshotAsync(async session =>
        {
            var start = VietnamTime.StartOf(new DateOnly(request.Year, 1, 1));
            var opening = await session.SingleAsync<long>(SelectOpening, new { node, measure = (int)Measure.Members, year = request.Year });
            var late = await session.QueryAsync<LateFacts>(SelectLedger, new { node, start, year = request.Year });
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

    private sealed record LateFacts
    {
        public DateTime RecordedAt { get; init; }

        public long Delta { get; init; }
    }
}
