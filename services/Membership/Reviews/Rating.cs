using DienBien.Platform.Membership.Members;

namespace DienBien.Platform.Membership.Reviews;

/// <summary>Who is rated (R-REV-6).</summary>
internal static class Rating
{
    /// <summary>True if a member is rated on a day, by the states of life that the register knows.</summary>
    public static bool IsRated(MemberRow member, DateOnly day, ReviewPolicy policy) => IsRated(StatesOf(member, day), policy);

    /// <summary>True if none of the states rules it out.</summary>
    public static bool IsRated(IEnumerable<string> states, ReviewPolicy policy) => !policy.NotRated.Overlaps(states);

    private static IEnumerable<string> StatesOf(MemberRow member, DateOnly day) => member.EndedOn <= day ? ["ENDED"] : [];
}
