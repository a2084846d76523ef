using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using Group = DienBien.Membership.V1.FeeBasis.Types.Group;

namespace DienBien.Platform.Tests.Membership.Fees;

[Collection(SharedRegister.Name)]
public sealed class GetFeeFactsTests(RegisterFixture register)
{
    [Fact]
    public async Task All_facts_of_a_member_are_shown_and_of_nobody_elsewhere()
    {
        var cell = await register.CellAsync();
        var member = await register.MemberAsync(cell);
        await register.BasisAsync(member, Group.Student, 0, "2026-01");
        await register.ReliefAsync(member, FeeRelief.Types.Kind.SocialPension, "2026-06");
        await register.PayAsync(cell.Name, register.Payment(member, "2026-01", 5_000, "BL 01"));
        var request = new GetFeeFactsRequest { Name = member };
        var facts = await register.Fees.GetFeeFactsAsync(request, register.Board);
        Assert.Equal((Group.Student, "2026-01"), (facts.Bases.Single().Group, facts.Bases.Single().SinceMonth));
        Assert.Equal(("2026-06", "", "3-NQ/CB"), (facts.Reliefs.Single().FirstMonth, facts.Reliefs.Single().LastMonth, facts.Reliefs.Single().DocumentNumber));
        Assert.Equal(("BL 01", 5_000), (facts.Payments.Single().ReceiptNumber, facts.Payments.Single().Amount));
        (await Refusal.OfAsync(register.Fees.GetFeeFactsAsync(request, register.As("clerk", RegisterFixture.MuongPhang)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }
}
