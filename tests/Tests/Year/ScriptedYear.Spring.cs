using DienBien.Membership.V1;
using Xunit;
using Decider = DienBien.Membership.V1.CandidateStep.Types.Decision.Types.Body;
using FactKind = DienBien.Membership.V1.MemberFact.Types.Kind;
using Moved = DienBien.Membership.V1.Transfer.Types.Stage;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Tests.Year;

/// <content>April to June.</content>
public sealed partial class ScriptedYear
{
    private async Task SpringAsync()
    {
        await On("2026-04-01");
        await ApplyAsync("Kim", "C05", "2026-04-01", Old);

        await On("2026-04-06");
        await MoveAsync("T1", "2026-04-06", step => step.Acceptance = new() { Cell = Names["M2"], MemberNumber = "1205" });
        Say(truth => truth.Settled("T1", "2026-04-06"), truth => truth.Transfer("T1", Moved.Accepted, "2026-04-06", "M2"), truth => truth.Goes("0505", "M2", "2026-04-06"));
        // R-TRF-4: less than three months are no temporary transfer.
        var short3 = new Transfer { Member = Names["0304"], Kind = Transfer.Types.Kind.Temporary, ToOrganization = Names["MP"], EffectiveOn = "2026-04-06", Until = "2026-07-05" };
        await RefusedAsync(world.Transfers.CreateTransferAsync(new CreateTransferRequest { Transfer = short3 }, world.Board), "transfer.until TRANSFER_TERM", "R-TRF-4");
        await LeaveAsync("T3", "0304", "C03", "MP", "2026-04-06", Old, Transfer.Types.Kind.Temporary, "2026-10-06");
        Say(truth => truth.Due("R-TRF-1", "T3", "C03", "2026-04-06", "2026-07-02", Old));

        await On("2026-04-08");
        await MoveAsync("T3", "2026-04-08", step => step.Introduction = new() { Document = "4-GTSHĐ" });
        Say(
            truth => truth.Settled("T3", "2026-04-08"), truth => truth.Transfer("T3", Moved.Introduced, "2026-04-08"),
            truth => truth.Due("R-TRF-2", "T3", "MP", "2026-04-08", "2026-05-25", Old), truth => truth.Due("R-TRF-7", "T3", "NT", "2026-04-08", "2026-07-08", Old));

        // R-TRF-5, R-FEE-5: counted at home, paying where he is from the next month on.
        await On("2026-04-10");
        await MoveAsync("T3", "2026-04-10", step => step.Acceptance = new() { Cell = Names["M1"] });
        Say(
            truth => truth.Settled("T3", "2026-04-10"), truth => truth.Transfer("T3", Moved.Accepted, "2026-04-10", "M1"),
            truth => truth.Fact("0304", FactKind.Away, "2026-04-10", "2026-10-06"), truth => truth.CollectedAt("0304", "M1", "2026-04-10", "2026-10-06"));
        // R-ADM-12: Dung moves to the neighbour while the commune has yet to decide.
        await StepAsync("Dung", "2026-04-10", step => step.Move = new() { Organization = Names["M1"] });
        Say(truth => truth.AppliesAt("Dung", "M1", "2026-04-10"), truth => truth.Due("R-ADM-12", "Dung", "NT", "2026-04-10", "2026-05-27", Old));
        await On("2026-04-15");
        await Fact("1401", new MemberFact { Kind = FactKind.Exempt, Ground = MemberFact.Types.Ground.PoorHealth, Since = "2026-04-15", Document = "9-NQ/CB" });
        Say(truth => truth.Fact("1401", FactKind.Exempt, "2026-04-15"));
        await PayAsync("2026-04", "1104");

        // R-TRF-3: who is held back is not transferred, whatever the reason.
        await On("2026-04-28");
        await world.Transfers.HoldMemberAsync(new HoldMemberRequest { Name = Names["0803"], Held = true }, world.Board);
        var held = new Transfer { Member = Names["0803"], Kind = Transfer.Types.Kind.Official, ToOrganization = Names["MP"], EffectiveOn = "2026-04-27" };
        await RefusedAsync(world.Transfers.CreateTransferAsync(new CreateTransferRequest { Transfer = held }, world.Board), "transfer.member TRANSFER_NOT_POSSIBLE", "R-TRF-3");
        await On("2026-05-02");
        await BasisAsync("0702", FeeBasis.Types.Group.Student, 0, "2026-05", ("2026-05", 5_000));
        await ApplyAsync("Lan", "C02", "2026-05-02", Old);
        await On("2026-05-04");
        await LeaveAsync("T2", "M103", "M1", "NT", "2026-05-04", Old);
        Say(truth => truth.Due("R-TRF-1", "T2", "M1", "2026-05-04", "2026-07-27", Old));

        await On("2026-05-05");
        await StepAsync("Mai", "2026-05-05", step => step.OfficialBallot = Cell(3));
        Say(truth => truth.Settled("Mai", "2026-05-05"), truth => truth.Reaches("Mai", Stage.OfficialPassed, "2026-05-05"), truth => truth.Due("R-OFF-2", "Mai", "NT", "2026-05-05", "2026-06-16", "232-QĐ/TW"));

        await On("2026-05-08");
        await StepAsync("Cường", "2026-05-08", step => step.Decision = Decision("NT", Decider.StandingCommittee, 5, 9));
        Say(truth => truth.Settled("Cường", "2026-05-08"), truth => truth.Reaches("Cường", Stage.Decided, "2026-05-08"));
        await On("2026-05-10");
        await ClassAsync("Lan", "C02", "2026-05-10", "2031-05-10", Old);
        await On("2026-05-11");
        await StepAsync("Cường", "2026-05-11", step => step.Receipt = new());
        Say(truth => truth.Due("R-ADM-11", "Cường", "C01", "2026-05-11", "2026-06-22", Old));

        await On("2026-05-12");
        await MoveAsync("T2", "2026-05-12", step => step.Introduction = new() { Document = "9-GTSHĐ" });
        Say(
            truth => truth.Settled("T2", "2026-05-12"), truth => truth.Transfer("T2", Moved.Introduced, "2026-05-12"),
            truth => truth.Due("R-TRF-2", "T2", "NT", "2026-05-12", "2026-06-23", Old), truth => truth.Due("R-TRF-7", "T2", "MP", "2026-05-12", "2026-08-12", Old));
        await On("2026-05-15");
        await DossierAsync("Lan", "C02", "2026-05-15", "2027-05-15", "0202", Old);

        // R-DEL-1: February, March and April are unpaid; lists had time until the 15th. The proposal opens by itself.
        await On("2026-05-16");
        Say(truth => truth.Proposed("1104", "2026-02 2026-03 2026-04", "2026-05-16"));

        await On("2026-05-20");
        await world.Candidates.WithdrawCandidateAsync(new WithdrawCandidateRequest { Name = Names["Kim"], WithdrawnOn = "2026-05-20" }, world.Board);
        Say(truth => truth.Reaches("Kim", Stage.Withdrawn, "2026-05-20"));
        await On("2026-05-25");
        await MoveAsync("T2", "2026-05-25", step => step.Refusal = new() { Reason = "Mục lục chưa xác nhận" });
        Say(truth => truth.CalledOff("T2", "2026-05-25"), truth => truth.Transfer("T2", Moved.Returned, "2026-05-25"));
        await PayAsync("2026-05", "1104", "1002", "0702");

        await JuneAsync();
    }

