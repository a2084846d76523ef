using System.Text;
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
    private const string CountAwards = "SELECT COUNT(*) FROM badge_awards a WHERE a.member_id = @MemberId AND a.level = @Level AND a.superseded_at IS NULL";

    public override Task<BadgeAward> RecordBadgeAward(RecordBadgeAwardRequest request, ServerCallContext context)
    {
        var check = new Check();
        check.That(request.BadgeAward is not null, "badge_award", "FIELD_REQUIRED").OrThrow();
        var input = request.BadgeAward!;
        var row = new AwardRow
        {
            Level = input.Level,
            AwardedOn = check.Date(input.AwardedOn, "badge_award.awarded_on"),
            Decision = check.Text(input.Decision, "badge_award.decision", 63),
            EarlyGround = check.Name(input.EarlyGround, "badge_award.early_ground"),
        };
        check.That(BadgePolicy.On(row.AwardedOn).LevelOf(input.Level) is not null, "badge_award.level", "BADGE_LEVEL_UNKNOWN", "R-BDG-1")
            .That(row.AwardedOn <= clock.Today(), "badge_award.awarded_on", "DATE_IN_FUTURE").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var member = await MemberStore.RequireAsync(work, request.Parent, context.Access().Scope);
            var stored = row with { Id = Ids.New(), MemberId = member.Id, RecordedAt = work.Now };
            if (await work.SingleAsync<long>(CountAwards, stored) > 0)
            {
                throw Problems.AlreadyExists("badge_award.level", "BADGE_AWARDED");
            }

            RefuseTooEarly(member, stored, input.EarlyGround);
            await work.InsertAsync("badge_awards", stored);
            work.Emit(stored.Name, member.OrganizationId, stored.ToEvent());
            work.Audit(stored.Name, member.OrganizationId, Encoding.UTF8.GetBytes(stored.ToString()));
            return stored.ToProto(member);
        });
    }

    // An award day comes a few weeks before the exact day at most; for an early badge the policy says how long before.
    private static void RefuseTooEarly(MemberRow member, AwardRow row, CheckEarlyBadgeRequest.Types.Ground ground)
    {
        var policy = BadgePolicy.On(row.AwardedOn);
        var full = PartyAge.FullOn(member.PartyAgeFrom ?? member.AdmittedOn, row.Level);
        var parameter = policy.Version[row.EarlyGround.Length == 0 ? "awardDays" : policy.EarlyParameter(ground, row.Level)];
        var first = row.EarlyGround.Length == 0 ? policy.AwardDayOf(full) : policy.EarlyFrom(ground, row.Level, full);
        if (parameter.Effect == Effect.Block && row.AwardedOn < (first < full ? first : full))
        {
            throw Problems.Precondition("badge_award.awarded_on", "BADGE_TOO_EARLY", parameter.Rule, new Dictionary<string, string> { ["date"] = IsoDate.Of(first), ["clause"] = parameter.Clause });
        }
    }
}
