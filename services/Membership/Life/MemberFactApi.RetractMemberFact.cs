using DienBien.Membership.V1;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Life;

internal sealed partial class MemberFactApi
{
    public override Task<MemberFact> RetractMemberFact(RetractMemberFactRequest request, ServerCallContext context)
    {
        var check = new Check();
        var consent = check.Text(request.Consent, "consent", 63);
        var chosen = Chosen(check, request.Organization);
        check.OrThrow();
        var scope = context.Access().Scope;
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var (member, fact) = await FactStore.RequireAsync(work, request.Name, scope);
            return (await TakeBackAsync(work, member, fact, consent, scope, chosen)).ToProto();
        });
    }

    private static string? Chosen(Check check, string organization)
    {
        var id = ResourceName.IdOf(ResourceName.Organizations, organization);
        check.That(organization.Length == 0 || id is not null, "organization", "UUID_INVALID");
        return id;
    }

    private async Task<FactRow> TakeBackAsync(Work work, MemberRow member, FactRow fact, string consent, Scope scope, string? chosen)
    {
        if (LifeRules.Ends(fact.KindValue) && fact.CutBy is { } later)
        {
            var comeback = (await FactStore.OfAsync(work, member.Id)).Find(row => row.Id == later)!;
            throw Problems.Precondition("name", "FACT_OVERLAPS", "", new Dictionary<string, string> { ["kind"] = comeback.Kind, ["since"] = IsoDate.Of(comeback.ValidFrom) });
        }

        var retracted = await FactStore.RetractAsync(work, member, fact, consent);
        if (LifeRules.Ends(fact.KindValue))
        {
            await DeadlineBook.CancelAsync(work, fact.Name, clock.Today());
            await FactStore.ReopenMembershipAsync(work, vault, member, fact, scope, chosen);
        }

        if (LifeRules.ComesBack(fact.KindValue))
        {
            await Comebacks.UndoAsync(work, vault, member, fact, scope);
        }

        return retracted;
    }
}
