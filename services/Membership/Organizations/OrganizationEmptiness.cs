using DienBien.Platform.Membership.Admissions;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Organizations;

/// <summary>That nothing is left in an organisation that is dissolved (R-ORG-13).</summary>
internal static class OrganizationEmptiness
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

    /// <summary>Refuses while organisations, members or a commune's villages are in force under it on the day or later.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION with their counts.</exception>
    public static async Task RequireAsync(Session session, OrganizationRow row, DateOnly day, string field)
    {
        var range = PathRange.Of(row.Path);
        var parameters = new { from = range.From, to = range.To, day, id = row.Id };
        var organizations = await session.SingleAsync<long>(CountBelow, parameters);
        var members = await session.SingleAsync<long>(CountMembers, parameters);
        if (organizations + members > 0)
        {
            throw Problems.Precondition(field, "ORGANIZATION_NOT_EMPTY", "R-ORG-13", new Dictionary<string, string> { ["organizations"] = Text(organizations), ["members"] = Text(members) });
        }

        if (await CandidateStore.CountAsync(session, row.Id) is > 0 and var candidates)
        {
            throw Problems.Precondition(field, "CANDIDATES_REMAIN", "R-ORG-13", new Dictionary<string, string> { ["candidates"] = Text(candidates) });
        }

        // A village always lies in a commune that exists.
        if (await session.SingleAsync<long>(CountVillages, parameters) is > 0 and var villages)
        {
            throw Problems.Precondition(field, "VILLAGES_REMAIN", "R-ORG-13", new Dictionary<string, string> { ["villages"] = Text(villages) });
        }
    }

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
