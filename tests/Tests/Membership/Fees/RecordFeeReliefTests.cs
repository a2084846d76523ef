using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using Group = DienBien.Membership.V1.FeeBasis.Types.Group;
using Kind = DienBien.Membership.V1.FeeRelief.Types.Kind;

namespace DienBien.Platform.Tests.Membership.Fees;

[Collection(SharedRegister.Name)]
public sealed class RecordFeeReliefTests(RegisterFixture register)
{
    [Fact]
    public async Task Who_is_exempt_owes_nothing_and_a_reduction_counts()
    {
        var cell = await register.CellAsync();
        var member = await register.MemberAsync(cell);
        await register.BasisAsync(member, Group.InsuredSalary, 8_450_000, "2026-01");
        await register.ReliefAsync(member, Kind.PoorHousehold, "2026-03", "2026-03");
        await register.ReliefAsync(member, Kind.Reduction, "2026-04", "2026-05", 70);
        var exempt = await register.FeeAsync(cell.Name, "2026-03");
        Assert.Equal((Fee.Types.State.Exempt, "Miễn: hộ nghèo (3-NQ/CB)."), (exempt.State, exempt.ComputationVi));
        Assert.Equal(25_350, (await register.FeeAsync(cell.Name, "2026-05")).AmountDue);
        Assert.Equal(84_500, (await register.FeeAsync(cell.Name, "2026-06")).AmountDue);
    }

    [Theory]
    [Rule("R-FEE-4")]
    [InlineData(40, "2026-12", "fee_relief.percent REDUCTION_SHARE")]
    [InlineData(30, "2027-01", "fee_relief.last_month REDUCTION_TOO_LONG")]
    public async Task Another_share_or_more_months_are_refused(int percent, string last, string fault)
    {
        var request = Request(await register.MemberAsync(await register.CellAsync()), new FeeRelief { Kind = Kind.Reduction, Percent = percent, FirstMonth = "2026-01", LastMonth = last });
        (await Refusal.OfAsync(register.Fees.RecordFeeReliefAsync(request, register.Board))).IsForbidden(fault, "R-FEE-4");
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        var request = Request(await register.MemberAsync(await register.CellAsync()), new FeeRelief { Kind = Kind.PoorHousehold, Percent = 30, FirstMonth = "2026-04", LastMonth = "2026-03" });
        (await Refusal.OfAsync(register.Fees.RecordFeeReliefAsync(request, register.Board))).IsInvalid("fee_relief.percent PERCENT_UNEXPECTED", "fee_relief.last_month UNTIL_BEFORE_SINCE");
        (await Refusal.OfAsync(register.Fees.RecordFeeReliefAsync(Request("members/1", new FeeRelief { Kind = Kind.Deferral, FirstMonth = "2026-04" }), register.Board))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    private static RecordFeeReliefRequest Request(string member, FeeRelief relief) =>
        new() { Parent = member, FeeRelief = new FeeRelief(relief) { DecidedOn = "2026-01-05", DocumentNumber = "3-NQ/CB" } };
}
