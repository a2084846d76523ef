using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Villages;

[Collection(SharedRegister.Name)]
public sealed class AppointVillageHeadTests(RegisterFixture register)
{
    [Fact]
    public async Task A_later_head_closes_the_term_before()
    {
        var village = await register.VillageAsync();
        var member = await register.MemberAsync(await register.CellAsync());
        await AppointAsync(village, new VillageHead { DisplayName = "Vàng A Sử", Since = "2018-01-01" });
        var after = await AppointAsync(village, new VillageHead { Member = member, Since = "2020-02-29" });
        Assert.Equal([("Vàng A Sử", "", "2018-01-01", "2020-02-28"), ("", member, "2020-02-29", "")], Terms(after));
        Assert.Equal(after.HeadHistory[1], after.Head);
        // The same again is known, the same day corrects the person, an earlier one is refused.
        Assert.Equal(after, await AppointAsync(village, new VillageHead { Member = member, Since = "2020-02-29" }));
        after = await AppointAsync(village, new VillageHead { DisplayName = "Lò Thị Kiểm", Since = "2020-02-29" });
        Assert.Equal([("Vàng A Sử", "", "2018-01-01", "2020-02-28"), ("Lò Thị Kiểm", "", "2020-02-29", "")], Terms(after));
        (await RefusedAsync(village, new VillageHead { DisplayName = "Người Khác", Since = "2019-01-01" })).IsForbidden("head.since HEAD_NOT_LATER", "");
        Assert.Equal(["CreateVillage", "AppointVillageHead", "AppointVillageHead", "AppointVillageHead"], await register.AuditAsync(village.Name));
    }

    [Fact]
    public async Task A_head_may_leave_without_a_successor()
    {
        var village = await register.VillageAsync();
        await AppointAsync(village, new VillageHead { DisplayName = "Vàng A Sử", Since = "2018-01-01" });
        var after = await AppointAsync(village, new VillageHead { DisplayName = "Vàng A Sử", Since = "2018-01-01", Until = "2019-06-30" });
        Assert.Null(after.Head);
        Assert.Equal([("Vàng A Sử", "", "2018-01-01", "2019-06-30")], Terms(after));
        // What says nothing of an end does not open the term again.
        Assert.Equal(after, await AppointAsync(village, new VillageHead { DisplayName = "Vàng A Sử", Since = "2018-01-01" }));
        after = await AppointAsync(village, new VillageHead { DisplayName = "Lò Thị Kiểm", Since = "2020-01-01" });
        Assert.Equal([("Vàng A Sử", "", "2018-01-01", "2019-06-30"), ("Lò Thị Kiểm", "", "2020-01-01", "")], Terms(after));
    }

    [Fact]
    public async Task All_wrong_fields_are_named_at_once()
    {
        var village = await register.VillageAsync();
        (await RefusedAsync(village, null)).IsInvalid("head FIELD_REQUIRED");
        (await RefusedAsync(village, new VillageHead())).IsInvalid("head.since FIELD_REQUIRED", "head.member HEAD_AMBIGUOUS");
        (await RefusedAsync(village, new VillageHead { Member = "members/x", DisplayName = new string('a', 128), Since = "2023-02-29" }))
            .IsInvalid("head.since DATE_INVALID", "head.member HEAD_AMBIGUOUS", "head.display_name TEXT_LENGTH");
        (await RefusedAsync(village, new VillageHead { DisplayName = "A", Since = "2020-01-02", Until = "2020-01-01" })).IsInvalid("head.until UNTIL_BEFORE_SINCE");
        (await RefusedAsync(village, new VillageHead { Member = "members/" + Guid.CreateVersion7(), Since = "2020-01-01" })).IsInvalid("head.member MEMBER_UNKNOWN");
    }

    [Fact]
    public async Task Scope_and_etag_are_held()
    {
        var far = await register.VillageAsync(commune: MuongPhang);
        var head = new VillageHead { DisplayName = "Vàng A Sử", Since = "2018-01-01" };
        (await Refusal.OfAsync(register.Villages.AppointVillageHeadAsync(new AppointVillageHeadRequest { Name = far.Name, Head = head }, register.As("clerk", NaTau)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        await AppointAsync(far, head);
        var refusal = await Refusal.OfAsync(register.Villages.AppointVillageHeadAsync(new AppointVillageHeadRequest { Name = far.Name, Head = head, Etag = far.Etag }, register.Board));
        refusal.Is(StatusCode.Aborted, "ETAG_MISMATCH");
        Assert.Equal("\"2\"", refusal.Metadata["etag"]);
    }

    private static (string Name, string Member, string Since, string Until)[] Terms(Village village) =>
        [.. village.HeadHistory.Select(head => (head.DisplayName, head.Member, head.Since, head.Until))];

    private async Task<Village> AppointAsync(Village village, VillageHead head) =>
        await register.Villages.AppointVillageHeadAsync(new AppointVillageHeadRequest { Name = village.Name, Head = head }, register.Board);

    private Task<Refusal> RefusedAsync(Village village, VillageHead? head) =>
        Refusal.OfAsync(register.Villages.AppointVillageHeadAsync(new AppointVillageHeadRequest { Name = village.Name, Head = head }, register.Board));
}
