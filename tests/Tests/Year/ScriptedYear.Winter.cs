using DienBien.Membership.V1;
using Xunit;
using Decider = DienBien.Membership.V1.CandidateStep.Types.Decision.Types.Body;
using FactKind = DienBien.Membership.V1.MemberFact.Types.Kind;
using Ground = DienBien.Membership.V1.MemberFact.Types.Ground;
using Group = DienBien.Membership.V1.FeeBasis.Types.Group;
using Moved = DienBien.Membership.V1.Transfer.Types.Stage;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Tests.Year;

/// <content>What was under way before the year, and January to March.</content>
public sealed partial class ScriptedYear
{
    private async Task BeforeAsync()
    {
        // Mai is on probation since 15 March 2025; her case is older than the regulation of 2025.
        await ApplyAsync("Mai", "C07", "2024-06-01", "232-QĐ/TW");
        await StepAsync("Mai", "2024-07-01", step => step.AwarenessClass = new() { Certificate = "3/2024" });
        await StepAsync("Mai", "2024-08-01", step => step.Dossier = new());
        await StepAsync("Mai", "2024-08-02", step => step.Introducer = new() { Member = Names["0701"], AcquaintedSince = "2020-01-01" });
        await StepAsync("Mai", "2025-01-03", step => step.Ballot = Cell(3));
        await StepAsync("Mai", "2025-02-20", step => step.Decision = Decision("NT", Decider.StandingCommittee, 5, 9));
        await StepAsync("Mai", "2025-02-25", step => step.Receipt = new());
        Say(
            truth => truth.Due("R-ADM-3", "Mai", "C07", "2024-07-01", "2029-07-01", "232-QĐ/TW"), truth => truth.Due("R-ADM-5", "Mai", "C07", "2024-08-01", "2025-08-01", "232-QĐ/TW"),
            truth => truth.Settled("Mai", "2025-01-03"), truth => truth.Due("R-ADM-10", "Mai", "NT", "2025-01-03", "2025-03-14", "232-QĐ/TW"),
            truth => truth.Settled("Mai", "2025-02-20"), truth => truth.Due("R-ADM-11", "Mai", "C07", "2025-02-25", "2025-04-09", "232-QĐ/TW"));
        await CeremonyAsync("Mai", "0790", "C07", "2025-02-20", "2025-03-15");
        await StepAsync("Mai", "2025-04-01", step => step.Declaration = new());
        Say(
            truth => truth.Due("R-ADM-13", "Mai", "C07", "2025-03-15", "2025-04-26", "232-QĐ/TW"), truth => truth.Settled("Mai", "2025-04-01"),
            truth => truth.Due("R-OFF-2", "Mai", "C07", "2026-03-15", "2026-04-24", "232-QĐ/TW"));

        await ApplyAsync("An", "C02", "2025-09-01", Old);
        await ClassAsync("An", "C02", "2025-09-10", "2030-09-10", Old);
        await DossierAsync("An", "C02", "2025-10-01", "2026-10-01", "0201", Old);
        await StepAsync("An", "2025-12-01", step => step.Vetting = new() { Reference = "XM-1" });
        Say(truth => truth.Due("R-ADM-6", "An/vettings/XM-1", "C02", "2025-12-01", "2026-01-13", Old));

        await ApplyAsync("Bình", "C01", "2025-09-05", Old);
        await ClassAsync("Bình", "C01", "2025-09-20", "2030-09-20", Old);
        await DossierAsync("Bình", "C01", "2025-11-01", "2026-11-01", "0102", Old);

        await ApplyAsync("Cường", "C01", "2025-10-01", Old);
        await ClassAsync("Cường", "C01", "2025-10-15", "2030-10-15", Old);
        await DossierAsync("Cường", "C01", "2025-11-15", "2026-11-15", "0101", Old);

        await ApplyAsync("Dung", "C03", "2025-11-01", Old);
        await ClassAsync("Dung", "C03", "2025-11-15", "2030-11-15", Old);
        await DossierAsync("Dung", "C03", "2025-12-01", "2026-12-01", "0301", Old);

        // R-FEE-1, R-FEE-2: 1 % of 8,450,000; 0.3 % and 0.2 % of 3,700,000; students 5,000.
        foreach (var member in (string[])["1101", "1102", "1103", "1104", "0201", "0203", "1002", "0505", "0904"])
        {
            await BasisAsync(member, Group.OtherBelowRetirement, 0, "2025-12", ("2025-12", 11_100));
        }

        await BasisAsync("0202", Group.OtherRetirementAge, 0, "2025-12", ("2025-12", 7_400));
        await BasisAsync("0304", Group.InsuredSalary, 8_450_000, "2025-12", ("2025-12", 84_500));
        foreach (var member in (string[])["1701", "1702", "M101"])
        {
            await BasisAsync(member, Group.Student, 0, "2025-12", ("2025-12", 5_000));
        }
    }

