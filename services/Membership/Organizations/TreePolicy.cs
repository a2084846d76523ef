using DienBien.Platform.Shared.Policies;

namespace DienBien.Platform.Membership.Organizations;

/// <summary>Which kinds may stand under which, by the policy in force on a day.</summary>
internal sealed class TreePolicy
{
    private static readonly Policy Versions = PolicySet.Load(typeof(TreePolicy).Assembly)["organization-tree"];

    private readonly PolicyVersion version;

    private TreePolicy(PolicyVersion version) => this.version = version;

    /// <summary>The version's label, which a case pins when it opens (R-VER-1).</summary>
    public string Label => version.Version;

    /// <summary>The policy of a day; before the first version, that version.</summary>
    public static TreePolicy On(DateOnly day) => new(day < Versions.Versions[0].ValidFrom ? Versions.Versions[0] : Versions.On(day));

    /// <summary>True if the kind is a cell, which has members and needs a sector.</summary>
    public bool IsCell(string kind) => version.Strings("cells").Contains(kind);

    /// <summary>True if a village's cell may stand under a parent of the kind (R-ORG-6).</summary>
    public bool MayHoldVillageCell(string parentKind) => version.Strings("villageCellParents").Contains(parentKind);

    /// <summary>True if the kind may stand under a parent of the other kind.</summary>
    public bool MayStandUnder(string kind, string parentKind) => parentKind switch
    {
        "PROVINCE" => Under("underProvince", kind),
        "COMMUNE" => Under("underCommune", kind),
        "WARD" => Under("underWard", kind),
        "AGENCY_BLOC" => Under("underAgencyBloc", kind),
        "GRASSROOTS" => Under("underGrassroots", kind),
        "SECTIONAL" => Under("underSectional", kind),
        _ => false,
    };

    private bool Under(string parameter, string kind) => version.Strings(parameter).Contains(kind);
}
