using DienBien.Membership.V1;
using DienBien.Platform.Membership.Admissions;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Members;

internal sealed partial class MemberApi
{
    public override Task<Member> UpdateMember(UpdateMemberRequest request, ServerCallContext context)
    {
        var input = request.Member ?? throw Problems.Invalid("member", "FIELD_REQUIRED");
        var id = ResourceName.Require(ResourceName.Members, input.Name);
        var mask = FieldMasks.Read(request.UpdateMask, MemberInput.Fields);
        var scope = context.Access().Scope;
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var before = await MemberStore.FindAsync(work, id, scope) ?? throw Problems.NotFound(input.Name);
            Etags.Check(input.Etag, before.Version);
            if (mask.Contains("birth_date") && input.BirthDate != IsoDate.Of(before.BirthDate))
            {
                throw Problems.Precondition("member.birth_date", "BIRTH_DATE_FIXED", "R-FILE-1");
            }

            var organization = await OrganizationStore.FindAsync(work, before.OrganizationId, scope) ?? throw Problems.NotFound(input.Name);
            var draft = MemberInput.Read(MemberInput.Merge(before, input, mask), organization, vault, clock.Today());
            if (draft.Row.FullName != before.FullName)
            {
                throw Problems.Precondition("member.full_name", "NAME_NEEDS_DOCUMENT", "R-FILE-1");
            }

            // Unlike an empty column of a file, an empty field that the mask names takes the fact away.
            var after = (draft.Row with
            {
                Id = before.Id,
                CardLast4 = MemberInput.DropsCard(input, mask) ? null : draft.Row.CardLast4 ?? before.CardLast4,
                Version = before.Version,
                CreateTime = before.CreateTime,
                UpdateTime = before.UpdateTime,
            }).WithLifeOf(before);
            await OfficialAgainAsync(work, before, after);
            return (await MemberStore.SaveAsync(work, vault, before, after, draft, scope)).ToProto(clock.Today());
        });
    }

    /// <summary>Nothing is due any more about the probation after a readmission that no candidate's case has recorded.</summary>
    private static Task OfficialAgainAsync(Work work, MemberRow before, MemberRow after) => before is { ReadmittedOn: not null, OfficialOn: null } && after.OfficialOn is { } day
        ? DeadlineBook.CloseAsync(work, ResourceName.Member(before.Id) + "/facts", day, AdmissionRules.On(day)["officialConsideration"].Rule)
        : Task.CompletedTask;
}
