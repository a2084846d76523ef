using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Membership.Statistics;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Rules;
using Grpc.Core;

namespace DienBien.Platform.Membership.Admissions;

internal sealed partial class CandidateApi
{
    public override async Task<AdmissionForecast> GetAdmissionForecast(GetAdmissionForecastRequest request, ServerCallContext context)
    {
        var (check, today) = (new Check(), clock.Today());
        var (year, asOf) = Pipeline.Read(check, request.Year, today);
        check.OrThrow();
        await book.CatchUpAsync(context.CancellationToken);
        return await database.SnapshotAsync(async session =>
        {
            var scope = await Subtree.OfAsync(session, request.Parent, context.Access().Scope);
            var counts = await FigureReader.ReadAsync(session, scope, Basis.Original, new DateOnly(year, 1, 1).AddDays(-1), asOf);
            var admitted = Contributions.KeyOf(Flow.Admitted);
            return Forecast(year, asOf, counts[0][Contributions.Total], counts[1][admitted] - counts[0][admitted], [.. Pipeline.Groups(await Pipeline.OfAsync(session, scope, asOf, today), year)]);
        }, context.CancellationToken);
    }

    /// <summary>The least number of admissions that meets a target.</summary>
    internal static long Needed(Comparison comparison, Ratio target, long members) => members == 0
        ? 0
        : ((members * target.Numerator) + target.Denominator - 1) / target.Denominator is var needed && Ratio.Meets(needed, members, comparison, target) == true ? needed : needed + 1;

    private static AdmissionForecast Forecast(int year, DateOnly asOf, long members, long admitted, AdmissionForecast.Types.Group[] groups)
    {
        var policy = RegisterPolicies.All["resolution-07"].OnOrFirst(asOf);
        var (target, comparison, parameter) = (policy.Ratio("t6Target"), policy.Choice<Comparison>("t6Comparison"), policy["t6Target"]);
        var all = admitted + groups.Sum(group => group.InYear);
        return new AdmissionForecast
        {
            Year = year,
            AsOf = IsoDate.Of(asOf),
            Members = members,
            Admitted = admitted,
            Needed = Needed(comparison, target, members),
            AdmittedIfNothingIsLate = all,
            Met = Ratio.Meets(admitted, members, comparison, target) == true,
            MetIfNothingIsLate = Ratio.Meets(all, members, comparison, target) == true,
            // As the resolution writes it.
            Target = policy.Text("t6Target"),
            Rule = parameter.Rule,
            Clause = parameter.Clause,
            Method = Messages.English("FORECAST_METHOD"),
            MethodVi = Messages.Vietnamese("FORECAST_METHOD"),
            Groups = { groups },
        };
    }
}
