using DienBien.Indicators.V1;
using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Feed;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Indicators.Values;

/// <summary>Answers from this service's own facts and counters; nobody else is asked.</summary>
internal sealed partial class IndicatorApi(Database database, PageTokens pages, TimeProvider clock) : IndicatorService.IndicatorServiceBase
{
    /// <summary>The definition in <c>organizations/{uuid}/indicatorValues/{code}</c>.</summary>
    private static (string OrganizationId, string Code) Parse(string name)
    {
        var id = ResourceName.OrganizationOf(name);
        var code = name[(name.LastIndexOf('/') + 1)..];
        return id is not null && name == NameOf(id, code) && IndicatorPolicy.Codes.Contains(code)
            ? (id, code)
            : throw Problems.NotFound(name);
    }

    private static string NameOf(string organizationId, string code) => $"{ResourceName.Organization(organizationId)}/indicatorValues/{code}";

    /// <summary>The two times of a request: the day that it asks about, and as of when it wants that known, null for now.</summary>
    private (DateOnly Day, DateTime? Known) Times(Check check, string asOf, Timestamp? knownAt) =>
        (check.OptionalDate(asOf, "as_of") ?? clock.Today(), check.KnownAt(knownAt, "known_at"));

    private static async Task<Question> AskAsync(Session session, string organizationId, DateOnly day, DateTime? known)
    {
        // Whether the organisation exists, and who may ask about it, is decided by the present tree.
        _ = await OrganizationTree.FindAsync(session, organizationId) ?? throw Problems.NotFound(ResourceName.Organization(organizationId));
        var tree = new Tree(known ?? Tree.Now);
        await tree.LoadAsync(session, [organizationId], []);
        return new Question(tree.Find(organizationId), day, known, IndicatorPolicy.On(day), tree);
    }

    private async Task<List<IndicatorValue>> ValuesAsync(Session session, string organizationId, Question question, IEnumerable<Definition> indicators)
    {
        var counters = question is { Node: not null, ByRecords: false } ? await Counters.ReadAsync(session, question) : null;
        var position = await Question.PositionAsync(session);
        var values = new List<IndicatorValue>();
        foreach (var indicator in indicators)
        {
            var applies = question.Applies(indicator.Code);
            var tally = question.Node is null ? Tally.None
                : counters?.Of(indicator.Code, question) ?? await Explained.CountAsync(session, indicator.Code, question);
            tally = applies ? tally : tally with { Numerator = 0, Denominator = 0 };
            var target = question.Policy.TargetOf(indicator, question.IsProvince);
            values.Add(new IndicatorValue
            {
                Name = NameOf(organizationId, indicator.Code),
                Indicator = $"indicators/{indicator.Code}",
                AsOf = IsoDate.Of(question.AsOf),
                Numerator = tally.Numerator,
                Denominator = tally.Denominator,
                Target = target,
                State = Comparison.Of(tally.Numerator, tally.Denominator, target, question.Policy.Combinator, applies),
                Completeness = tally.Completeness,
                KnownAt = question.KnownAt is { } known ? Timestamp.FromDateTime(known) : Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
                FeedPosition = position,
            });
        }

        return values;
    }
}
