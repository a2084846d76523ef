using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Membership.Duplicates;

/// <summary>A case of two records that seem to be one person. A pair has one case.</summary>
internal sealed record DuplicateRow
{
    public const string Collection = "duplicateCases";

    public const string Open = "OPEN";

    public const string Dismissed = "DISMISSED";

    public const string Merged = "MERGED";

    public const string ByCard = "CARD_NUMBER";

    public const string ByName = "NAME_AND_BIRTH";

    internal const string Columns = "d.id, d.organization_id, d.first_member_id, d.second_member_id, d.reason, d.policy_version, d.create_time, d.state, d.statement, d.version";

    public string Id { get; init; } = "";

    /// <summary>The lowest organisation that sees both.</summary>
    public string OrganizationId { get; init; } = "";

    public string FirstMemberId { get; init; } = "";

    public string SecondMemberId { get; init; } = "";

    public string Reason { get; init; } = "";

    public string PolicyVersion { get; init; } = "";

    public DateTime CreateTime { get; init; }

    public string State { get; init; } = Open;

    public string? Statement { get; init; }

    public long Version { get; init; } = 1;

    internal string Name => ResourceName.DuplicateCase(Id);

    internal DuplicateCase.Types.State StateValue => EnumNames.TryParse<DuplicateCase.Types.State>(State, out var state) ? state : default;

    internal DuplicateCase ToProto() => new()
    {
        Name = Name,
        Organization = ResourceName.Organization(OrganizationId),
        FirstMember = ResourceName.Member(FirstMemberId),
        SecondMember = ResourceName.Member(SecondMemberId),
        Reason = Reason,
        PolicyVersion = PolicyVersion,
        CreateTime = CreateTime.ToTimestamp(),
        State = StateValue,
        Statement = Statement ?? "",
        Etag = Etags.Of(Version),
    };
}
