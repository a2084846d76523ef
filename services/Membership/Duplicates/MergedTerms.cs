using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Duplicates;

/// <summary>Where a person belongs when whom two records are about.</summary>
internal static class MergedTerms
{
    /// <summary>The memberships of both records, joined where they meet in one organisation.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION where they overlap in different organisations.</exception>
    public static IReadOnlyList<MembershipRow> Of(IEnumerable<MembershipRow> kept, IEnumerable<MembershipRow> other)
    {
        var joined = new List<MembershipRow>();
        foreach (var term in kept.Concat(other).OrderBy(term => term.ValidFrom).ThenBy(term => End(term)))
        {
            if (joined is not [.., var last] || End(last) < term.ValidFrom || (End(last) == term.ValidFrom && last.OrganizationId != term.OrganizationId))
            {
                joined.Add(term);
            }
            else if (last.OrganizationId == term.OrganizationId)
            {
                joined[^1] = End(last) < End(term) ? last with { ValidTo = term.ValidTo } : last;
            }
            else
            {
                throw Problems.Precondition("memberships", "MEMBERSHIPS_OVERLAP", "", new Dictionary<string, string>
                {
                    ["first"] = ResourceName.Organization(last.OrganizationId), ["second"] = ResourceName.Organization(term.OrganizationId), ["since"] = IsoDate.Of(term.ValidFrom),
                });
            }
        }

        return joined;
    }

    private static DateOnly End(MembershipRow term) => term.ValidTo ?? DateOnly.MaxValue;
}
