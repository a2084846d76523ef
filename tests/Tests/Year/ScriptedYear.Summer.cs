using DienBien.Membership.V1;
using Xunit;
using Decider = DienBien.Membership.V1.CandidateStep.Types.Decision.Types.Body;
using FactKind = DienBien.Membership.V1.MemberFact.Types.Kind;
using Ground = DienBien.Membership.V1.MemberFact.Types.Ground;
using Group = DienBien.Membership.V1.FeeBasis.Types.Group;
using Moved = DienBien.Membership.V1.Transfer.Types.Stage;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Tests.Year;

/// <content>July, when the regulation changes, to September.</content>
public sealed partial class ScriptedYear
{
    private async Task SummerAsync()
    {
        await On("2026-07-01");
        await DeleteAsync();
        await world.Villages.AppointVillageHeadAsync(new AppointVillageHeadRequest { Name = Names["V10"], Head = new VillageHead { Member = Names["1003"], Since = "2026-07-01" } }, world.Board);
        Say(truth => truth.Head("V10", "1003", "2026-07-01"));
        await ClassAsync("Ích", "C07", "2026-07-01", "2031-07-01", Old);
        await On("2026-07-02");
        await StepAsync("Dung", "2026-07-02", step => step.Receipt = new());
        Say(truth => truth.Due("R-ADM-11", "Dung", "M1", "2026-07-02", "2026-08-13", Old));

        // R-ADM-11: the last day was 22 June; later only with the superior's consent.
        await On("2026-07-03");
        await RefusedAsync(Step("Cường", "2026-07-03", step => step.Ceremony = new() { MemberNumber = "0190" }), "step.ceremony.consent CEREMONY_LATE", "R-ADM-11");
        await CeremonyAsync("Cường", "0190", "C01", "2026-05-08", "2026-07-03", "31-CV/TU");
        Say(truth => truth.Due("R-ADM-13", "Cường", "C01", "2026-07-03", "2026-08-14", Old), truth => truth.Due("R-OFF-2", "Cường", "C01", "2027-07-03", "2027-08-13", Old));
        await On("2026-07-06");
        var suspension = await Fact("1203", new MemberFact { Kind = FactKind.Suspended, Since = "2026-07-06", Document = "40-QĐ/ĐU" });
        Names.Add("suspension", suspension.Name);
        Say(truth => truth.Fact("1203", FactKind.Suspended, "2026-07-06"));

        await On("2026-07-15");
        await CeremonyAsync("Dung", "M190", "M1", "2026-06-30", "2026-07-15");
        Say(truth => truth.Due("R-ADM-13", "Dung", "M1", "2026-07-15", "2026-08-25", Old), truth => truth.Due("R-OFF-2", "Dung", "M1", "2027-07-15", "2027-08-26", Old));
        await DossierAsync("Ích", "C07", "2026-07-15", "2027-07-15", "0701", Old);
        await On("2026-07-20");
        await StepAsync("Cường", "2026-07-20", step => step.Declaration = new());
        Say(truth => truth.Settled("Cường", "2026-07-20", "R-ADM-13"));
        await On("2026-07-22");
        await StepAsync("Dung", "2026-07-22", step => step.Declaration = new());
        Say(truth => truth.Settled("Dung", "2026-07-22", "R-ADM-13"));
        // R-FEE-1: July is assessed on June's salary, August on July's.
        await BasisAsync("0304", Group.InsuredSalary, 9_000_000, "2026-07", ("2026-08", 90_000));
        await PayAsync("2026-07", "0702");

        await AugustAsync();
        await SeptemberAsync();
    }

    /// <summary>R-DEL-4: two thirds of the cell, more than half of the superior.</summary>
    private async Task DeleteAsync()
    {
        var deletion = new MemberFact
        {
            Kind = FactKind.Deleted, Ground = Ground.AbsentOrUnpaid, Since = "2026-07-01", Document = "18-QĐ/ĐU",
            Votes = new() { Date = "2026-06-08", CellInFavour = 2, SuperiorInFavour = 5, SuperiorSitting = 9 },
        };
        await RefusedAsync(Fact("1104", deletion), "member_fact.votes DELETION_NOT_CARRIED", "R-DEL-4");
        deletion.Votes.CellInFavour = 3;
        var fact = await Fact("1104", deletion);
        Say(
            truth => truth.Ended("1104", Flow.Deleted, "2026-07-01"), truth => truth.Fact("1104", FactKind.Deleted, "2026-07-01"),
            truth => truth.Time("R-DEL-5", "1104/" + fact.Name.Split('/', 3)[2], "C11", "2026-07-01", "2026-08-12", Old));
    }

