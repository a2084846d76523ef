using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using Group = DienBien.Membership.V1.FeeBasis.Types.Group;

namespace DienBien.Platform.Tests.Membership.Fees;

[Collection(SharedRegister.Name)]
public sealed class RecordFeeBasisTests(RegisterFixture register)
{
    [Fact]
    public async Task A_basis_of_the_same_month_is_corrected_and_others_stay()
    {
        var cell = await register.CellAsync();
        var member = await register.MemberAsync(cell);
        await register.BasisAsync(member, Group.InsuredSalary, 5_000_000, "2026-01");
        await register.BasisAsync(member, Group.InsuredSalary, 6_000_000, "2026-04");
        await register.BasisAsync(member, Group.InsuredSalary, 5_500_000, "2026-01");
        var facts = await register.Fees.GetFeeFactsAsync(new GetFeeFactsRequest { Name = member }, register.Board);
        Assert.Equal([5_500_000, 6_000_000], facts.Bases.Select(basis => basis.Amount));
        Assert.Equal(3, (await register.AuditAsync(member)).Count(rpc => rpc == "RecordFeeBasis"));
    }

    [Theory]
    [InlineData(Group.Unspecified, 0, "2026-01", "fee_basis.group FIELD_REQUIRED")]
    [InlineData(Group.InsuredSalary, 0, "2026-01", "fee_basis.amount AMOUNT_INVALID")]
    [InlineData(Group.Student, 1, "2026-01", "fee_basis.amount AMOUNT_INVALID")]
    [InlineData(Group.Student, 0, "", "fee_basis.since_month FIELD_REQUIRED")]
    [InlineData(Group.Student, 0, "2026", "fee_basis.since_month MONTH_INVALID")]
    public async Task What_is_wrong_is_named(Group group, long amount, string since, string fault)
    {
        var request = new RecordFeeBasisRequest { Parent = await register.MemberAsync(await register.CellAsync()), FeeBasis = new FeeBasis { Group = group, Amount = amount, SinceMonth = since } };
        (await Refusal.OfAsync(register.Fees.RecordFeeBasisAsync(request, register.Board))).IsInvalid(fault);
    }

    [Fact]
    public async Task Nobody_records_what_is_elsewhere()
    {
        var request = new RecordFeeBasisRequest { Parent = await register.MemberAsync(await register.CellAsync()), FeeBasis = new FeeBasis { Group = Group.Student, SinceMonth = "2026-01" } };
        (await Refusal.OfAsync(register.Fees.RecordFeeBasisAsync(request, register.As("clerk", RegisterFixture.MuongPhang)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }
}
