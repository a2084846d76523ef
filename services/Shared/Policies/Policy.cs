using System.Globalization;

namespace DienBien.Platform.Shared.Policies;

/// <summary>A policy through time: versions that follow each other day by day.</summary>
public sealed class Policy
{
    // Replaced as a whole when a decision of the province arrives; readers keep the list that they have begun with.
    private volatile IReadOnlyList<PolicyVersion> versions;

    private volatile IReadOnlyList<PolicyVersion> retired = [];

    internal Policy(string code, string title, IReadOnlyList<PolicyVersion> versions, bool isFixed = false)
    {
        Code = code;
        Title = title;
        IsFixed = isFixed;
        this.versions = versions;
        if (versions.Count == 0)
        {
            throw new PolicyException($"{code} has no version.");
        }

        foreach (var version in versions.Where(version => version.ValidTo < version.ValidFrom))
        {
            throw new PolicyException($"{version} ends before it starts.");
        }

        foreach (var (earlier, later) in versions.Zip(versions.Skip(1)))
        {
            CheckSeam(earlier, later);
        }
    }

    /// <summary>The code, for instance <c>charter-implementation</c>.</summary>
    public string Code { get; }

    /// <summary>The title in Vietnamese.</summary>
    public string Title { get; }

    /// <summary>True if the province can't decide on it: counters are kept by it for all days alike.</summary>
    public bool IsFixed { get; }

    /// <summary>All versions, oldest first.</summary>
    public IReadOnlyList<PolicyVersion> Versions => versions;

    /// <summary>The version in force on a day (rule R-VER-1).</summary>
    /// <param name="date">The day, as a rule the one on which a case opens.</param>
    /// <returns>The version.</returns>
    /// <exception cref="PolicyException">No version is in force on that day.</exception>
    public PolicyVersion On(DateOnly date)
    {
        var all = Versions;
        for (var i = all.Count - 1; i >= 0; i--)
        {
            if (all[i].ValidFrom <= date)
            {
                return all[i].ValidTo is { } last && last < date ? throw NotInForce(date) : all[i];
            }
        }

        throw NotInForce(date);
    }

    /// <summary>The version in force on a day; a day before the first version is held against that one.</summary>
    /// <param name="date">The day.</param>
    /// <returns>The version.</returns>
    /// <exception cref="PolicyException">The last version has ended by that day.</exception>
    public PolicyVersion OnOrFirst(DateOnly date) => On(date < Versions[0].ValidFrom ? Versions[0].ValidFrom : date);

    /// <summary>The version that a case has pinned.</summary>
    /// <param name="label">The label that the case stores.</param>
    /// <returns>The version.</returns>
    /// <exception cref="PolicyException">There is no such version.</exception>
    public PolicyVersion Version(string label) =>
        Versions.Concat(retired).FirstOrDefault(version => version.Version == label) ?? throw new PolicyException($"{Code} has no version '{label}'.");

    /// <summary>Takes the versions of the same policy under a decision. Those that cases have pinned stay known by their labels.</summary>
    internal void Become(Policy decided)
    {
        retired = [.. retired, .. versions.Where(version => decided.versions.All(kept => kept.Version != version.Version))];
        versions = decided.versions;
    }

    private PolicyException NotInForce(DateOnly date) =>
        new(string.Create(CultureInfo.InvariantCulture, $"No version of {Code} is in force on {date:yyyy-MM-dd}."));

    private static void CheckSeam(PolicyVersion earlier, PolicyVersion later)
    {
        if (earlier.ValidTo is not { } end)
        {
            throw new PolicyException($"{earlier} has no end but {later.Version} follows it.");
        }

        var expected = end.AddDays(1);
        if (later.ValidFrom != expected)
        {
            var fault = later.ValidFrom < expected ? "overlaps" : "leaves a hole before";
            throw new PolicyException(string.Create(
                CultureInfo.InvariantCulture, $"{earlier} (to {end:yyyy-MM-dd}) {fault} {later.Version} (from {later.ValidFrom:yyyy-MM-dd})."));
        }
    }
}
