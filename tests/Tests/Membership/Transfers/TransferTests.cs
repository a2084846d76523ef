using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Stage = DienBien.Membership.V1.Transfer.Types.Stage;
using Standing = DienBien.Membership.V1.ListMemberFactsResponse.Types.Standing;

namespace DienBien.Platform.Tests.Membership.Transfers;

[Collection(SharedRegister.Name)]
public sealed class TransferTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-TRF-1")]
    [Rule("R-TRF-2")]
    [Rule("R-TRF-7")]
    public async Task An_official_transfer_takes_both_sides_and_moves_the_membership_from_its_day_on()
    {
        var (cell, member) = await register.CellOfAsync(2);
        var newCell = await register.CellAsync(parent: MuongPhang);
        var (sender, receiver) = (register.As("clerk", NaTau), register.As("clerk", MuongPhang));
        var transfer = await register.TransferAsync(Leaving(member.Name), sender);
        Assert.Equal((Stage.Opened, cell.Name, "294-QĐ/TW"), (transfer.Stage, transfer.FromOrganization, transfer.PolicyVersion));
        Assert.Equal(["R-TRF-1 2026-04-03"], await register.DueAsync(transfer.Name, cell.Name, "2026-01-05"));
        transfer = await register.Step(transfer, "2026-01-20", step => step.Introduction = new() { Document = "3-GTSHĐ" }, sender);
        Assert.Equal(["R-TRF-2", "R-TRF-7"], (await register.Deadlines.ListDeadlinesAsync(new ListDeadlinesRequest { Member = member.Name, AsOf = "2026-01-20" }, sender)).Deadlines.Concat(
            (await register.Deadlines.ListDeadlinesAsync(new ListDeadlinesRequest { Member = member.Name, AsOf = "2026-01-20" }, receiver)).Deadlines).Select(d => d.Rule).Order(StringComparer.Ordinal));
        Assert.Equal(["R-TRF-2 2026-03-10"], await register.DueAsync(transfer.Name, MuongPhang, "2026-01-20"));
        Assert.Equal(["R-TRF-7 2026-04-20"], await register.DueAsync(transfer.Name, NaTau, "2026-01-20"));
        Assert.Equal(transfer, await register.TransferCases.GetTransferAsync(new GetTransferRequest { Name = transfer.Name }, receiver));
        transfer = await register.Step(transfer, "2026-02-02", step => step.Acceptance = new() { Cell = newCell.Name, MemberNumber = register.NewCode("X") }, receiver);
        Assert.Equal((Stage.Accepted, newCell.Name), (transfer.Stage, transfer.ToCell));
        Assert.Equal(newCell.Name, (await register.Members.GetMemberAsync(new GetMemberRequest { Name = member.Name }, receiver)).Organization);
        (await Refusal.OfAsync(register.Members.GetMemberAsync(new GetMemberRequest { Name = member.Name }, sender))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        Assert.Empty(await register.DueAsync(transfer.Name, Province, "2026-02-02"));
        Assert.Equal(2, (await register.EventsAsync(transfer.Name)).Count(type => type == "TransferChanged") / 3);
    }

    [Fact]
    [Rule("R-TRF-3")]
    public async Task Who_is_held_back_is_refused_without_a_reason()
    {
        var member = await register.CreateAsync(register.Person());
        var clerk = register.As("clerk", NaTau);
        (await Refusal.OfAsync(register.TransferCases.HoldMemberAsync(new HoldMemberRequest { Name = member.Name, Held = true }, clerk))).Is(StatusCode.PermissionDenied, "PERMISSION_MISSING");
        await register.TransferCases.HoldMemberAsync(new HoldMemberRequest { Name = member.Name, Held = true }, register.Board);
        var refusal = await Refusal.OfAsync(register.TransferCases.CreateTransferAsync(new CreateTransferRequest { Transfer = Leaving(member.Name) }, clerk));
        refusal.IsForbidden("transfer.member TRANSFER_NOT_POSSIBLE", "R-TRF-3");
        Assert.Equal(["clause", "rule"], refusal.Metadata.Keys.Order(StringComparer.Ordinal));
        await register.TransferCases.HoldMemberAsync(new HoldMemberRequest { Name = member.Name }, register.Board);
        Assert.Equal(Stage.Opened, (await register.TransferAsync(Leaving(member.Name), clerk)).Stage);
        Assert.Equal(["HoldMember", "HoldMember"], (await register.AuditAsync(member.Name)).Where(rpc => rpc == "HoldMember"));
    }

    [Fact]
    [Rule("R-TRF-4")]
    [Rule("R-TRF-5")]
    public async Task A_temporary_member_stays_in_the_numbers_at_home_and_counts_in_a_ballot_if_there()
    {
        var (cell, member) = await register.CellOfAsync(4);
        var host = await register.CellAsync(parent: MuongPhang);
        (await Refusal.OfAsync(register.TransferCases.CreateTransferAsync(new CreateTransferRequest { Transfer = Leaving(member.Name, kind: Transfer.Types.Kind.Temporary, until: "2026-03-05") }, register.Board)))
            .IsForbidden("transfer.until TRANSFER_TERM", "R-TRF-4");
        var transfer = await register.TransferAsync(Leaving(member.Name, kind: Transfer.Types.Kind.Temporary, until: "2026-08-05"));
        await register.Step(transfer, "2026-01-06", step => step.Introduction = new() { Document = "4-GTSHĐ" });
        await register.Step(transfer, "2026-01-10", step => step.Acceptance = new() { Cell = host.Name });
        Assert.Equal(Standing.Away, await register.StandingAsync(member.Name, "2026-02-01"));
        Assert.Equal(cell.Name, (await register.Members.GetMemberAsync(new GetMemberRequest { Name = member.Name }, register.Board)).Organization);
        Assert.Equal((3, 4), (await ElectorateAsync(cell, "2026-02-01", 0), await ElectorateAsync(cell, "2026-02-01", 1)));
        Assert.Equal(0, await ElectorateAsync(host, "2026-02-01", 0));
        Assert.Equal(["2026-02", "2026-06", "2026-07"], await CollectedAsync(host, member));
        (await Refusal.OfAsync(register.Step(transfer, "2026-05-05", step => step.Extension = new() { Until = "2027-05-05" }))).IsForbidden("step.extension.until TRANSFER_TERM", "R-TRF-4");
        Assert.Equal("2026-10-05", (await register.Step(transfer, "2026-05-05", step => step.Extension = new() { Until = "2026-10-05" })).Until);
        Assert.Equal(Standing.Away, await register.StandingAsync(member.Name, "2026-09-01"));
        var away = Assert.Single((await register.Facts.ListMemberFactsAsync(new ListMemberFactsRequest { Parent = member.Name }, register.Board)).MemberFacts);
        Assert.Equal(["CreateTransferStep", "CreateTransferStep"], await register.AuditAsync(away.Name));
        Assert.Equal(["MemberFactChanged", "MemberFactChanged"], await register.EventsAsync(away.Name));
        transfer = await register.Step(transfer, "2026-06-01", step => step.Homecoming = new());
        Assert.Equal(["2026-02", "2026-05"], await CollectedAsync(host, member, "2026-02", "2026-05", "2026-06"));
        Assert.Equal(["2026-01", "2026-06"], await CollectedAsync(cell, member, "2026-01", "2026-05", "2026-06"));
        Assert.Equal((Stage.Completed, Standing.Active), (transfer.Stage, await register.StandingAsync(member.Name, "2026-06-01")));
        Assert.Equal(4, await ElectorateAsync(cell, "2026-06-01", 0));
    }

    [Fact]
    [Rule("R-TRF-2")]
    [Rule("R-TRF-8")]
    public async Task A_late_letter_needs_a_reason_and_a_file_that_never_came_is_listed()
    {
        var member = await register.CreateAsync(register.Person());
        var cell = await register.CellAsync(parent: MuongPhang);
        var transfer = await register.TransferAsync(Leaving(member.Name));
        await register.Step(transfer, "2026-01-20", step => step.Introduction = new() { Document = "5-GTSHĐ" });
        var missing = await register.TransferCases.ListTransfersAsync(new ListTransfersRequest { Parent = NaTau, MissingFile = true }, register.Board);
        Assert.Contains(missing.Transfers, t => t.Name == transfer.Name);
        (await Refusal.OfAsync(register.Step(transfer, "2026-03-11", step => step.Acceptance = new() { Cell = cell.Name, MemberNumber = register.NewCode("X") }))).IsForbidden("step.acceptance.late_reason PRESENTED_LATE", "R-TRF-2");
        await register.Step(transfer, "2026-03-11", step => step.Acceptance = new() { Cell = cell.Name, MemberNumber = register.NewCode("X"), LateReason = "Ốm dài ngày" });
        missing = await register.TransferCases.ListTransfersAsync(new ListTransfersRequest { Parent = NaTau, MissingFile = true }, register.Board);
        Assert.DoesNotContain(missing.Transfers, t => t.Name == transfer.Name);
    }

    [Fact]
    public async Task Nobody_is_away_any_longer_who_has_died()
    {
        var (member, host) = (await register.CreateAsync(register.Person()), await register.CellAsync(parent: MuongPhang));
        var transfer = await register.TransferAsync(Leaving(member.Name, kind: Transfer.Types.Kind.Temporary, until: "2026-08-05"));
        await register.Step(transfer, "2026-01-06", step => step.Introduction = new() { Document = "4-GTSHĐ" });
        await register.Step(transfer, "2026-01-10", step => step.Acceptance = new() { Cell = host.Name });
        await register.FactAsync(member.Name, new MemberFact { Kind = MemberFact.Types.Kind.Died, Since = "2026-05-01" });
        (await Refusal.OfAsync(register.Step(transfer, "2026-05-05", step => step.Extension = new() { Until = "2026-10-05" }))).Is(StatusCode.FailedPrecondition, "STEP_NOT_ALLOWED");
    }

    [Fact]
    public async Task Out_of_the_province_the_membership_ends_here()
    {
        var member = await register.CreateAsync(register.Person());
        var transfer = await register.TransferAsync(Leaving(member.Name, to: ""));
        await register.Step(transfer, "2026-01-20", step => step.Introduction = new() { Document = "6-GTSHĐ" });
        Assert.Equal(Stage.Completed, (await register.Step(transfer, "2026-02-10", step => step.Acceptance = new())).Stage);
        Assert.Equal((Standing.Active, Standing.Ended), (await register.StandingAsync(member.Name, "2026-02-09"), await register.StandingAsync(member.Name, "2026-02-10")));
    }

    [Fact]
    public async Task Each_side_does_its_own_part_and_others_see_nothing()
    {
        var member = await register.CreateAsync(register.Person());
        var (sender, receiver) = (register.As("clerk", NaTau), register.As("clerk", MuongPhang));
        var transfer = await register.TransferAsync(Leaving(member.Name), sender);
        (await Refusal.OfAsync(register.Step(transfer, "2026-01-20", step => step.Introduction = new() { Document = "7" }, receiver))).Is(StatusCode.FailedPrecondition, "BALLOT_OUT_OF_TURN");
        (await Refusal.OfAsync(register.TransferCases.CreateTransferAsync(new CreateTransferRequest { Transfer = Leaving(member.Name) }, sender))).Is(StatusCode.FailedPrecondition, "TRANSFER_RUNNING");
        (await Refusal.OfAsync(register.TransferCases.CreateTransferAsync(new CreateTransferRequest { Transfer = Leaving(member.Name) }, receiver))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        await register.Step(transfer, "2026-01-20", step => step.Introduction = new() { Document = "7" }, sender);
        Assert.Equal(Stage.Returned, (await register.Step(transfer, "2026-01-25", step => step.Refusal = new() { Reason = "Mục lục chưa xác nhận" }, receiver)).Stage);
        Assert.Empty(await register.DueAsync(transfer.Name, Province, "2026-01-25"));
        Assert.Equal(Stage.Cancelled, (await register.Step(transfer, "2026-01-26", step => step.Cancellation = new(), sender)).Stage);
        var elsewhere = register.As("clerk", "organizations/01890000-0000-7000-8000-000000003127");
        (await Refusal.OfAsync(register.TransferCases.GetTransferAsync(new GetTransferRequest { Name = transfer.Name }, elsewhere))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        (await Refusal.OfAsync(register.Facts.CreateMemberFactAsync(new CreateMemberFactRequest { Parent = member.Name, MemberFact = new MemberFact { Kind = MemberFact.Types.Kind.Away, Since = "2026-01-01", Document = "1" } }, register.Board)))
            .IsInvalid("member_fact.kind FACT_BY_TRANSFER");
    }

    private Task<int> ElectorateAsync(Organization cell, string day, int attending) => register.ElectorateAsync(cell, day, attending);

    /// <summary>The months whose fee a cell collects from a member (R-FEE-5).</summary>
    private async Task<List<string>> CollectedAsync(Organization cell, Member member, params string[] months)
    {
        var collected = new List<string>();
        foreach (var month in months.Length > 0 ? months : ["2026-01", "2026-02", "2026-06", "2026-07", "2026-09"])
        {
            var fees = await register.Fees.ListFeesAsync(new ListFeesRequest { Parent = cell.Name, Month = month }, register.Board);
            collected.AddRange(fees.Fees.Where(fee => fee.Member == member.Name).Select(fee => fee.Month));
        }

        return collected;
    }
}
