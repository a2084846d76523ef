using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Policies;
using Grpc.Core;

namespace DienBien.Platform.Membership.Badges;

internal sealed partial class BadgeApi
{
    public override async Task<EarlyBadge> CheckEarlyBadge(CheckEarlyBadgeRequest request, ServerCallContext context)
    {
        var id = ResourceName.Require(ResourceName.Members, request.Name);
        var check = new Check();
        check.Name(request.Ground, "ground", required: true);
        var day = check.OptionalDate(request.On, "on") ?? clock.Today();
        check.OrThrow();
        var member = await database.ReadAsync(session => MemberStore.FindAsync(session, id, context.Access().Scope), context.CancellationToken) ?? throw Problems.NotFound(request.Name);
        return Judge(member.PartyAgeFrom ?? member.AdmittedOn, request.Ground, day, request.Name);
    }

    /// <summary>Whether the next badge may come early: a function of the dates and the policy alone.</summary>
    internal static EarlyBadge Judge(DateOnly admitted, CheckEarlyBadgeRequest.Types.Ground ground, DateOnly day, string member = "")
    {
        var policy = BadgePolicy.On(day);
        var months = PartyAge.MonthsOn(admitted, day);
        var level = policy.NextAfter(months / 12);
        var parameter = policy.Version[policy.EarlyParameter(ground, level ?? policy.Levels[^1])];
        var answer = new EarlyBadge
        {
            Member = member,
            PartyAgeMonths = months,
            Rule = parameter.Rule,
            Clause = parameter.Clause,
            PolicyVersion = policy.Version.Version,
            Blocks = parameter.Effect == Effect.Block,
        };
        if (level is { } years)
        {
            var full = PartyAge.FullOn(admitted, years);
            var early = policy.EarlyFrom(ground, years, full);
            (answer.Level, answer.FullOn, answer.EarlyFrom, answer.Allowed) = (years, IsoDate.Of(full), IsoDate.Of(early), early <= day);
        }

        return answer;
    }
}
