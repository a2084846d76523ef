using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Kind = DienBien.Membership.V1.Review.Types.SubjectKind;

namespace DienBien.Platform.Membership.Reviews;

/// <summary>Whom or what a review is about.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Organization">The member's organisation, or the collective itself.</param>
/// <param name="UnitId">The unit whose procedure it is.</param>
internal sealed record ReviewSubject(Kind Kind, string Id, OrganizationRow Organization, string UnitId)
{
    /// <summary>The group of similar tasks unless another is stated.</summary>
    public string UsualGroup => Organization.Sector ?? Organization.Kind;
}

/// <summary>Looks a review's subject up in the scope, and checks that the cycle covers it and that it is rated.</summary>
internal static class SubjectFinder
{
    private const string Field = "review.subject";

    public static async Task<ReviewSubject> RequireAsync(Session session, CycleRow cycle, string name, Scope scope, DateOnly today)
    {
        var member = ResourceName.IdOf(ResourceName.Members, name) is null ? null : await MemberStore.RequireAsync(session, name, scope);
        var organization = member is null
            ? await OrganizationStore.RequireAsync(session, name, scope)
            : await OrganizationStore.FindAsync(session, member.OrganizationId, scope) ?? throw Problems.NotFound(name);
        var path = (await OrganizationStore.GetAsync(session, cycle.OrganizationId)).Path;
        if (!PathRange.Of(path).Contains(organization.Path))
        {
            throw Problems.Precondition(Field, "REVIEW_SUBJECT_OUTSIDE");
        }

        if (member is not null && !await Rating.IsRatedAsync(session, member, today, cycle.Policy))
        {
            throw Problems.Precondition(Field, "REVIEW_NOT_RATED", "R-REV-6");
        }

        return member is null
            ? new ReviewSubject(Kind.Collective, organization.Id, organization, organization.Id == cycle.OrganizationId ? organization.Id : organization.ParentId!)
            : new ReviewSubject(Kind.Member, member.Id, organization, organization.Id);
    }
}
