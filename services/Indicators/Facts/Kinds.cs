using System.Collections.Frozen;
using DienBien.Platform.Indicators.Values;
using DienBien.Platform.Shared.Policies;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>What the tree's policy says of the kinds of organisations, in all its versions: counters are kept for all dates alike.</summary>
internal static class Kinds
{
    private static readonly Policy Tree = IndicatorPolicy.All["organization-tree"];

    /// <summary>Cells: the leaves, whose few records are counted when somebody asks.</summary>
    internal static FrozenSet<string> Cells { get; } = Named("cells");

    /// <summary>Communes and wards: what villages belong to and what is expected to report.</summary>
    internal static FrozenSet<string> Communes { get; } = Named("villageCellParents");

    private static FrozenSet<string> Named(string parameter) => Tree.Versions.SelectMany(version => version.Strings(parameter)).ToFrozenSet();
}
