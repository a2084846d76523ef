using DienBien.Feed.V1;
using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>Turns events into rows.</summary>
internal static class Events
{
    internal static Moment MomentOf(FeedEvent change)
    {
        var recorded = change.RecordTime.ToDateTime();
        // Stored to the microsecond, so what is compared in memory is cut to it as well.
        recorded = recorded.AddTicks(-(recorded.Ticks % 10));
        return new Moment(change.Position, recorded, VietnamTime.DateOf(recorded).Year);
    }

    internal static MemberRow Member(FeedEvent change, Moment moment)
    {
        var member = MemberChanged.Parser.ParseFrom(change.Data);
        var organization = ResourceName.Require(ResourceName.Organizations, member.Organization);
        return new MemberRow
        {
            Id = ResourceName.Require(ResourceName.Members, member.Member),
            Position = moment.Position,
            OrganizationId = organization,
            AdmittingOrganizationId = member.AdmittingOrganization.Length == 0 ? organization : ResourceName.Require(ResourceName.Organizations, member.AdmittingOrganization),
            MemberNumber = member.MemberNumber,
            AdmittedOn = IsoDate.Parse(member.AdmittedOn),
            OfficialOn = IsoDate.ParseOptional(member.OfficialOn),
            EndedOn = IsoDate.ParseOptional(member.EndedOn),
            RecordedAt = moment.RecordedAt,
        };
    }

    internal static VillageFacts Village(FeedEvent change, Moment moment)
    {
        var village = VillageChanged.Parser.ParseFrom(change.Data).Village;
        var id = ResourceName.Require(ResourceName.Villages, village.Name);
        return new VillageFacts(
            new VillageRow
            {
                Id = id,
                Position = moment.Position,
                Code = village.Code,
                DisplayName = village.DisplayName,
                CommuneId = ResourceName.Require(ResourceName.Organizations, village.Commune),
                Kind = EnumNames.Of(village.Kind),
                RecordedAt = moment.RecordedAt,
            },
            [.. village.HeadHistory.Select(head => new HeadRow
            {
                VillageId = id,
                Position = moment.Position,
                Since = IsoDate.Parse(head.Since),
                Until = IsoDate.ParseOptional(head.Until),
                MemberId = head.Member.Length == 0 ? null : ResourceName.Require(ResourceName.Members, head.Member),
                RecordedAt = moment.RecordedAt,
            })],
            [.. village.Cells.Select(cell => new CellRow
            {
                VillageId = id,
                Position = moment.Position,
                OrganizationId = ResourceName.Require(ResourceName.Organizations, cell.Organization),
                Since = IsoDate.ParseOptional(cell.Since) ?? DateOnly.MinValue,
                Until = IsoDate.ParseOptional(cell.Until),
                Independent = cell.Independent,
                RecordedAt = moment.RecordedAt,
            })]);
    }
}