    private async Task AugustAsync()
    {
        // R-VER-1: what opens now, opens by the regulation of 26 July.
        await On("2026-08-03");
        await LeaveAsync("T4", "0904", "C09", "", "2026-08-03", New);
        Say(truth => truth.Due("R-TRF-1", "T4", "C09", "2026-08-03", "2026-10-28", New));
        await ApplyAsync("Hoa", "C18", "2026-08-03", New);
        await StepAsync("Giang", "2026-08-03", step => step.Ballot = Cell(4));
        Say(truth => truth.Settled("Giang", "2026-08-03"), truth => truth.Reaches("Giang", Stage.CellPassed, "2026-08-03"), truth => truth.Due("R-ADM-10", "Giang", "NT", "2026-08-03", "2026-10-07", Old));
        await On("2026-08-05");
        await RecordPaymentsAsync("NT", "2026-03", ("1103", 11_100));
        await RecordPaymentsAsync("NT", "2026-06", ("1103", 11_100));

        await On("2026-08-10");
        await MoveAsync("T4", "2026-08-10", step => step.Introduction = new() { Document = "15-GTSHĐ" });
        Say(
            truth => truth.Settled("T4", "2026-08-10"), truth => truth.Transfer("T4", Moved.Introduced, "2026-08-10"),
            truth => truth.Due("R-TRF-2", "T4", "C09", "2026-08-10", "2026-09-23", New), truth => truth.Due("R-TRF-7", "T4", "NT", "2026-08-10", "2026-11-10", New));
        await ClassAsync("Hoa", "C18", "2026-08-10", "2031-08-10", New);
        await On("2026-08-15");
        await DossierAsync("Hoa", "C18", "2026-08-15", "2027-08-15", "1801", New);
        await On("2026-08-16");
        Say(truth => truth.Proposed("0702", "2026-05 2026-06 2026-07", "2026-08-16"));
        await On("2026-08-20");
        await StepAsync("Hoa", "2026-08-20", step => step.Ballot = Cell(4));
        Say(truth => truth.Settled("Hoa", "2026-08-20"), truth => truth.Reaches("Hoa", Stage.CellPassed, "2026-08-20"), truth => truth.Due("R-ADM-10", "Hoa", "NT", "2026-08-20", "2026-10-26", New));
        await PayAsync("2026-08", "1101");
        await On("2026-08-26");
        await world.Villages.AppointVillageHeadAsync(new AppointVillageHeadRequest { Name = Names["V13"], Head = new VillageHead { Member = Names["1301"], Since = "2026-08-26" } }, world.Board);
        Say(truth => truth.Head("V13", "1301", "2026-08-26"));
    }

    private async Task SeptemberAsync()
    {
        await On("2026-09-01");
        await MoveAsync("T4", "2026-09-01", step => step.Acceptance = new());
        Say(
            truth => truth.Settled("T4", "2026-09-01"), truth => truth.Transfer("T4", Moved.Completed, "2026-09-01"),
            truth => truth.Ended("0904", Flow.TransferredOut, "2026-09-01"), truth => truth.Fact("0904", FactKind.TransferredOut, "2026-09-01"));
        await On("2026-09-03");
        await MergeAsync();

        // R-ADM-9: by the regulation of June a delegated committee decides as a whole, by that of August its standing committee.
        await On("2026-09-07");
        await RefusedAsync(Step("Giang", "2026-09-07", step => step.Decision = Decision("G1", Decider.StandingCommittee, 3, 5)), "step.decision.body NOT_THE_DECIDER", "R-ADM-9");
        await RefusedAsync(Step("Giang", "2026-09-07", step => step.Decision = Decision("G1", Decider.Committee, 9, 15)), "step.decision.in_favour BALLOT_NOT_CARRIED", "R-ADM-8");
        await StepAsync("Giang", "2026-09-07", step => step.Decision = Decision("G1", Decider.Committee, 10, 15));
        Say(truth => truth.Settled("Giang", "2026-09-07"), truth => truth.Reaches("Giang", Stage.Decided, "2026-09-07"));
        // Nobody has read the regulation of 2026 itself: the other body is told of, not refused.
        Assert.Contains((await Step("Hoa", "2026-09-07", step => step.Decision = Decision("G1", Decider.Committee, 10, 15), tryOnly: true)).Findings, finding => finding.Reason == "NOT_THE_DECIDER");
        Assert.DoesNotContain((await StepAsync("Hoa", "2026-09-07", step => step.Decision = Decision("G1", Decider.StandingCommittee, 3, 5))).Findings, finding => finding.Reason == "NOT_THE_DECIDER");
        // R-ADM-11: 30 working days from the issue by the new regulation, from the receipt by the old one.
        Say(truth => truth.Settled("Hoa", "2026-09-07"), truth => truth.Reaches("Hoa", Stage.Decided, "2026-09-07"), truth => truth.Due("R-ADM-11", "Hoa", "C18", "2026-09-07", "2026-10-19", New));
        await On("2026-09-10");
        await StepAsync("Giang", "2026-09-10", step => step.Receipt = new());
        await StepAsync("Hoa", "2026-09-10", step => step.Receipt = new());
        Say(truth => truth.Due("R-ADM-11", "Giang", "C17", "2026-09-10", "2026-10-22", Old));
        await MoveAsync("T3", "2026-09-10", step => step.Extension = new() { Until = "2026-12-10" });
        Say(truth => truth.Until("0304", FactKind.Away, "2026-12-10"), truth => truth.CollectedAt("0304", "M1", "2026-04-10", "2026-12-10"));
        await LateNewsAsync();
        await PayAsync("2026-09", "1101");

        await On("2026-09-30");
        await world.Health.RecordHandoverAsync(new RecordHandoverRequest { Name = Names["C07"], HandedOverOn = "2026-09-30" }, world.Board);
        Say(truth => truth.Settled("C07", "2026-09-30"));
    }

