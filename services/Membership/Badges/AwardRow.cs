using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using Ground = DienBien.Membership.V1.CheckEarlyBadgeRequest.Types.Ground;

namespace DienBien.Platform.Membership.Badges;

/// <summary>A badge that a member was awarded.</summary>
internal sealed record AwardRow
{
    internal const string Columns = "a.id, a.member_id, a.level, a.awarded_on, a.decision, a.early_ground, a.recorded_at, a.superseded_at, a.consent";

    public string Id { get; init; } = "";

    public string MemberId { get; init; } = "";

    public int Level { get; init; }

    public DateOnly AwardedOn { get; init; }

    public string Decision { get; init; } = "";

    /// <summary>Why it came early; empty if it did not.</summary>
    public string EarlyGround { get; init; } = "";

    public DateTime RecordedAt { get; init; }

    /// <summary>Since when it is taken back.</summary>
    public DateTime? SupersededAt { get; init; }

    /// <summary>With whose consent.</summary>
    public string? Consent { get; init; }

    internal string Name => $"{ResourceName.Member(MemberId)}/badgeAwards/{Id}";

    internal BadgeAward ToProto(string organizationId, string fullName, DateOnly admitted) => new()
    {
        Name = Name,
        Level = Level,
        AwardedOn = IsoDate.Of(AwardedOn),
        Decision = Decision,
        EarlyGround = EnumNames.TryParse<Ground>(EarlyGround, out var ground) ? ground : default,
        Organization = ResourceName.Organization(organizationId),
        FullName = fullName,
        FullOn = IsoDate.Of(PartyAge.FullOn(admitted, Level)),
    };

    internal BadgeAward ToProto(MemberRow member) => ToProto(member.OrganizationId, member.FullName, member.PartyAgeFrom ?? member.AdmittedOn);

    internal BadgeAwardChanged ToEvent() => new() { BadgeAward = Name, Level = Level, AwardedOn = IsoDate.Of(AwardedOn), Retracted = SupersededAt is not null };
}
