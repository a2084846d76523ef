using DienBien.Membership.V1;
using Google.Protobuf.WellKnownTypes;
using Xunit;
using Decider = DienBien.Membership.V1.CandidateStep.Types.Decision.Types.Body;
using FactKind = DienBien.Membership.V1.MemberFact.Types.Kind;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;
using Moved = DienBien.Membership.V1.Transfer.Types.Stage;
using Sector = DienBien.Membership.V1.Organization.Types.Sector;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Tests.Year;

/// <content>October to December, and the report in January.</content>
public sealed partial class ScriptedYear
{
    private async Task AutumnAsync()
    {
        await On("2026-10-01");
        await world.Facts.EndMemberFactAsync(new EndMemberFactRequest { Name = Names["suspension"], Until = "2026-10-01" }, world.Board);
        Say(truth => truth.Until("1203", FactKind.Suspended, "2026-10-01"));
        await On("2026-10-05");
        await SplitAsync();

        // R-ADM-7 after the merger: seven official members, five votes.
        await On("2026-10-06");
        await StepAsync("Ích", "2026-10-06", step => step.Ballot = Cell(5, 2));
        var steps = await world.Candidates.ListCandidateStepsAsync(new ListCandidateStepsRequest { Parent = Names["Ích"] }, world.Board);
        Assert.Equal((7, 5, true), (steps.Steps[^1].Ballot.Denominator, steps.Steps[^1].Ballot.Needed, steps.Steps[^1].Ballot.Carried));
        Say(truth => truth.Settled("Ích", "2026-10-06"), truth => truth.Reaches("Ích", Stage.CellPassed, "2026-10-06"), truth => truth.Due("R-ADM-10", "Ích", "NT", "2026-10-06", "2026-12-09", Old));
        foreach (var (village, cell) in ((string, string)[])[("V01", "C01"), ("V17", "C21")])
        {
            await world.Villages.LinkVillageCellAsync(new LinkVillageCellRequest { Name = Names[village], Cell = new VillageCell { Organization = Names[cell], Independent = true, Since = "2026-10-06" } }, world.Board);
            Say(truth => truth.Served(village, cell, true, "2026-10-06"));
        }

        await On("2026-10-09");
        await CeremonyAsync("Giang", "1790", "C17", "2026-09-07", "2026-10-09");
        await CeremonyAsync("Hoa", "1890", "C18", "2026-09-07", "2026-10-09");
        Say(
            truth => truth.Due("R-ADM-13", "Giang", "C17", "2026-10-09", "2026-11-20", Old), truth => truth.Due("R-OFF-2", "Giang", "C17", "2027-10-09", "2027-11-19", Old),
            truth => truth.Due("R-ADM-13", "Hoa", "C18", "2026-10-09", "2026-11-20", New), truth => truth.Due("R-OFF-2", "Hoa", "C18", "2027-10-09", "2027-11-19", New));
        await CorrectAsync();
        await PayAsync("2026-10", "1101");

        await OpenReviewAsync();
        await On("2026-11-05");
        await world.Facts.RetractMemberFactAsync(new RetractMemberFactRequest { Name = Names["mistake"], Consent = "77-CV/TU" }, world.Board);
        Say(truth => truth.NotEnded("1401"));
        await On("2026-11-10");
        await StepAsync("Ích", "2026-11-10", step => step.Decision = Decision("NT", Decider.StandingCommittee, 7, 9));
        Say(truth => truth.Settled("Ích", "2026-11-10"), truth => truth.Reaches("Ích", Stage.Decided, "2026-11-10"));
        await On("2026-11-12");
        await StepAsync("Ích", "2026-11-12", step => step.Receipt = new());
        Say(truth => truth.Due("R-ADM-11", "Ích", "C08", "2026-11-12", "2026-12-25", Old));
        await On("2026-11-16");
        await MoveAsync("T3", "2026-11-16", step => step.Homecoming = new());
        Say(truth => truth.Transfer("T3", Moved.Completed, "2026-11-16"), truth => truth.Until("0304", FactKind.Away, "2026-11-16"), truth => truth.CollectedAt("0304", "M1", "2026-04-10", "2026-11-16"));
        Say(truth => truth.Proposed("1101", "2026-08 2026-09 2026-10", "2026-11-16"));
        // Hoa dies on probation: nobody decides on her any more.
        await On("2026-11-18");
        await Fact("1890", new MemberFact { Kind = FactKind.Died, Since = "2026-11-17" });
        Say(
            truth => truth.Ended("1890", Flow.Died, "2026-11-17"), truth => truth.Fact("1890", FactKind.Died, "2026-11-17"), truth => truth.CalledOff("Hoa", "2026-11-17"),
            truth => truth.Reaches("Hoa", Stage.MemberLeft, "2026-11-17"));
        await VerifyReviewsAsync();
        await PayAsync("2026-11");

        await On("2026-12-01");
        // R-DEL-4: the cell does not want to lose the member for three months' fees.
        var votes = new MemberFact.Types.Votes { Date = "2026-11-30", CellInFavour = 1 };
        var proposal = (await world.Fees.ListDeletionProposalsAsync(new ListDeletionProposalsRequest { Parent = Names["C11"] }, world.Board)).DeletionProposals.Single(p => p.Member == Names["1101"]);
        Assert.Equal(3, (await world.Fees.RejectDeletionProposalAsync(new RejectDeletionProposalRequest { Name = proposal.Name, Votes = votes, Document = "19-NQ/CB" }, world.Board)).Votes.CellDenominator);
        Say(truth => truth.VotedDown("1101"));
        await CeremonyAsync("Ích", "0890", "C08", "2026-11-10", "2026-12-01");
        Say(truth => truth.Due("R-ADM-13", "Ích", "C08", "2026-12-01", "2027-01-13", Old), truth => truth.Due("R-OFF-2", "Ích", "C08", "2027-12-01", "2028-01-12", Old));
        await DecideReviewsAsync();
        await PayAsync("2026-12");
        await On("2027-01-10");
        await world.Cycles.SendReviewReportAsync(new SendReviewReportRequest { Name = Names["review"], SentOn = "2027-01-10" }, world.Board);
        Say(truth => truth.Settled("review", "2027-01-10"));
    }