    /// <summary>A member of C14 whom nobody had recorded, a transfer, and a death from before the merger.</summary>
    private async Task LateNewsAsync()
    {
        await AppointExtrasAsync("2026-09-14", "Nhiệm kỳ mới", "2026-09-01", "", 2);
        await On("2026-09-15");
        await RecordAsync("1499", "C14", "2025-11-15");
        await On("2026-09-18");
        await LeaveAsync("T5", "1502", "C15", "MP", "2026-09-18", New);
        Say(truth => truth.Due("R-TRF-1", "T5", "C15", "2026-09-18", "2026-12-14", New));
        await On("2026-09-20");
        await Fact("0703", new MemberFact { Kind = FactKind.Died, Since = "2026-08-10" });
        Say(truth => truth.Ended("0703", Flow.Died, "2026-08-10"), truth => truth.Fact("0703", FactKind.Died, "2026-08-10"));
        await On("2026-09-22");
        await MoveAsync("T5", "2026-09-22", step => step.Introduction = new() { Document = "19-GTSHĐ" });
        Say(
            truth => truth.Settled("T5", "2026-09-22"), truth => truth.Transfer("T5", Moved.Introduced, "2026-09-22"),
            truth => truth.Due("R-TRF-2", "T5", "MP", "2026-09-22", "2026-11-03", New), truth => truth.Due("R-TRF-7", "T5", "NT", "2026-09-22", "2026-12-22", New));
    }

    /// <summary>R-ORG-13: C07 goes into C08 as of 25 August, by a decision that comes in September.</summary>
    private async Task MergeAsync()
    {
        var request = new MergeOrganizationsRequest { Parent = Names["NT"], Sources = { Names["C07"] }, Successor = Names["C08"], EffectiveOn = "2026-08-25", DocumentNumber = "45-QĐ/ĐU" };
        var preview = await world.Acts.MergeOrganizationsAsync(new MergeOrganizationsRequest(request) { ValidateOnly = true }, world.Board);
        var result = await world.Acts.MergeOrganizationsAsync(request, world.Board);
        Assert.Equal(["0701", "0702", "0703", "0790"], result.Members.Select(move => move.Code).Order(StringComparer.Ordinal));
        Assert.Equal((preview.Members, preview.Villages), (result.Members, result.Villages));
        Say(
            truth => truth.Acts.Add("Merger on 2026-08-25: 0701>C08 0702>C08 0703>C08 0790>C08 V07>C08 V08>C08"),
            truth => truth.Goes("0701", "C08", "2026-08-25"), truth => truth.Goes("0702", "C08", "2026-08-25"), truth => truth.Goes("0703", "C08", "2026-08-25"), truth => truth.Goes("0790", "C08", "2026-08-25"),
            truth => truth.Served("V07", "C08", false, "2026-08-25"), truth => truth.Served("V08", "C08", false, "2026-08-25"),
            truth => truth.AppliesAt("Ích", "C08", "2026-08-25"), truth => truth.Turn("C07", "C08", "2026-08-25"),
            truth => truth.Dissolved("C07", "2026-08-25"), truth => truth.Due("R-ORG-14", "C07", "NT", "2026-08-25", "2026-10-09", New));
    }
}
