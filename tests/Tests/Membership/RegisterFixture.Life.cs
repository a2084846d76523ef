using DienBien.Membership.V1;

namespace DienBien.Platform.Tests.Membership;

/// <content>What happens to members.</content>
public sealed partial class RegisterFixture
{
    public MemberFactService.MemberFactServiceClient Facts => new(Channel);

    public async Task<MemberFact> FactAsync(string member, MemberFact fact) =>
        await Facts.CreateMemberFactAsync(new CreateMemberFactRequest { Parent = member, MemberFact = fact }, Board);

    internal Task<Refusal> RefusedFactAsync(string member, MemberFact fact) =>
        Refusal.OfAsync(Facts.CreateMemberFactAsync(new CreateMemberFactRequest { Parent = member, MemberFact = fact }, Board));

    public async Task<ListMemberFactsResponse.Types.Standing> StandingAsync(string member, string day) =>
        (await Facts.ListMemberFactsAsync(new ListMemberFactsRequest { Parent = member, AsOf = day }, Board)).Standing;

    /// <summary>The members of a cell whom a ballot is held against.</summary>
    public Task<int> ElectorateAsync(Organization cell, string day, int attending) =>
        InWorkAsync(work => DienBien.Platform.Membership.Life.FactStore.ElectorateAsync(work, Id(cell.Name), DienBien.Platform.Shared.Calendar.IsoDate.Parse(day), attending));
}
