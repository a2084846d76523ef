using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Membership.Members;

/// <summary>A case of two records that seem to be one person.</summary>
internal sealed record DuplicateRow
{
    public string Id { get; init; } = "";

    /// <summary>The lowest organisation that sees both.</summary>
    public string OrganizationId { get; init; } = "";

    public string FirstMemberId { get; init; } = "";

    public string SecondMemberId { get; init; } = "";

    public string Reason { get; init; } = "";

    public string PolicyVersion { get; init; } = "";

    public DateTime CreateTime { get; init; }

    internal const string Columns = "d.id, d.organization_id, d.first_member_id, d.second_member_id, d.reason, d.policy_version, d.create_time";

    internal DuplicateCase ToProto() => new()
    {
        Name = ResourceName.DuplicateCase(Id),
        Organization = ResourceName.Organization(OrganizationId),
        FirstMember = ResourceName.Member(FirstMemberId),
        SecondMember = ResourceName.Member(SecondMemberId),
        Reason = Reason,
        PolicyVersion = PolicyVersion,
        CreateTime = CreateTime.ToTimestamp(),
    };
}