    private async Task WinterAsync()
    {
        await On("2026-01-08");
        await StepAsync("An", "2026-01-08", step => step.VettingReply = new() { Reference = "XM-1" });
        Say(truth => truth.Settled("An/vettings/XM-1", "2026-01-08"));

        await On("2026-01-12");
        var ballot = await StepAsync("An", "2026-01-12", step => step.Ballot = Cell(4, 2));
        Assert.Equal(Stage.CellPassed, ballot.Stage);
        Say(truth => truth.Settled("An", "2026-01-12"), truth => truth.Reaches("An", Stage.CellPassed, "2026-01-12"), truth => truth.Due("R-ADM-10", "An", "NT", "2026-01-12", "2026-03-23", Old));
        await PayAsync("2026-01");

        // R-ADM-7: of nine, five are not two thirds, six are.
        await On("2026-02-05");
        Assert.Equal(Stage.Refused, (await StepAsync("Bình", "2026-02-05", step => step.Ballot = Cell(5, 4))).Stage);
        Say(truth => truth.Settled("Bình", "2026-02-05"), truth => truth.Reaches("Bình", Stage.Refused, "2026-02-05"));
        Assert.Equal(Stage.CellPassed, (await StepAsync("Cường", "2026-02-05", step => step.Ballot = Cell(6, 3))).Stage);
        Say(truth => truth.Settled("Cường", "2026-02-05"), truth => truth.Reaches("Cường", Stage.CellPassed, "2026-02-05"), truth => truth.Due("R-ADM-10", "Cường", "NT", "2026-02-05", "2026-04-16", Old));

        // R-EXM-1: of maternity the committee decides.
        await On("2026-02-09");
        var maternity = new MemberFact { Kind = FactKind.TemporarilyExempt, Ground = Ground.Maternity, Since = "2026-02-09", Until = "2026-08-10", Document = "4-NQ/CB" };
        await RefusedAsync(Fact("0804", maternity), "member_fact.committee_document COMMITTEE_DECIDES", "R-EXM-1");
        await Fact("0804", new MemberFact(maternity) { CommitteeDocument = "21-QĐ/ĐU" });
        Say(truth => truth.Fact("0804", FactKind.TemporarilyExempt, "2026-02-09", "2026-08-10"));

        await On("2026-02-10");
        await StepAsync("An", "2026-02-10", step => step.Decision = Decision("NT", Decider.StandingCommittee, 5, 9));
        Say(truth => truth.Settled("An", "2026-02-10"), truth => truth.Reaches("An", Stage.Decided, "2026-02-10"));
        // R-ORG-2: a cell of nine elects its committee.
        var term = await world.Committees.CreateCommitteeTermAsync(new CreateCommitteeTermRequest
        {
            Parent = Names["C01"], CommitteeTerm = new CommitteeTerm { Kind = CommitteeTerm.Types.Kind.Committee, Label = "2026–2028", StartsOn = "2026-02-10", SeatsSet = 3 },
        }, world.Board);
        foreach (var (member, role) in ((string, CommitteeOffice.Types.Role)[])[("0101", CommitteeOffice.Types.Role.Secretary), ("0103", CommitteeOffice.Types.Role.Deputy), ("0104", CommitteeOffice.Types.Role.Member)])
        {
            await world.Committees.AppointCommitteeMemberAsync(
                new AppointCommitteeMemberRequest { Name = term.Name, Member = Names[member], Role = role, Basis = CommitteeOffice.Types.Basis.Elected, Since = "2026-02-10", DocumentNumber = "1-BB" }, world.Board);
            Say(truth => truth.Office("C01", role == CommitteeOffice.Types.Role.Member, "2026-02-10"));
        }

        await On("2026-02-12");
        await StepAsync("An", "2026-02-12", step => step.Receipt = new());
        Say(truth => truth.Due("R-ADM-11", "An", "C02", "2026-02-12", "2026-04-02", Old));
        await PayAsync("2026-02", "1104");

        await On("2026-03-02");
        await Fact("0206", new MemberFact { Kind = FactKind.Exempt, Ground = Ground.OldAge, Since = "2026-03-01", Document = "6-NQ/CB" });
        Say(truth => truth.Fact("0206", FactKind.Exempt, "2026-03-01"));
        await LeaveAsync("T1", "0505", "C05", "MP", "2026-03-02", Old);
        Say(truth => truth.Due("R-TRF-1", "T1", "C05", "2026-03-02", "2026-05-28", Old));

        // R-OFF-5: a member since the decision of 10 February, which the register learns of today.
        await On("2026-03-03");
        await CeremonyAsync("An", "0290", "C02", "2026-02-10", "2026-03-03");
        Say(truth => truth.Due("R-ADM-13", "An", "C02", "2026-03-03", "2026-04-14", Old), truth => truth.Due("R-OFF-2", "An", "C02", "2027-03-03", "2027-04-14", Old));

        await On("2026-03-10");
        await StepAsync("Dung", "2026-03-10", step => step.Ballot = Cell(3));
        Say(truth => truth.Settled("Dung", "2026-03-10"), truth => truth.Reaches("Dung", Stage.CellPassed, "2026-03-10"), truth => truth.Due("R-ADM-10", "Dung", "NT", "2026-03-10", "2026-05-15", Old));

        await On("2026-03-20");
        await StepAsync("An", "2026-03-20", step => step.Declaration = new());
        Say(truth => truth.Settled("An", "2026-03-20", "R-ADM-13"));
        await MoveAsync("T1", "2026-03-20", step => step.Introduction = new() { Document = "3-GTSHĐ" });
        Say(
            truth => truth.Settled("T1", "2026-03-20"), truth => truth.Transfer("T1", Moved.Introduced, "2026-03-20"),
            truth => truth.Due("R-TRF-2", "T1", "MP", "2026-03-20", "2026-05-06", Old), truth => truth.Due("R-TRF-7", "T1", "NT", "2026-03-20", "2026-06-20", Old));
        // R-OFF-3: neither way; the cell votes again.
        Assert.Equal(Stage.Probation, (await StepAsync("Mai", "2026-03-20", step => step.OfficialBallot = Cell(1, 1))).Stage);
        await PayAsync("2026-03", "1104", "1103");

        // R-ADM-10: fifteen working days more, counted from the day on which the decision was due.
        await On("2026-03-30");
        await StepAsync("Cường", "2026-03-30", step => step.Extension = new() { Reason = "Chờ xác minh bổ sung" });
        Say(truth => truth.CalledOff("Cường", "2026-03-30"), truth => truth.Due("R-ADM-10", "Cường", "NT", "2026-03-30", "2026-05-12", Old));
        // R-FEE-4: only 30, 50 or 70 %.
        var half = new FeeRelief { Kind = FeeRelief.Types.Kind.Reduction, Percent = 50, FirstMonth = "2026-04", LastMonth = "2026-09", DecidedOn = "2026-03-30", DocumentNumber = "7-NQ/CB" };
        await RefusedAsync(world.Fees.RecordFeeReliefAsync(new RecordFeeReliefRequest { Parent = Names["0201"], FeeRelief = new FeeRelief(half) { Percent = 40 } }, world.Board), "fee_relief.percent REDUCTION_SHARE", "R-FEE-4");
        await world.Fees.RecordFeeReliefAsync(new RecordFeeReliefRequest { Parent = Names["0201"], FeeRelief = half }, world.Board);
        Say(truth => truth.Pays("0201", "2026-04", 5_550), truth => truth.Pays("0201", "2026-10", 11_100));
        var poor = new FeeRelief { Kind = FeeRelief.Types.Kind.PoorHousehold, FirstMonth = "2026-04", LastMonth = "2026-08", DecidedOn = "2026-03-30", DocumentNumber = "8-NQ/CB" };
        await world.Fees.RecordFeeReliefAsync(new RecordFeeReliefRequest { Parent = Names["0203"], FeeRelief = poor }, world.Board);
        Say(truth => truth.Exempt("0203", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08"));
    }
}
