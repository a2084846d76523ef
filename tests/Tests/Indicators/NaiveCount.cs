using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;
using Google.Protobuf;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;

namespace DienBien.Platform.Tests.Indicators;

/// <summary>Counts the last state of all facts one by one, in the plainest way.</summary>
internal sealed class NaiveCount(IReadOnlyDictionary<string, IMessage> facts)
{
    private readonly List<MemberChanged> members = [.. facts.Values.OfType<MemberChanged>().Where(member => member.MergedInto.Length == 0)];

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
        var (start, end) = (IsoDate.Parse(member.AdmittedOn), IsoDate.ParseOptional(member.EndedOn) ?? DateOnly.MaxValue);
        return start <= day && end > day && Counts(node, On(member, day), day);
    }

    internal IEnumerable<MemberChanged> Members => members;

    private bool Admitted(MemberChanged member, string node, DateOnly asOf)
    {
        var day = IsoDate.Parse(member.AdmittedOn);
        return day.Year == asOf.Year && day <= asOf && Counts(node, member.AdmittingOrganization, day);
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

    private bool IsMember(string name, DateOnly day) => facts.GetValueOrDefault(name) is MemberChanged { MergedInto: "" } member
        && IsoDate.Parse(member.AdmittedOn) <= day && (IsoDate.ParseOptional(member.EndedOn) ?? DateOnly.MaxValue) > day;

    /// <summary>Where a member belongs on a day.</summary>
    private static string On(MemberChanged member, DateOnly day) =>
        member.Terms.FirstOrDefault(term => IsoDate.Parse(term.Since) <= day && (IsoDate.ParseOptional(term.Until) ?? DateOnly.MaxValue) > day)?.Organization ?? member.Organization;

    /// <summary>True if what belongs to an organisation on a day counts at a node.</summary>
    private bool Counts(string node, string organization, DateOnly day)
    {
        var whole = Organization(node).Kind == Kind.Province;
        for (var at = organization; at.Length > 0; at = ParentOn(at, day))
        {
            if (!whole && at != organization && IsoDate.Parse(Organization(at).EstablishedOn) > day)
            {
                return false;
            }

            if (at == node)
            {
                return true;
            }
        }

        return false;
    }

    private string ParentOn(string organization, DateOnly day)
    {
        var change = (OrganizationChanged)facts[organization];
        return change.EarlierTerms.FirstOrDefault(term => IsoDate.Parse(term.Until) > day)?.Parent ?? change.Organization.Parent;
    }

    private Organization Organization(string name) => ((OrganizationChanged)facts[name]).Organization;

    private static bool Counted(Village village) => village.Kind != Village.Types.Kind.ResidentialGroup;

    private static bool InOffice(VillageHead head, DateOnly day) => IsoDate.Parse(head.Since) <= day && (IsoDate.ParseOptional(head.Until) ?? DateOnly.MaxValue) >= day;

}
