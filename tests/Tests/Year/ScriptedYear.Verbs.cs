using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using Body = DienBien.Membership.V1.CandidateStep.Types.Ballot.Types.Body;
using Decider = DienBien.Membership.V1.CandidateStep.Types.Decision.Types.Body;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Tests.Year;

/// <content>What clerks do, in short.</content>
public sealed partial class ScriptedYear
{
    private const string Old = "294-QĐ/TW";

    private const string New = "208-QĐ/TW";

    /// <summary>A person who agreed to be recorded becomes a candidate of a cell.</summary>
    private async Task ApplyAsync(string key, string cell, string consented, string policy)
    {
        var person = new CandidatePerson { FullName = "Giàng Thị " + key, Sex = Member.Types.Sex.Female, BirthDate = "1998-04-20", Ethnicity = "Mông", Schooling = CandidatePerson.Types.Schooling.LowerSecondary };
        var candidate = await world.Candidates.CreateCandidateAsync(
            new CreateCandidateRequest { Parent = Names[cell], Candidate = new Candidate { Source = Candidate.Types.Source.VillageElder, ConsentedOn = consented, Person = person } }, world.Board);
        Assert.Equal(policy, candidate.PolicyVersion);
        Names.Add(key, candidate.Name);
        Say(truth => truth.Applies(key, cell, consented, policy));
    }

    /// <summary>The class; R-ADM-3 lets the certificate count for 60 months.</summary>
    private async Task ClassAsync(string key, string cell, string day, string until, string policy)
    {
        await StepAsync(key, day, step => step.AwarenessClass = new() { Certificate = "12/" + key });
        Say(truth => truth.Reaches(key, Stage.Aware, day), truth => truth.Due("R-ADM-3", key, cell, day, until, policy));
    }

    /// <summary>The dossier with its introducer; R-ADM-5 lets it count for 12 months.</summary>
    private async Task DossierAsync(string key, string cell, string day, string until, string introducer, string policy)
    {
        await StepAsync(key, day, step => step.Dossier = new());
        await StepAsync(key, day, step => step.Introducer = new() { Member = Names[introducer], AcquaintedSince = "2020-01-01" });
        Say(truth => truth.Reaches(key, Stage.Dossier, day), truth => truth.Due("R-ADM-5", key, cell, day, until, policy));
    }

    private Task<Candidate> StepAsync(string key, string day, Action<CandidateStep> detail) => Step(key, day, detail).ResponseAsync;

    private AsyncUnaryCall<Candidate> Step(string key, string day, Action<CandidateStep> detail, bool tryOnly = false)
    {
        world.Clock.Tick();
        var step = new CandidateStep { Date = day };
        detail(step);
        return world.Candidates.CreateCandidateStepAsync(new CreateCandidateStepRequest { Parent = Names[key], Step = step, ValidateOnly = tryOnly }, world.Board);
    }

    private static CandidateStep.Types.Ballot Cell(int inFavour, int against = 0) => new() { Body = Body.Cell, InFavour = inFavour, Against = against, Document = "05-NQ/CB" };

    private CandidateStep.Types.Decision Decision(string unit, Decider body, int inFavour, int sitting) =>
        new() { Granted = true, Organization = Names[unit], Body = body, InFavour = inFavour, Sitting = sitting, Document = "12-QĐ/ĐU" };

    /// <summary>The ceremony, after which the register has a member who was admitted by the decision.</summary>
    private async Task CeremonyAsync(string key, string member, string cell, string decided, string day, string consent = "")
    {
        var candidate = await StepAsync(key, day, step => step.Ceremony = new() { MemberNumber = member, Consent = consent });
        Names.Add(member, candidate.Member);
        Say(
            truth => truth.Settled(key, day),
            truth => truth.Reaches(key, Stage.Probation, day),
            truth => truth.Becomes(key, member),
            truth => truth.Member(member, cell, Member.Types.Sex.Female, "1998-04-20", "Mông", "LOWER_SECONDARY", decided, ""));
    }

    private async Task LeaveAsync(string key, string member, string from, string to, string day, string policy, Transfer.Types.Kind kind = Transfer.Types.Kind.Official, string until = "")
    {
        world.Clock.Tick();
        var transfer = await world.Transfers.CreateTransferAsync(
            new CreateTransferRequest { Transfer = new Transfer { Member = Names[member], Kind = kind, ToOrganization = to.Length == 0 ? "" : Names[to], EffectiveOn = day, Until = until } }, world.Board);
        Assert.Equal(policy, transfer.PolicyVersion);
        Names.Add(key, transfer.Name);
        Say(truth => truth.Leaves(key, member, from, to, day, policy));
    }

