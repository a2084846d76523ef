using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Text;
using Grpc.Core;

namespace DienBien.Platform.Membership.Villages;

internal sealed partial class VillageApi
{
    private const string SelectMember = "SELECT m.id FROM members m JOIN organizations o ON o.id = m.organization_id WHERE m.id = @id AND {scope o.path}";

    public override Task<Village> AppointVillageHead(AppointVillageHeadRequest request, ServerCallContext context)
    {
        var id = ResourceName.Require(ResourceName.Villages, request.Name);
        var head = request.Head ?? new VillageHead();
        var (check, name) = (new Check(), Vietnamese.Normalize(head.DisplayName));
        var since = check.Date(head.Since, "head.since");
        check.That(head.Member.Length > 0 != name.Length > 0, "head.member", "HEAD_AMBIGUOUS")
            .That(name.Length <= 127, "head.display_name", "TEXT_LENGTH")
            .OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var scope = context.Access().Scope;
            var village = await VillageStore.FindAsync(work, id, scope) ?? throw Problems.NotFound(request.Name);
            Etags.Check(request.Etag, village.Row.Version);
            var memberId = ResourceName.IdOf(ResourceName.Members, head.Member);
            if (head.Member.Length > 0 && (memberId is null || await work.FindAsync<string>(SelectMember, new { id = memberId }, scope) is null))
            {
                throw Problems.Invalid("head.member", "MEMBER_UNKNOWN");
            }

            var writer = new VillageWriter(work, clock);
            var after = village with { Heads = [.. village.Heads] };
            return await writer.AppointAsync(after, memberId, memberId is null ? name : null, since) switch
            {
                HeadVerdict.New => (await writer.ReplaceAsync(village, after)).ToProto(clock.Today()),
                HeadVerdict.Known => village.ToProto(clock.Today()),
                _ => throw Problems.Precondition("head.since", "HEAD_NOT_LATER"),
            };
        });
    }
}
