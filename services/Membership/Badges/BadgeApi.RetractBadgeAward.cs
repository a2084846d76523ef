using System.Text;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Badges;

internal sealed partial class BadgeApi
{
    private const string SelectAward = $"SELECT {AwardRow.Columns} FROM badge_awards a WHERE a.id = @id AND a.member_id = @member";

    private const string SupersedeAward = "UPDATE badge_awards SET superseded_at = @SupersededAt, consent = @Consent WHERE id = @Id AND superseded_at IS NULL";

    public override Task<BadgeAward> RetractBadgeAward(RetractBadgeAwardRequest request, ServerCallContext context)
    {
        var check = new Check();
        var consent = check.Text(request.Consent, "consent", 63);
        check.OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            if (request.Name.Split('/') is not ["members", var memberId, "badgeAwards", var id]
                || await MemberStore.FindAsync(work, memberId, context.Access().Scope) is not { } member
                || await work.FindAsync<AwardRow>(SelectAward, new { id, member = memberId }) is not { } found)
            {
                throw Problems.NotFound(request.Name);
            }

            if (found.SupersededAt is not null)
            {
                throw Problems.Precondition("name", "AWARD_RETRACTED");
            }

            var retracted = found with { SupersededAt = work.Now, Consent = consent };
            await work.ExecuteAsync(SupersedeAward, retracted);
            work.Emit(retracted.Name, member.OrganizationId, retracted.ToEvent());
            work.Audit(retracted.Name, member.OrganizationId, Encoding.UTF8.GetBytes(retracted.ToString()));
            return retracted.ToProto(member);
        });
    }
}