    private async Task<Transfer> MoveAsync(string key, string day, Action<TransferStep> detail) => await Move(key, day, detail);

    private AsyncUnaryCall<Transfer> Move(string key, string day, Action<TransferStep> detail)
    {
        world.Clock.Tick();
        var step = new TransferStep { Date = day };
        detail(step);
        return world.Transfers.CreateTransferStepAsync(new CreateTransferStepRequest { Parent = Names[key], Step = step }, world.Board);
    }

    private AsyncUnaryCall<MemberFact> Fact(string member, MemberFact fact)
    {
        world.Clock.Tick();
        return world.Facts.CreateMemberFactAsync(new CreateMemberFactRequest { Parent = Names[member], MemberFact = fact }, world.Board);
    }

    /// <summary>A member whom the register did not know, on probation since a day gone by.</summary>
    private async Task RecordAsync(string key, string cell, string admitted)
    {
        world.Clock.Tick();
        var member = new Member { MemberNumber = key, FullName = "Lò Văn Muộn", Sex = Member.Types.Sex.Male, BirthDate = "1999-09-09", Ethnicity = "Kinh", Education = "12/12", AdmittedOn = admitted };
        Names.Add(key, (await world.Members.CreateMemberAsync(new CreateMemberRequest { Parent = Names[cell], Member = member }, world.Board)).Name);
        Say(truth => truth.Member(key, cell, Member.Types.Sex.Male, "1999-09-09", "Kinh", "12/12", admitted, ""));
    }

    /// <summary>R-ORG-8: of ten seats one more may be appointed by the regulation of 2025, two by that of July 2026, under which a commune is grassroots.</summary>
    private async Task AppointExtrasAsync(string day, string label, string since, string until, int allowed)
    {
        await On(day);
        var term = await world.Committees.CreateCommitteeTermAsync(new CreateCommitteeTermRequest
        {
            Parent = Names["NT"], CommitteeTerm = new CommitteeTerm { Kind = CommitteeTerm.Types.Kind.Committee, Label = label, StartsOn = since, EndsOn = until, SeatsSet = 10 },
        }, world.Board);
        Assert.Equal(allowed == 1 ? Old : New, term.PolicyVersion);
        AsyncUnaryCall<CommitteeTerm> Appoint(int i) => world.Committees.AppointCommitteeMemberAsync(new AppointCommitteeMemberRequest
        {
            Name = term.Name, Member = Names["090" + i], Role = CommitteeOffice.Types.Role.Member, Basis = CommitteeOffice.Types.Basis.Appointed, Since = day, DocumentNumber = "60-QĐ/TU",
        }, world.Board);
        for (var i = 1; i <= allowed; i++)
        {
            await Appoint(i);
        }

        await RefusedAsync(Appoint(allowed + 1), "basis EXTRA_MEMBERS_MANY", "R-ORG-8");
    }

    /// <summary>From a month on a member's fee is assessed on something; the amounts are worked out by hand.</summary>
    private async Task BasisAsync(string member, FeeBasis.Types.Group group, long income, string month, params (string Month, long Fee)[] fees)
    {
        await world.Fees.RecordFeeBasisAsync(new RecordFeeBasisRequest { Parent = Names[member], FeeBasis = new FeeBasis { Group = group, Amount = income, SinceMonth = month } }, world.Board);
        foreach (var (since, fee) in fees)
        {
            Say(truth => truth.Pays(member, since, fee));
        }
    }

    /// <summary>On the 25th everybody pays the month's fee, some apart.</summary>
    private async Task PayAsync(string month, params string[] apart)
    {
        await On(month + "-25");
        foreach (var commune in (string[])["NT", "MP"])
        {
            var now = chronicle.KnownOn(world.Clock.Today);
            await RecordPaymentsAsync(commune, month, [.. now.Bill(now.Below(commune), month).Where(bill => !apart.Contains(bill.Member))]);
        }
    }

    private async Task RecordPaymentsAsync(string commune, string month, params (string Member, long Amount)[] bills)
    {
        world.Clock.Tick();
        var today = Truth.Text(world.Clock.Today);
        var answer = await world.Fees.RecordFeePaymentsAsync(new RecordFeePaymentsRequest
        {
            Parent = Names[commune],
            Payments = { bills.Select(bill => new FeePayment { Member = Names[bill.Member], Month = month, Amount = bill.Amount, ReceiptNumber = $"{month}/{bill.Member}", PaidOn = today }) },
        }, world.Board);
        Assert.Equal((bills.Length, 0), (answer.Accepted, answer.Rejections.Count));
        Say([.. bills.Select(bill => (Action<Truth>)(truth => truth.Paid(bill.Member, month)))]);
    }
}
