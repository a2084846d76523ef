using DienBien.Platform.Membership.Transfers;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Policies;
using DienBien.Platform.Tests.Rules;
using Xunit;
using Kind = DienBien.Membership.V1.Transfer.Types.Kind;

namespace DienBien.Platform.Tests.Membership.Transfers;

public sealed class TransferRuleTests
{
    private static readonly PolicyVersion Policy = TransferRules.Version("294-QĐ/TW");

    [Theory]
    [Rule("R-TRF-1")]
    [Rule("R-TRF-2")]
    [InlineData("start", 60)]
    [InlineData("present", 30)]
    public void Terms_are_in_working_days(string parameter, int days)
    {
        var start = new DateOnly(2026, 3, 2);
        var deadline = Policy.Deadline(parameter, "", start, WorkingDays.Vietnam);
        Assert.False(deadline.IsOverdue(WorkingDays.Vietnam.Add(start, days).Date));
        Assert.True(deadline.IsOverdue(WorkingDays.Vietnam.Add(start, days + 1).Date));
    }

    [Theory]
    [Rule("R-TRF-4")]
    [InlineData(Kind.Temporary, 2, false)]
    [InlineData(Kind.Temporary, 3, true)]
    [InlineData(Kind.Temporary, 11, true)]
    [InlineData(Kind.Temporary, 12, false)]
    [InlineData(Kind.Study, 2, false)]
    [InlineData(Kind.Study, 12, true)]
    [InlineData(Kind.Study, 24, true)]
    [InlineData(Kind.Study, 25, false)]
    public void A_temporary_transfer_lasts_so_long(Kind kind, int months, bool fits) =>
        Assert.Equal(fits, TransferRules.Fits(Policy, kind, new DateOnly(2026, 1, 5), new DateOnly(2026, 1, 5).AddMonths(months)));

    [Theory]
    [Rule("R-TRF-6")]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Three_official_members_may_found_a_temporary_cell(int official, bool may) => Assert.Equal(may, TransferRules.MayFoundCell(Policy, official));

    [Theory]
    [Rule("R-TRF-7")]
    [InlineData("2026-10-01", false)]
    [InlineData("2026-10-02", true)]
    public void A_slip_is_missed_after_three_months(string day, bool listed) =>
        Assert.Equal(listed, Policy.Deadline("slip", "", new DateOnly(2026, 7, 1), WorkingDays.Vietnam).IsOverdue(IsoDate.Parse(day)));
}
