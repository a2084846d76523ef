using DienBien.Membership.V1;
using Xunit;
using Group = DienBien.Membership.V1.FeeBasis.Types.Group;

namespace DienBien.Platform.Tests.Membership.Fees;

[Collection(SharedRegister.Name)]
public sealed class RecordFeePaymentsTests(RegisterFixture register)
{
    [Fact]
    public async Task A_list_can_be_sent_again_and_adds_nothing()
    {
        var cell = await register.CellAsync();
        var member = await register.MemberAsync(cell);
        await register.BasisAsync(member, Group.Student, 0, "2026-01");
        FeePayment[] list = [register.Payment(member, "2026-01", 3_000), register.Payment(member, "2026-01", 2_000), register.Payment(member, "2026-02", 5_000)];
        Assert.Equal((3, 0), Counts(await register.PayAsync(cell.Name, list)));
        Assert.Equal((0, 3), Counts(await register.PayAsync(cell.Name, list)));
        Assert.Equal((1, 1), Counts(await register.PayAsync(cell.Name, [list[0], register.Payment(member, "2026-03", 5_000)])));
        Assert.Equal(5_000, (await register.FeeAsync(cell.Name, "2026-01")).AmountPaid);
    }

    [Fact]
    public async Task Those_that_are_wrong_are_listed_and_the_others_kept()
    {
        var cell = await register.CellAsync();
        var (member, other) = (await register.MemberAsync(cell), await register.MemberAsync(await register.CellAsync()));
        var known = register.Payment(member, "2026-01", 5_000);
        await register.PayAsync(cell.Name, known);
        var answer = await register.PayAsync(
            cell.Name,
            new FeePayment(known) { Amount = 4_000 }, register.Payment(other, "2026-01", 5_000), register.Payment(member, "2026-1", 5_000), register.Payment(member, "2026-02", 0),
            register.Payment("members/x", "2026-02", 1), new FeePayment(register.Payment(member, "2026-02", 1)) { PaidOn = "2099-01-01" }, register.Payment(member, "2026-02", 5_000));
        Assert.Equal(1, answer.Accepted);
        Assert.Equal(
            ["1 receipt_number RECEIPT_DIFFERS", "2 member MEMBER_NOT_HERE", "3 month MONTH_INVALID", "4 amount AMOUNT_INVALID", "5 member UUID_INVALID", "6 paid_on DATE_IN_FUTURE"],
            answer.Rejections.OrderBy(r => r.Line).Select(r => $"{r.Line} {r.Field} {r.Reason}"));
    }

    [Fact]
    public async Task A_trial_keeps_nothing_and_an_empty_list_is_refused()
    {
        var cell = await register.CellAsync();
        var member = await register.MemberAsync(cell);
        var request = new RecordFeePaymentsRequest { Parent = cell.Name, Payments = { register.Payment(member, "2026-01", 5_000) }, ValidateOnly = true };
        Assert.Equal((1, 0), Counts(await register.Fees.RecordFeePaymentsAsync(request, register.Board)));
        Assert.Equal((1, 0), Counts(await register.Fees.RecordFeePaymentsAsync(request, register.Board)));
        (await Refusal.OfAsync(register.Fees.RecordFeePaymentsAsync(new RecordFeePaymentsRequest { Parent = cell.Name }, register.Board))).IsInvalid("payments PAYMENT_COUNT");
    }

    private static (int Accepted, int Unchanged) Counts(RecordFeePaymentsResponse response) => (response.Accepted, response.Unchanged);
}
