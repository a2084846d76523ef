using System.Text.Json;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Members;

/// <summary>That a member belongs to an organisation from a day until before another.</summary>
internal sealed record MembershipRow
{
    /// <summary>The condition that a membership <c>t</c> is in force on <c>@day</c>, as known today.</summary>
    public const string InForce = "t.superseded_at IS NULL AND t.valid_from <= @day AND (t.valid_to IS NULL OR t.valid_to > @day)";

    /// <summary>Adds <c>e</c>, what a member <c>m</c> was on <c>@day</c>, if another membership has taken its place since.</summary>
    public const string Earlier = "LEFT JOIN earlier_memberships e ON e.member_id = m.id AND e.superseded_at IS NULL AND e.valid_from <= @day AND e.valid_to > @day";

    /// <summary>When a member <c>m</c> became official, in the membership that counts on <c>@day</c>.</summary>
    public const string OfficialOn = "CASE WHEN e.comeback_id IS NULL THEN m.official_on ELSE e.official_on END";

    private const string SelectOfMembers = """
        SELECT t.id, t.member_id, t.organization_id, t.valid_from, t.valid_to, t.recorded_at FROM memberships t
        WHERE t.member_id {in ids} AND t.superseded_at IS NULL ORDER BY t.member_id, t.valid_from
        """;

    public string Id { get; init; } = "";

    public string MemberId { get; init; } = "";

    public string OrganizationId { get; init; } = "";

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public DateTime RecordedAt { get; init; }

    /// <summary>The terms in force of members, each member's earliest first.</summary>
    internal static async Task<ILookup<string, MembershipRow>> OfMembersAsync(Session session, IEnumerable<string> ids)
    {
        var list = JsonSerializer.Serialize(ids);
        return (list.Length == 2 ? [] : await session.QueryAsync<MembershipRow>(SelectOfMembers, new { ids = list })).ToLookup(row => row.MemberId);
    }

    /// <summary>The terms after the member's dates or present organisation were corrected: they last from the admission to the end.</summary>
    internal static IReadOnlyList<MembershipRow> Corrected(IReadOnlyList<MembershipRow> terms, MemberRow row)
    {
        var end = row.EndedOn ?? DateOnly.MaxValue;
        var kept = terms.Where(term => term.ValidFrom < end && (term.ValidTo is null || term.ValidTo > row.AdmittedOn)).ToList();
        if (kept.Count < 2)
        {
            return [new MembershipRow { MemberId = row.Id, OrganizationId = row.OrganizationId, ValidFrom = row.AdmittedOn, ValidTo = row.EndedOn }];
        }

        kept[0] = kept[0] with { ValidFrom = row.AdmittedOn };
        kept[^1] = kept[^1] with { OrganizationId = row.OrganizationId, ValidTo = row.EndedOn };
        return kept;
    }

    /// <summary>The terms after whoever belonged to one organisation on a day or later belongs to another from that day on.</summary>
    internal static IReadOnlyList<MembershipRow> Moved(IEnumerable<MembershipRow> terms, string from, string to, DateOnly day)
    {
        var moved = new List<MembershipRow>();
        foreach (var term in terms)
        {
            if (term.OrganizationId != from || term.ValidTo <= day)
            {
                Add(term);
                continue;
            }

            if (term.ValidFrom < day)
            {
                Add(term with { ValidTo = day });
            }

            Add(term with { OrganizationId = to, ValidFrom = term.ValidFrom < day ? day : term.ValidFrom });
        }

        return moved;

        void Add(MembershipRow term)
        {
            if (moved is [.., var last] && last.OrganizationId == term.OrganizationId && last.ValidTo == term.ValidFrom)
            {
                moved[^1] = last with { ValidTo = term.ValidTo };
            }
            else
            {
                moved.Add(term);
            }
        }
    }

    /// <summary>What is said about a member, whichever row says it.</summary>
    internal static bool Same(IReadOnlyList<MembershipRow> one, IReadOnlyList<MembershipRow> other) =>
        one.Select(row => (row.OrganizationId, row.ValidFrom, row.ValidTo)).SequenceEqual(other.Select(row => (row.OrganizationId, row.ValidFrom, row.ValidTo)));

    internal DienBien.Membership.V1.MembershipTerm ToProto() => new()
    {
        Organization = ResourceName.Organization(OrganizationId),
        Since = IsoDate.Of(ValidFrom),
        Until = IsoDate.Of(ValidTo),
    };
}
