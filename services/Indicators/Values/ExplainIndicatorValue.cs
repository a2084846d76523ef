using DienBien.Indicators.V1;
using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Indicators.Values;

internal sealed partial class IndicatorApi
{
    public override Task<ExplainIndicatorValueResponse> ExplainIndicatorValue(ExplainIndicatorValueRequest request, ServerCallContext context)
    {
        var (organization, code) = Parse(request.Name);
        var check = new Check();
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        var (day, known) = Times(check, request.AsOf, request.KnownAt);
        check.OrThrow();
        return database.SnapshotAsync(async session =>
        {
            var question = await AskAsync(session, organization, day, known);
            var indicator = question.Policy.Indicators.Single(i => i.Code == code);
            var rows = question.Applies(code) ? await Explained.ReadAsync(session, code, question, page.After, page.Take) : [];
            var next = pages.Next(page, rows, row => row.Key);
            return new ExplainIndicatorValueResponse
            {
                Records = { rows.Select(row => RecordOf(row, indicator, question.Tree)) },
                NextPageToken = next,
                Value = (await ValuesAsync(session, organization, question, [indicator]))[0],
            };
        }, context.CancellationToken);
    }

    private static ExplainedRecord RecordOf(Explained row, Definition indicator, Tree tree) => new()
    {
        Record = row.Record,
        Code = row.Code,
        DisplayName = row.DisplayName,
        Role = row.Judgement.Role,
        Reason = row.Judgement.Reason,
        Message = Messages.English(row.Judgement.Reason),
        MessageVi = Messages.Vietnamese(row.Judgement.Reason),
        Evidence = row.Judgement.Evidence,
        Organization = ResourceName.Organization(tree.Find(row.Organization)!.Id),
        DecidedOn = row.Judgement.DecidedOn is { } day && day > DateOnly.MinValue ? IsoDate.Of(day) : "",
        Rule = indicator.Rule,
    };
}