    private async Task JuneAsync()
    {
        await On("2026-06-01");
        await MoveAsync("T2", "2026-06-01", step => step.Introduction = new() { Document = "10-GTSHĐ" });
        Say(
            truth => truth.Transfer("T2", Moved.Introduced, "2026-06-01"),
            truth => truth.Due("R-TRF-2", "T2", "NT", "2026-06-01", "2026-07-13", Old), truth => truth.Due("R-TRF-7", "T2", "MP", "2026-06-01", "2026-09-01", Old));

        // R-ADM-12: nobody decided in time; the file goes to the new committee, which has 30 working days.
        await On("2026-06-02");
        await StepAsync("Dung", "2026-06-02", step => step.FileReceived = new());
        Say(truth => truth.CalledOff("Dung", "2026-06-02"), truth => truth.Due("R-ADM-12", "Dung", "MP", "2026-06-02", "2026-07-14", Old));
        // Opened in June: by the regulation of June to the end (R-VER-1).
        await ApplyAsync("Giang", "C17", "2026-06-02", Old);

        // R-EXM-2: six official members, one of them exempt and absent: 4 of 5.
        await On("2026-06-10");
        await ClassAsync("Giang", "C17", "2026-06-10", "2031-06-10", Old);
        await StepAsync("Lan", "2026-06-10", step => step.Ballot = Cell(4, 1));
        var steps = await world.Candidates.ListCandidateStepsAsync(new ListCandidateStepsRequest { Parent = Names["Lan"] }, world.Board);
        Assert.Equal((5, 4, true), (steps.Steps[^1].Ballot.Denominator, steps.Steps[^1].Ballot.Needed, steps.Steps[^1].Ballot.Carried));
        Say(truth => truth.Settled("Lan", "2026-06-10"), truth => truth.Reaches("Lan", Stage.CellPassed, "2026-06-10"), truth => truth.Due("R-ADM-10", "Lan", "NT", "2026-06-10", "2026-08-12", Old));
        // R-OFF-1: official since probation ended, however late the decision.
        await StepAsync("Mai", "2026-06-10", step => step.OfficialDecision = Decision("NT", Decider.StandingCommittee, 5, 9));
        Say(truth => truth.Settled("Mai", "2026-06-10"), truth => truth.Reaches("Mai", Stage.Official, "2026-06-10"), truth => truth.Official("0790", "2026-03-15"));

        // The head of V10 died on 19 April; the cell reports it in June.
        await On("2026-06-12");
        await Fact("1002", new MemberFact { Kind = FactKind.Died, Since = "2026-04-20" });
        Say(truth => truth.Ended("1002", Flow.Died, "2026-04-20"), truth => truth.Fact("1002", FactKind.Died, "2026-04-20"));

        await On("2026-06-15");
        await MoveAsync("T2", "2026-06-15", step => step.Acceptance = new() { Cell = Names["C06"], MemberNumber = "0691" });
        Say(truth => truth.Settled("T2", "2026-06-15"), truth => truth.Transfer("T2", Moved.Accepted, "2026-06-15", "C06"), truth => truth.Goes("M103", "C06", "2026-06-15"));
        await DossierAsync("Giang", "C17", "2026-06-15", "2027-06-15", "1701", Old);
        await On("2026-06-20");
        await ApplyAsync("Ích", "C07", "2026-06-20", Old);
        await AppointExtrasAsync("2026-06-22", "Nhiệm kỳ cũ", "2026-01-10", "2026-09-01", 1);
        await PayAsync("2026-06", "1104", "1103", "0702");

        await On("2026-06-30");
        await StepAsync("Dung", "2026-06-30", step => step.Decision = Decision("MP", Decider.StandingCommittee, 6, 11));
        Say(truth => truth.Settled("Dung", "2026-06-30"), truth => truth.Reaches("Dung", Stage.Decided, "2026-06-30"));
    }
}
