using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Villages;

[Collection(SharedRegister.Name)]
public sealed class LinkVillageCellTests(RegisterFixture register)
{
    [Fact]
    public async Task A_new_cell_takes_over_from_the_one_before()
    {
        var (joint, own) = (await register.CellAsync(), await register.CellAsync());
        var village = await register.VillageAsync();
        Assert.Equal(["0 2015-01-01–"], Links(await register.LinkAsync(village.Name, joint.Name, false, ""), joint, own));
        var after = await register.LinkAsync(village.Name, own.Name, true, "2024-03-01");
        Assert.Equal(["0 2015-01-01–2024-02-29", "1 2024-03-01–*"], Links(after, joint, own));
        Assert.Equal("\"3\"", after.Etag);
        Assert.Equal(["CreateVillage", "LinkVillageCell", "LinkVillageCell"], await register.AuditAsync(village.Name));
        Assert.Equal(3, (await register.EventsAsync(village.Name)).Count);
    }

    [Fact]
    public async Task A_joint_cell_becomes_the_villages_own_from_a_day_on()
    {
        var cell = await register.CellAsync();
        var village = await register.VillageAsync();
        await register.LinkAsync(village.Name, cell.Name, false, "2016-01-01");
        Assert.Equal(["0 2016-01-01–2019-12-31", "0 2020-01-01–*"], Links(await register.LinkAsync(village.Name, cell.Name, true, "2020-01-01"), cell));
        // The same day again corrects what was said of it.
        Assert.Equal(["0 2016-01-01–2019-12-31", "0 2020-01-01–"], Links(await register.LinkAsync(village.Name, cell.Name, false, "2020-01-01"), cell));
        // An earlier day covers the later ones.
        Assert.Equal(["0 2015-06-01–*"], Links(await register.LinkAsync(village.Name, cell.Name, true, "2015-06-01"), cell));
    }

    [Fact]
    public async Task A_last_day_ends_the_link_and_a_past_term_leaves_the_others_alone()
    {
        var (one, other) = (await register.CellAsync(), await register.CellAsync());
        var village = await register.VillageAsync();
        await register.LinkAsync(village.Name, one.Name, true, "2018-01-01");
        Assert.Equal(["1 2016-01-01–2017-12-31", "0 2018-01-01–*"], Links(await register.LinkAsync(village.Name, other.Name, false, "2016-01-01", "2017-12-31"), one, other));
        Assert.Equal(["1 2016-01-01–2017-12-31", "0 2018-01-01–2020-12-31*"], Links(await register.LinkAsync(village.Name, one.Name, true, "2018-01-01", "2020-12-31"), one, other));
    }

    [Fact]
    public async Task What_is_known_makes_no_version()
    {
        var cell = await register.CellAsync();
        var village = await register.VillageAsync();
        var linked = await register.LinkAsync(village.Name, cell.Name, true, "2016-01-01");
        Assert.Equal(linked, await register.LinkAsync(village.Name, cell.Name, true, "2016-01-01"));
        Assert.Equal(linked, await register.LinkAsync(village.Name, cell.Name, true, "2017-01-01"));
        var import = await register.ImportAsync("villages", $"""
            code,communeCode,kind,name,border,remote,headName,headMemberNumber,headSince,cellCode,cellIndependent
            {village.Code},03316,HAMLET,{village.DisplayName},,,,,,{cell.Code},true
            """);
        Assert.Equal((1, 0), ((int)import["accepted"]!, (int)import["unchanged"]!));
        // The file's link begins with the cell; a second time there is nothing new in it.
        Assert.Equal(["0 2015-01-01–*"], Links(await register.Villages.GetVillageAsync(new GetVillageRequest { Name = village.Name }, register.Board), cell));
    }

