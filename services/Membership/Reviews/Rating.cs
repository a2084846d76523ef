using DienBien.Platform.Membership.Life;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Reviews;

/// <summary>Who is rated (R-REV-6).</summary>
internal static class Rating
{
    private const string Ended = "ENDED";

    /// <summary>True if a member is rated on a day, by the facts of life on record.</summary>
    public static async Task<bool> IsRatedAsync(Session session, MemberRow member, DateOnly day, ReviewPolicy policy)
    {
        var facts = await FactStore.OfAsync(session, member.Id);
        var states = facts.Where(fact => fact.SupersededAt is null && fact.ValidFrom <= day && day < fact.ValidTo).Select(fact => fact.Kind);
        return IsRated(member.EndedOn <= day ? states.Append(Ended) : states, policy);
    }

    /// <summary>True if none of the states rules it out.</summary>
    public static bool IsRated(IEnumerable<string> states, ReviewPolicy policy) => !policy.NotRated.Overlaps(states);
}
