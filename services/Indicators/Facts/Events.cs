using System.Globalization;
using DienBien.Feed.V1;
using DienBien.Membership.V1;
using DienBien.Platform.Shared;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>Turns events into rows.</summary>
internal static class Events
{
    internal static Moment MomentOf(FeedEvent change)
    {
        var recorded = change.RecordTime.ToDateTime();
        // Stored to the microsecond, so what is compared in memory is cut to it as well.
        recorded = recorded.AddTicks(-(recorded.Ticks % 10));
        return new Moment(change.Position, recorded, Today.Of(recorded).Year);
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
            AdmittedOn = Day(member.AdmittedOn),
            OfficialOn = Optional(member.OfficialOn),
            EndedOn = Optional(member.EndedOn),
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
                Since = Day(head.Since),
                Until = Optional(head.Until),
                MemberId = head.Member.Length == 0 ? null : ResourceName.Require(ResourceName.Members, head.Member),
                RecordedAt = moment.RecordedAt,
            })],
            [.. village.Cells.Select(cell => new CellRow
            {
                VillageId = id,
                Position = moment.Position,
                OrganizationId = ResourceName.Require(ResourceName.Organizations, cell.Organization),
                Since = Optional(cell.Since) ?? DateOnly.MinValue,
                Until = Optional(cell.Until),
                Independent = cell.Independent,
                RecordedAt = moment.RecordedAt,
            })]);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Optional(string text) => text.Length == 0 ? null : Day(text);
}
