using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;

namespace DienBien.Platform.Membership.Statistics;

/// <summary>A member behind a figure, with the presence by which he counts.</summary>
internal sealed record FigureHolder
{
    /// <summary>Where his organisation stands, by which the list is in order.</summary>
    public string Path { get; init; } = "";

    public string Id { get; init; } = "";

    public string OrganizationId { get; init; } = "";

    public string MemberId { get; init; } = "";

    public string FullName { get; init; } = "";

    public DateOnly ChangedOn { get; init; }

    public FigureMember ToProto(bool change) => new()
    {
        Member = ResourceName.Member(MemberId),
        Organization = ResourceName.Organization(OrganizationId),
        FullName = FullName,
        ChangedOn = change ? IsoDate.Of(ChangedOn) : "",
    };
}
