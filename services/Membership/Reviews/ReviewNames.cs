using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Reviews;

/// <summary>Resource names of cycles, <c>reviewCycles/{uuid}</c>, and of the reviews below them.</summary>
internal static class ReviewNames
{
    private const string Cycles = "reviewCycles";

    private const string Reviews = "/reviews/";

    public static string Cycle(string id) => $"{Cycles}/{id}";

    public static string Review(string cycleId, string id) => $"{Cycles}/{cycleId}{Reviews}{id}";

    /// <summary>The id of a cycle.</summary>
    /// <exception cref="Problem">NOT_FOUND: a name that can't exist does not exist.</exception>
    public static string RequireCycle(string name) => ResourceName.Require(Cycles, name);

    /// <summary>The ids of a review's cycle and of the review.</summary>
    /// <exception cref="Problem">NOT_FOUND: a name that can't exist does not exist.</exception>
    public static (string CycleId, string Id) RequireReview(string name)
    {
        var end = name.IndexOf(Reviews, StringComparison.Ordinal);
        var cycle = end < 0 ? null : ResourceName.IdOf(Cycles, name[..end]);
        return cycle is not null && Ids.IsValid(name[(end + Reviews.Length)..]) ? (cycle, name[(end + Reviews.Length)..]) : throw Problems.NotFound(name);
    }
}
