using System.Collections.Frozen;
using DienBien.Platform.Shared.Policies;

namespace DienBien.Platform.Membership.Organizations;

/// <summary>Which kinds may stand under which, by the policy in force on a day. Read once a version: imports ask for each line.</summary>
internal sealed class TreePolicy
{
    private static readonly PerVersion<TreePolicy> Versions = new(RegisterPolicies.All["organization-tree"], version => new TreePolicy(version));

    private readonly FrozenSet<string> cells;
    private readonly FrozenSet<string> villageCellParents;
    private readonly FrozenDictionary<string, FrozenSet<string>> under;

    private TreePolicy(PolicyVersion version)
    {
        Label = version.Version;
        cells = version.Strings("cells").ToFrozenSet();
        villageCellParents = version.Strings("villageCellParents").ToFrozenSet();
        under = new Dictionary<string, string>
        {
            ["PROVINCE"] = "underProvince",
            ["COMMUNE"] = "underCommune",
            ["WARD"] = "underWard",
            ["AGENCY_BLOC"] = "underAgencyBloc",
            ["GRASSROOTS"] = "underGrassroots",
            ["SECTIONAL"] = "underSectional",
        }.ToFrozenDictionary(parent => parent.Key, parent => version.Strings(parent.Value).ToFrozenSet());
    }

    /// <summary>The version's label, which a case pins when it opens (R-VER-1).</summary>
    public string Label { get; }

    /// <summary>The policy of a day; before the first version, that version.</summary>
    public static TreePolicy On(DateOnly day) => Versions.On(day);

    /// <summary>True if the kind is a cell, which has members and needs a sector.</summary>
    public bool IsCell(string kind) => cells.Contains(kind);

    /// <summary>True if a village's cell may stand under a parent of the kind (R-ORG-6).</summary>
    public bool MayHoldVillageCell(string parentKind) => villageCellParents.Contains(parentKind);

    /// <summary>True if the kind may stand under a parent of the other kind.</summary>
    public bool MayStandUnder(string kind, string parentKind) => under.TryGetValue(parentKind, out var kinds) && kinds.Contains(kind);
}
