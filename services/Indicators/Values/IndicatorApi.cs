using DienBien.Indicators.V1;
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
        return id is not null && name == NameOf(id, code) && Policy.On(DateOnly.MaxValue).Indicators.Any(i => i.Code == code)
            ? (id, code)
            : throw Problems.NotFound(name);
    }

    private static string NameOf(string organizationId, string code) => $"{ResourceName.Organization(organizationId)}/indicatorValues/{code}";

    private async Task<Question> AskAsync(Session session, string organizationId, string asOf, Timestamp? knownAt)
    {
        var check = new Check();
        var day = check.OptionalDate(asOf, "as_of") ?? clock.Today();
        check.OrThrow();
        var node = await OrganizationTree.FindAsync(session, organizationId) ?? throw Problems.NotFound(ResourceName.Organization(organizationId));
        return new Question(node, day, knownAt?.ToDateTime(), Policy.On(day));
    }

    private async Task<List<IndicatorValue>> ValuesAsync(Session session, Question question, IEnumerable<Definition> indicators)
    {
        var counters = question.KnownAt is null ? await Counters.ReadAsync(session, question) : null;
        var position = await Question.PositionAsync(session);
        var values = new List<IndicatorValue>();
        foreach (var indicator in indicators)
        {
            var applies = question.Applies(indicator.Code);
            var (numerator, denominator) = !applies ? (0, 0)
                : counters?.Of(indicator.Code, question.Policy) ?? await Explained.CountAsync(session, indicator.Code, question);
            var target = question.Policy.TargetOf(indicator, question.IsProvince);
            values.Add(new IndicatorValue
            {
                Name = NameOf(question.Node.Id, indicator.Code),
                Indicator = $"indicators/{indicator.Code}",
                AsOf = IsoDate.Of(question.AsOf),
                Numerator = numerator,
                Denominator = denominator,
                Target = target,
                State = Comparison.Of(numerator, denominator, target, applies),
                Completeness = await Counters.CompletenessAsync(session, question, indicator.Code),
                KnownAt = question.KnownAt is { } known ? Timestamp.FromDateTime(known) : Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
                FeedPosition = position,
            });
        }

        return values;
    }
}
