using DienBien.Membership.V1;
using DienBien.Platform.Membership.Villages;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations;

internal sealed partial class OrganizationApi
{
    // What is in force on the day or later; what ended by then does not matter.
    private const string CountBelow = """
        SELECT COUNT(*) FROM organizations o WHERE o.path > @from AND o.path < @to AND (o.dissolved_on IS NULL OR o.dissolved_on > @day)
        """;

    private const string CountMembers = """
        SELECT COUNT(*) FROM organizations o JOIN memberships m ON m.organization_id = o.id
        WHERE o.path >= @from AND o.path < @to AND m.superseded_at IS NULL AND (m.valid_to IS NULL OR m.valid_to > @day)
        """;

    private const string CountVillages = "SELECT COUNT(*) FROM villages v WHERE v.commune_id = @id";

    public override Task<Organization> DissolveOrganization(DissolveOrganizationRequest request, ServerCallContext context)
    {
        var id = ResourceName.Require(ResourceName.Organizations, request.Name);
        var check = new Check();
        var day = check.Date(request.DissolvedOn, "dissolved_on");
        check.That(day <= clock.Today(), "dissolved_on", "DATE_IN_FUTURE").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var before = await OrganizationStore.FindAsync(work, id, context.Access().Scope) ?? throw Problems.NotFound(request.Name);
            Etags.Check(request.Etag, before.Version);
            if (before.DissolvedOn == day)
            {
                return before.ToProto();
            }

            if (before.DissolvedOn is not null)
            {
                throw Problems.Precondition("name", "ORGANIZATION_DISSOLVED");
            }

            if (day <= before.EstablishedOn)
            {
                throw Problems.Precondition("dissolved_on", "DISSOLVED_TOO_EARLY");
            }

            await OrganizationStore.HoldAsync(work, id);
            await RefuseFullAsync(work, before, day);
            await new VillageWriter(work, clock).EndLinksAsync(id, day);
            return (await OrganizationWriter.ReplaceAsync(work, before, before with { DissolvedOn = day })).ToProto();
        });
    }

    private static async Task RefuseFullAsync(Session session, OrganizationRow row, DateOnly day)
    {
        var range = PathRange.Of(row.Path);
        var parameters = new { from = range.From, to = range.To, day, id = row.Id };
        var organizations = await session.SingleAsync<long>(CountBelow, parameters);
        var members = await session.SingleAsync<long>(CountMembers, parameters);
        if (organizations + members > 0)
        {
            throw Problems.Precondition("name", "ORGANIZATION_NOT_EMPTY", "R-ORG-13", new Dictionary<string, string> { ["organizations"] = Text(organizations), ["members"] = Text(members) });
        }

        // A village always lies in a commune that exists.
        if (await session.SingleAsync<long>(CountVillages, parameters) is > 0 and var villages)
        {
            throw Problems.Precondition("name", "VILLAGES_REMAIN", "R-ORG-13", new Dictionary<string, string> { ["villages"] = Text(villages) });
        }
    }

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
