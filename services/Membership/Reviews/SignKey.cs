using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using Sign = DienBien.Membership.V1.ReviewSign.Types.Kind;

namespace DienBien.Platform.Membership.Reviews;

/// <summary>Where a sign stands in the list of a cycle.</summary>
internal readonly record struct SignKey(string Unit, string Kind, Sign Sign)
{
    /// <summary>Before all signs.</summary>
    public static SignKey First { get; } = new("", "", default);

    public static SignKey Of(ReviewSign sign) => new(ResourceName.OrganizationOf(sign.Unit)!, EnumNames.Of(sign.SubjectKind), sign.Kind);

    /// <summary>True if it comes after another.</summary>
    public bool IsBehind(SignKey other) => (string.CompareOrdinal(Unit, other.Unit), string.CompareOrdinal(Kind, other.Kind)) switch
    {
        (not 0 and var unit, _) => unit > 0,
        (_, not 0 and var kind) => kind > 0,
        _ => Sign > other.Sign,
    };
}
