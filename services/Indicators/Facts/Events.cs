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

    internal static MemberRow Member(MemberChanged member, Moment moment, Tree tree)
    {
        var organization = OrganizationOf(member.Organization, tree);
        return new MemberRow
        {
            Id = ResourceName.Require(ResourceName.Members, member.Member),
            Position = moment.Position,
            Organization = organization,
            Admitting = member.AdmittingOrganization.Length == 0 || member.AdmittingOrganization == member.Organization
                ? organization
                : OrganizationOf(member.AdmittingOrganization, tree),
            MemberNumber = member.MemberNumber,
            AdmittedOn = IsoDate.Parse(member.AdmittedOn),
            OfficialOn = IsoDate.ParseOptional(member.OfficialOn),
            EndedOn = IsoDate.ParseOptional(member.EndedOn),
            RecordedAt = moment.RecordedAt,
            Moved = member.Terms.Count > 1,
            Terms = member.Terms.Count < 2 ? [] : [.. member.Terms.Select((term, ordinal) => new TermRow
            {
                Position = moment.Position,
                Ordinal = ordinal,
                Organization = OrganizationOf(term.Organization, tree),
                Since = IsoDate.Parse(term.Since),
                Until = IsoDate.ParseOptional(term.Until),
            })],
        };
    }

    internal static VillageFacts Village(Village village, Moment moment, Tree tree)
    {
        var id = ResourceName.Require(ResourceName.Villages, village.Name);
        return new VillageFacts(
            new VillageRow
            {
                Id = id,
                Position = moment.Position,
                Code = village.Code,
                DisplayName = village.DisplayName,
                Commune = OrganizationOf(village.Commune, tree),
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
                Organization = OrganizationOf(cell.Organization, tree),
                Since = IsoDate.ParseOptional(cell.Since) ?? DateOnly.MinValue,
                Until = IsoDate.ParseOptional(cell.Until),
                Independent = cell.Independent,
                RecordedAt = moment.RecordedAt,
            })]);
    }

    /// <summary>The ids of the organisations that events name.</summary>
    internal static IEnumerable<string> Organizations(IEnumerable<MemberChanged> members, IEnumerable<Village> villages) =>
        members.SelectMany(m => m.Terms.Select(term => term.Organization).Append(m.Organization).Append(m.AdmittingOrganization))
            .Concat(villages.SelectMany(v => v.Cells.Select(c => c.Organization).Append(v.Commune)))
            .Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Select(IdOf);

    private static long OrganizationOf(string name, Tree tree) => tree.Require(IdOf(name)).Node;

    private static string IdOf(string name) => ResourceName.Require(ResourceName.Organizations, name);
}