    /// <summary>What was recorded wrong or not at all; R-FILE-2 keeps both.</summary>
    private async Task CorrectAsync()
    {
        await On("2026-10-12");
        await RecordAsync("1299", "C12", "2026-02-20");
        await On("2026-10-13");
        world.Clock.Tick();
        await world.Members.UpdateMemberAsync(new UpdateMemberRequest { Member = new Member { Name = Names["1302"], Ethnicity = "Lào" }, UpdateMask = new FieldMask { Paths = { "ethnicity" } } }, world.Board);
        Say(truth => truth.People["1302"].Ethnicity = "Lào");

        // Whoever is introduced elsewhere dies; nothing is due of him any more.
        await On("2026-10-16");
        await Fact("1502", new MemberFact { Kind = FactKind.Died, Since = "2026-10-15" });
        Say(truth => truth.Ended("1502", Flow.Died, "2026-10-15"), truth => truth.Fact("1502", FactKind.Died, "2026-10-15"), truth => truth.CalledOff("T5", "2026-10-15"),
            truth => truth.Transfer("T5", Moved.MemberLeft, "2026-10-15"));

        await On("2026-10-20");
        await StepAsync("Giang", "2026-10-20", step => step.Declaration = new());
        Say(truth => truth.Settled("Giang", "2026-10-20", "R-ADM-13"));
        // The head of V14 is declared dead by mistake; it is taken back in November.
        await On("2026-10-21");
        var mistake = await Fact("1401", new MemberFact { Kind = FactKind.Died, Since = "2026-10-20" });
        Names.Add("mistake", mistake.Name);
        Say(truth => truth.Ended("1401", Flow.Died, "2026-10-20"), truth => truth.Fact("1401", FactKind.Died, "2026-10-20"));
    }

    /// <summary>R-ORG-13: C21 is split off C01 with the village V17.</summary>
    private async Task SplitAsync()
    {
        string[] going = ["0106", "0107", "0108", "0109", "0190"];
        var result = await world.Acts.SplitOrganizationAsync(new SplitOrganizationRequest
        {
            Parent = Names["NT"], Source = Names["C01"], SourceContinues = true, EffectiveOn = "2026-10-05", DocumentNumber = "52-QĐ/ĐU",
            Parts =
            {
                new SplitOrganizationRequest.Types.Part
                {
                    Organization = new Organization { Code = "C21", Kind = Kind.Cell, Sector = Sector.Village, DisplayName = "Chi bộ C21" },
                    Members = { going.Select(member => Names[member]) },
                    Villages = { Names["V17"] },
                },
            },
        }, world.Board);
        Names.Add("C21", result.Members[0].ToOrganization);
        Say(
            truth => truth.Acts.Add("Split on 2026-10-05: 0106>C21 0107>C21 0108>C21 0109>C21 0190>C21 V17>C21"),
            truth => truth.Unit("C21", "NT", Kind.Cell, Sector.Village, "2026-10-05"), truth => truth.Served("V17", "C21", false, "2026-10-05"),
            truth => truth.AppliesAt("Cường", "C21", "2026-10-05"), truth => truth.Turn("C01", "C21", "2026-10-05", "Cường"));
        Say([.. going.Select(member => (Action<Truth>)(truth => truth.Goes(member, "C21", "2026-10-05")))]);
    }
}
