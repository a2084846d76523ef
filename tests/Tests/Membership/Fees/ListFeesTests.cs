using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using Group = DienBien.Membership.V1.FeeBasis.Types.Group;
using State = DienBien.Membership.V1.Fee.Types.State;

namespace DienBien.Platform.Tests.Membership.Fees;

[Collection(SharedRegister.Name)]
public sealed class ListFeesTests(RegisterFixture register)
{
    [Fact]
    public async Task A_fee_tells_how_it_was_computed_and_how_it_stands()
    {
        var cell = await register.CellAsync();
        var member = await register.MemberAsync(cell);
        await register.BasisAsync(member, Group.InsuredSalary, 8_450_000, "2026-01");
        var open = await register.FeeAsync(cell.Name, "2026-12");
        Assert.Equal((84_500, 0, State.Open, "R-FEE-1", "01-QĐ/TW"), (open.AmountDue, open.AmountPaid, open.State, open.Rule, open.PolicyVersion));
        Assert.Equal("1/100 × 8.450.000 đ (11/2026) = 84.500 đ", open.ComputationVi);
        Assert.Equal(cell.Name, open.Organization);
        await register.PayAsync(cell.Name, register.Payment(member, "2026-03", 84_500), register.Payment(member, "2026-04", 84_499));
        Assert.Equal(State.Paid, (await register.FeeAsync(cell.Name, "2026-03")).State);
        Assert.Equal(State.PartPaid, (await register.FeeAsync(cell.Name, "2026-04")).State);
        Assert.Equal(State.Unpaid, (await register.FeeAsync(cell.Name, "2026-05")).State);
    }

    [Fact]
    public async Task Two_unpaid_months_warn_and_those_in_arrears_are_listed()
    {
        var cell = await register.CellAsync();
        var member = await register.MemberAsync(cell);
        await register.MemberAsync(cell);
        await register.BasisAsync(member, Group.Student, 0, "2026-01");
        await register.PayAsync(cell.Name, register.Payment(member, "2026-02", 5_000));
        Assert.False((await ListAsync(cell, "2026-02")).Single(fee => fee.Member == member).InArrears);
        Assert.Empty(await ListAsync(cell, "2026-02", arrears: true));
        var fee = Assert.Single(await ListAsync(cell, "2026-03", arrears: true));
        Assert.Equal(["2026-01", "2026-03"], fee.UnpaidMonths);
        await register.ReliefAsync(member, FeeRelief.Types.Kind.Deferral, "2026-03", "2026-03");
        Assert.Equal(State.Deferred, (await ListAsync(cell, "2026-03")).Single(f => f.Member == member).State);
        Assert.Empty(await ListAsync(cell, "2026-03", arrears: true));
        Assert.Equal(1, (await ListAsync(cell, "2026-03")).Count(f => f.State == State.NoBasis));
    }

    [Fact]
    [Rule("R-FEE-5")]
    public async Task Who_is_temporarily_elsewhere_pays_there_and_owes_nothing_twice()
    {
        var (home, away) = (await register.CellAsync(), await register.CellAsync(parent: RegisterFixture.MuongPhang));
        var member = await register.MemberAsync(home);
        await register.BasisAsync(member, Group.Student, 0, "2026-01");
        await register.PlaceFeesAsync(member, away.Name, "2026-04-10", "2026-07-01");
        Assert.Equal(home.Name, (await register.FeeAsync(home.Name, "2026-04")).Organization);
        Assert.Empty(await ListAsync(home, "2026-05"));
        Assert.Equal(away.Name, (await register.FeeAsync(away.Name, "2026-05")).Organization);
        Assert.Empty(await ListAsync(away, "2026-07"));
        Assert.Equal(1, (await register.PayAsync(away.Name, register.Payment(member, "2026-05", 2_000))).Accepted);
        Assert.Equal(1, (await register.PayAsync(home.Name, register.Payment(member, "2026-05", 3_000))).Accepted);
        var fee = await register.FeeAsync(away.Name, "2026-05");
        Assert.Equal((5_000, 5_000, State.Paid), (fee.AmountDue, fee.AmountPaid, fee.State));
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        var cell = await register.CellAsync();
        var members = new List<string> { await register.MemberAsync(cell), await register.MemberAsync(cell), await register.MemberAsync(cell) };
        var request = new ListFeesRequest { Parent = cell.Name, Month = "2026-05", PageSize = 2 };
        var first = await register.Fees.ListFeesAsync(request, register.Board);
        var second = await register.Fees.ListFeesAsync(new ListFeesRequest(request) { PageToken = first.NextPageToken }, register.Board);
        Assert.Equal(members.Order(), first.Fees.Concat(second.Fees).Select(fee => fee.Member));
        Assert.Equal("", second.NextPageToken);
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        (await Refusal.OfAsync(register.Fees.ListFeesAsync(new ListFeesRequest { Parent = RegisterFixture.NaTau, Month = "2026-13", PageSize = -1 }, register.Board))).IsInvalid("month MONTH_INVALID", "page_size PAGE_SIZE_NEGATIVE");
        (await Refusal.OfAsync(register.Fees.ListFeesAsync(new ListFeesRequest { Month = "2025-12" }, register.Board))).IsInvalid("month MONTH_NOT_COVERED");
        (await Refusal.OfAsync(register.Fees.ListFeesAsync(new ListFeesRequest { Parent = RegisterFixture.NaTau }, register.As("clerk", RegisterFixture.MuongPhang)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    private async Task<IReadOnlyList<Fee>> ListAsync(Organization cell, string month, bool arrears = false) =>
        (await register.Fees.ListFeesAsync(new ListFeesRequest { Parent = cell.Name, Month = month, InArrears = arrears }, register.Board)).Fees;
}
