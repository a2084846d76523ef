using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Organizations.Health;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Organizations;

/// <summary>That a dissolved organisation's files and seal are recovered in time (R-ORG-14); the turn is its superior's.</summary>
internal static class DissolutionDeadline
{
    internal const string Rule = "R-ORG-14";

    /// <summary>Opens it, unless the day lies before all that the working-day calendar covers: that is long done.</summary>
    public static async Task OpenAsync(Work work, OrganizationRow dissolved, DateOnly day)
    {
        if (dissolved.ParentId is { } superior && day >= WorkingDays.Vietnam.FirstDay)
        {
            await DeadlineBook.OpenAsync(work, new Case(ResourceName.Organization(dissolved.Id), superior), HealthPolicy.On(day).Version, "handover", "ORGANIZATION_DISSOLUTION", day);
        }
    }
}
