using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Kind = DienBien.Membership.V1.Village.Types.Kind;

namespace DienBien.Platform.Tests.Membership.Villages;

[Collection(SharedRegister.Name)]
public sealed class CreateVillageTests(RegisterFixture register)
{
    [Fact]
    public async Task A_village_comes_with_its_head_and_cells()
    {
        var (own, joint) = (await register.CellAsync(), await register.CellAsync("2016-01-01"));
        var head = await register.MemberAsync(own);
        var input = register.Village();
        input.DisplayName = "Bản  Huổi Lếch".Normalize(System.Text.NormalizationForm.FormD);
        (input.Border, input.Remote, input.Head) = (true, true, new VillageHead { Member = head, Since = "2020-02-29" });
        input.Cells.Add(new VillageCell { Organization = joint.Name });
        input.Cells.Add(new VillageCell { Organization = own.Name, Independent = true, Since = "2019-01-01" });
        var created = await register.VillageAsync(input);
        Assert.Equal((input.Code, NaTau, "Bản Huổi Lếch", Kind.Hamlet, true, true, "\"1\""), (created.Code, created.Commune, created.DisplayName, created.Kind, created.Border, created.Remote, created.Etag));
        Assert.Equal((head, "2020-02-29", ""), (created.Head.Member, created.Head.Since, created.Head.Until));
        Assert.Equal(["1 2016-01-01–", "0 2019-01-01–*"], Links(created, own, joint));
        Assert.Equal(created, await register.Villages.GetVillageAsync(new GetVillageRequest { Name = created.Name }, register.Board));
        Assert.Equal(["VillageChanged"], await register.EventsAsync(created.Name));
        Assert.Equal(["CreateVillage"], await register.AuditAsync(created.Name));
    }

    [Fact]
    public async Task All_wrong_fields_are_named_at_once()
    {
        (await RefusedAsync(new Village
        {
            Code = "bản", Kind = (Kind)9, DisplayName = new string('a', 128), Head = new VillageHead { Since = "2023-02-29", Until = "x" },
            Cells = { new VillageCell { Since = "x" }, new VillageCell { Organization = NaTau, Since = "2020-01-02", Until = "2020-01-01" } },
        })).IsInvalid(
            "village.code CODE_INVALID", "village.kind VALUE_UNKNOWN", "village.display_name TEXT_LENGTH", "village.head.since DATE_INVALID", "village.head.until DATE_INVALID",
            "village.head.member HEAD_AMBIGUOUS", "village.cells[0].since DATE_INVALID", "village.cells[0].organization FIELD_REQUIRED", "village.cells[1].until UNTIL_BEFORE_SINCE");
        (await RefusedAsync(new Village())).IsInvalid("village.code FIELD_REQUIRED", "village.kind FIELD_REQUIRED", "village.display_name FIELD_REQUIRED");
        (await RefusedAsync(null)).IsInvalid("village FIELD_REQUIRED");
        (await RefusedAsync(register.Village(), "")).IsInvalid("parent FIELD_REQUIRED");
    }

    [Fact]
    public async Task Only_a_commune_or_ward_has_villages()
    {
        (await RefusedAsync(register.Village(), Province)).IsForbidden("parent COMMUNE_EXPECTED", "");
        (await RefusedAsync(register.Village(), (await register.CellAsync()).Name)).IsForbidden("parent COMMUNE_EXPECTED", "");
    }

    [Fact]
    public async Task A_code_is_taken_wherever_it_was_given_out()
    {
        var far = await register.VillageAsync(commune: MuongPhang);
        var refusal = await RefusedAsync(register.Village(far.Code), NaTau, register.As("clerk", NaTau));
        refusal.Is(StatusCode.AlreadyExists, "CODE_TAKEN");
        Assert.Equal(["village.code CODE_TAKEN"], refusal.Fields);
    }

    [Fact]
    public async Task A_cell_or_head_outside_the_scope_is_the_same_as_one_that_does_not_exist()
    {
        var far = await register.CellAsync(parent: MuongPhang);
        foreach (var cell in (string[])[far.Name, "organizations/" + Guid.CreateVersion7(), "organizations/x"])
        {
            var input = register.Village();
            input.Cells.Add(new VillageCell { Organization = cell });
            (await RefusedAsync(input, NaTau, register.As("clerk", NaTau))).IsInvalid("village.cells[0].organization ORGANIZATION_UNKNOWN");
        }

        foreach (var member in (string[])[await register.MemberAsync(far), "members/" + Guid.CreateVersion7(), "members/x"])
        {
            var input = register.Village();
            input.Head = new VillageHead { Member = member, Since = "2020-01-01" };
            (await RefusedAsync(input, NaTau, register.As("clerk", NaTau))).IsInvalid("village.head.member MEMBER_UNKNOWN");
        }
    }

    [Fact]
    public async Task A_parent_outside_the_scope_is_not_found_and_a_reader_may_not_write()
    {
        (await RefusedAsync(register.Village(), MuongPhang, register.As("clerk", NaTau))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        (await RefusedAsync(register.Village(), NaTau, register.As("secretary", NaTau))).Is(StatusCode.PermissionDenied, "PERMISSION_MISSING");
    }

    [Fact]
    public async Task A_refused_village_leaves_nothing_behind()
    {
        var input = register.Village();
        input.Head = new VillageHead { DisplayName = "Vàng A Sử", Since = "2020-01-01" };
        input.Cells.Add(new VillageCell { Organization = NaTau });
        (await RefusedAsync(input)).IsForbidden("village.cells[0].organization CELL_EXPECTED", "");
        input.Cells.Clear();
        Assert.Equal("Vàng A Sử", (await register.VillageAsync(input)).Head.DisplayName);
    }

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_and_another_body_is_refused()
    {
        var request = new CreateVillageRequest { Parent = NaTau, Village = register.Village(), RequestId = Guid.CreateVersion7().ToString() };
        var first = await register.Villages.CreateVillageAsync(request, register.Board);
        Assert.Equal(first, await register.Villages.CreateVillageAsync(request, register.Board));
        request.Village.Border = true;
        (await Refusal.OfAsync(register.Villages.CreateVillageAsync(request, register.Board))).IsInvalid("request_id REQUEST_ID_REUSED");
    }

    private Task<Refusal> RefusedAsync(Village? village, string parent = NaTau, CallOptions? caller = null) =>
        Refusal.OfAsync(register.Villages.CreateVillageAsync(new CreateVillageRequest { Parent = parent, Village = village }, caller ?? register.Board));
}
