using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;
using Google.Protobuf;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;

namespace DienBien.Platform.Tests.Indicators;

/// <summary>Counts the last state of all facts one by one, in the plainest way.</summary>
internal sealed class NaiveCount(IReadOnlyDictionary<string, IMessage> facts)
{
    private readonly List<MemberChanged> members = [.. facts.Values.OfType<MemberChanged>()];

    private readonly List<Village> villages = [.. facts.Values.OfType<VillageChanged>().Select(v => v.Village)];

    internal (int Above, int Below) Of(string code, string node, DateOnly asOf) => code switch
    {
        "T6" => (members.Count(m => Admitted(m, node, asOf)), Opening(node, asOf.Year)),
        "T5" => (Seen(node, asOf).Count(v => Counted(v) && v.Cells.Any(c => c.Independent && Links(c, asOf))), Seen(node, asOf).Count(Counted)),
        _ => (Seen(node, asOf).Count(v => v.HeadHistory.Any(h => InOffice(h, asOf) && IsMember(h.Member, asOf))), Seen(node, asOf).Count(v => v.HeadHistory.Any(h => InOffice(h, asOf)))),
    };

    /// <summary>The members on 1 January.</summary>
    internal int Opening(string node, int year) => members.Count(m => IsIn(m, node, new DateOnly(year, 1, 1).AddDays(-1)));

    /// <summary>True if a member counts at a node at the end of a day.</summary>
    internal bool IsIn(MemberChanged member, string node, DateOnly day)
    {
        if (From(node, member.Organization) is not { } from)
        {
            return false;
        }

        var (start, end) = (Max(from, IsoDate.Parse(member.AdmittedOn)), IsoDate.ParseOptional(member.EndedOn) ?? DateOnly.MaxValue);
        return start <= day && end > day && end > start;
    }

    internal IEnumerable<MemberChanged> Members => members;

    private bool Admitted(MemberChanged member, string node, DateOnly asOf)
    {
        var day = IsoDate.Parse(member.AdmittedOn);
        return day.Year == asOf.Year && day <= asOf && From(node, member.AdmittingOrganization) is { } from && day >= from;
    }

    private IEnumerable<Village> Seen(string node, DateOnly asOf)
    {
        var organization = Organization(node);
        return organization.Kind switch
        {
            Kind.Province => villages,
            Kind.Commune or Kind.Ward => villages.Where(v => v.Commune == node && IsoDate.Parse(organization.EstablishedOn) <= asOf),
            Kind.Cell => villages.Where(v => v.Cells.Any(c => c.Organization == node && Links(c, asOf))),
            _ => [],
        };
    }

    private bool Links(VillageCell cell, DateOnly day) => IsoDate.Parse(cell.Since) <= day && (IsoDate.ParseOptional(cell.Until) ?? DateOnly.MaxValue) >= day
        && (IsoDate.ParseOptional(Organization(cell.Organization).DissolvedOn) ?? DateOnly.MaxValue) > day;

    private bool IsMember(string name, DateOnly day) => facts.GetValueOrDefault(name) is MemberChanged member
        && IsoDate.Parse(member.AdmittedOn) <= day && (IsoDate.ParseOptional(member.EndedOn) ?? DateOnly.MaxValue) > day;

    /// <summary>The first day on which what belongs to an organisation counts at a node; null if it lies elsewhere.</summary>
    private DateOnly? From(string node, string organization)
    {
        var from = DateOnly.MinValue;
        for (var at = organization; at.Length > 0; at = Organization(at).Parent)
        {
            if (at != organization)
            {
                from = Max(from, IsoDate.Parse(Organization(at).EstablishedOn));
            }

            if (at == node)
            {
                return Organization(node).Kind == Kind.Province ? DateOnly.MinValue : from;
            }
        }

        return null;
    }

    private Organization Organization(string name) => ((OrganizationChanged)facts[name]).Organization;

    private static bool Counted(Village village) => village.Kind != Village.Types.Kind.ResidentialGroup;

    private static bool InOffice(VillageHead head, DateOnly day) => IsoDate.Parse(head.Since) <= day && (IsoDate.ParseOptional(head.Until) ?? DateOnly.MaxValue) >= day;

    private static DateOnly Max(DateOnly a, DateOnly b) => a > b ? a : b;
}
