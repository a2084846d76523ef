using DienBien.Platform.Shared.Calendar;

namespace DienBien.Platform.Membership.Badges;

/// <summary>Party age (R-OFF-5). Whoever was out of the Party for a time counts from a later day: the admission moved by that time.</summary>
internal static class PartyAge
{
    /// <summary>The day on which some years are full.</summary>
    public static DateOnly FullOn(DateOnly countsFrom, int years) => Months.Add(countsFrom, years * 12);

    /// <summary>The full months on a day.</summary>
    public static int MonthsOn(DateOnly countsFrom, DateOnly day)
    {
        var months = Months.Between(countsFrom, day);
        return Months.Add(countsFrom, months) <= day ? months : months - 1;
    }
}
