using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Organizations.Acts;

[Collection(SharedRegister.Name)]
public sealed class ListOrganizationActsTests(RegisterFixture register)
{
    [Fact]
    public async Task Acts_are_listed_where_they_touched_something_the_latest_first()
    {
        var (one, two, other) = (await register.CommuneAsync(), await register.CommuneAsync(), await register.CommuneAsync());
        var (source, successor) = (await register.CellAsync(parent: one.Name), await register.CellAsync(parent: two.Name));
        var member = await register.CreateAsync(register.Person(), source.Name);
        var merger = new MergeOrganizationsRequest(Merger(one, successor, source)) { Parent = Province };
        var act = (await register.Acts.MergeOrganizationsAsync(merger, register.Board)).Act;
        await register.Acts.RenameOrganizationAsync(new RenameOrganizationRequest { Parent = two.Name, Organization = successor.Name, DisplayName = "Chi bộ ghép", EffectiveOn = "2024-07-01", DocumentNumber = "7" }, register.Board);
        Assert.Equal([OrganizationAct.Types.Kind.Rename, OrganizationAct.Types.Kind.Merger], (await ListAsync(two.Name)).Select(a => a.Kind));
        Assert.Equal([act.Name], (await ListAsync(two.Name, OrganizationAct.Types.Kind.Merger)).Select(a => a.Name));
        Assert.Empty(await ListAsync(other.Name));
        Assert.Equal(act, await register.Acts.GetOrganizationActAsync(new GetOrganizationActRequest { Name = act.Name }, register.Board));

        // Each commune sees its own side.
        var seen = await register.Acts.GetOrganizationActAsync(new GetOrganizationActRequest { Name = act.Name }, register.As("secretary", one.Name));
        Assert.Equal([source.Name], seen.Parts.Select(part => part.Organization));
        (await Refusal.OfAsync(register.Acts.GetOrganizationActAsync(new GetOrganizationActRequest { Name = act.Name }, register.As("secretary", other.Name)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");

        var moves = new ListOrganizationActMovesRequest { Parent = act.Name };
        Assert.Equal([member.Name], (await register.Acts.ListOrganizationActMovesAsync(moves, register.As("secretary", one.Name))).Moves.Select(move => move.Subject));
        (await Refusal.OfAsync(register.Acts.ListOrganizationActMovesAsync(moves, register.As("secretary", other.Name)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        var commune = await register.CommuneAsync();
        var (cell, committee) = (await register.CellAsync(parent: commune.Name), commune);
        foreach (var day in (string[])["2024-06-01", "2024-06-02", "2024-06-03"])
        {
            await register.Acts.RenameOrganizationAsync(new RenameOrganizationRequest { Parent = commune.Name, Organization = cell.Name, DisplayName = "Chi bộ " + day, EffectiveOn = day, DocumentNumber = "8" }, register.Board);
        }

        var (days, request) = (new List<string>(), new ListOrganizationActsRequest { Parent = committee.Name, PageSize = 2 });
        do
        {
            var page = await register.Acts.ListOrganizationActsAsync(request, register.Board);
            days.AddRange(page.OrganizationActs.Select(act => act.EffectiveOn));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(["2024-06-03", "2024-06-02", "2024-06-01"], days);
    }

    private async Task<IEnumerable<OrganizationAct>> ListAsync(string parent, OrganizationAct.Types.Kind kind = default) =>
        (await register.Acts.ListOrganizationActsAsync(new ListOrganizationActsRequest { Parent = parent, Kind = kind }, register.Board)).OrganizationActs;
}