    [Fact]
    public async Task A_file_does_not_open_again_what_has_ended()
    {
        var cell = await register.CellAsync();
        var village = await register.VillageAsync();
        await register.LinkAsync(village.Name, cell.Name, true, "2015-01-01", "2020-12-31");
        var import = await register.ImportAsync("villages", $"""
            code,communeCode,kind,name,border,remote,headName,headMemberNumber,headSince,cellCode,cellIndependent
            {village.Code},03316,HAMLET,{village.DisplayName},,,,,,{cell.Code},true
            """);
        Assert.Equal((0, 1), ((int)import["accepted"]!, (int)import["unchanged"]!));
    }

    [Fact]
    public async Task What_can_not_serve_a_village_is_refused()
    {
        var (cell, dissolved, far) = (await register.CellAsync(), await register.CellAsync(), await register.CellAsync(parent: MuongPhang));
        await register.DissolveAsync(dissolved.Name, "2020-01-01");
        var village = (await register.VillageAsync()).Name;
        (await RefusedAsync(village, NaTau)).IsForbidden("cell.organization CELL_EXPECTED", "");
        (await RefusedAsync(village, dissolved.Name)).IsForbidden("cell.organization ORGANIZATION_DISSOLVED", "");
        (await RefusedAsync(village, cell.Name, "2014-12-31")).IsForbidden("cell.since BEFORE_ESTABLISHED", "");
        (await RefusedAsync(village, cell.Name, "2023-02-29")).IsInvalid("cell.since DATE_INVALID");
        (await RefusedAsync(village, cell.Name, "2023-02-28", "2023-02-27")).IsInvalid("cell.until UNTIL_BEFORE_SINCE");
        (await RefusedAsync(village, cell.Name, "", "2014-12-31")).IsForbidden("cell.until UNTIL_BEFORE_SINCE", "");
        (await RefusedAsync(village, "")).IsInvalid("cell.organization FIELD_REQUIRED");
        (await RefusedAsync(village, far.Name, caller: register.As("clerk", NaTau))).IsInvalid("cell.organization ORGANIZATION_UNKNOWN");
        (await Refusal.OfAsync(register.Villages.LinkVillageCellAsync(new LinkVillageCellRequest { Name = village }, register.Board))).IsInvalid("cell FIELD_REQUIRED");
        Assert.Empty((await register.Villages.GetVillageAsync(new GetVillageRequest { Name = village }, register.Board)).Cells);
    }

    [Fact]
    public async Task A_village_outside_the_scope_is_not_found()
    {
        var (cell, far) = (await register.CellAsync(), await register.VillageAsync(commune: MuongPhang));
        foreach (var village in (string[])[far.Name, "villages/" + Guid.CreateVersion7(), "villages/x"])
        {
            (await RefusedAsync(village, cell.Name, caller: register.As("clerk", NaTau))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        }
    }

    [Fact]
    public async Task A_stale_etag_is_aborted_and_a_repeated_request_gets_the_first_answer()
    {
        var (cell, village) = (await register.CellAsync(), await register.VillageAsync());
        var request = new LinkVillageCellRequest { Name = village.Name, Cell = new VillageCell { Organization = cell.Name }, Etag = village.Etag, RequestId = Guid.CreateVersion7().ToString() };
        var first = await register.Villages.LinkVillageCellAsync(request, register.Board);
        Assert.Equal(first, await register.Villages.LinkVillageCellAsync(request, register.Board));
        request.Cell.Independent = true;
        (await Refusal.OfAsync(register.Villages.LinkVillageCellAsync(request, register.Board))).IsInvalid("request_id REQUEST_ID_REUSED");
        request.RequestId = "";
        var refusal = await Refusal.OfAsync(register.Villages.LinkVillageCellAsync(request, register.Board));
        refusal.Is(StatusCode.Aborted, "ETAG_MISMATCH");
        Assert.Equal(first.Etag, refusal.Metadata["etag"]);
    }

    private Task<Refusal> RefusedAsync(string village, string cell, string since = "", string until = "", CallOptions? caller = null) => Refusal.OfAsync(register.Villages.LinkVillageCellAsync(
        new LinkVillageCellRequest { Name = village, Cell = new VillageCell { Organization = cell, Since = since, Until = until } }, caller ?? register.Board));
}
