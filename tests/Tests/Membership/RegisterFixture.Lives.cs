using DienBien.Membership.V1;
using DienBien.Platform.Membership.Badges;
using DienBien.Platform.Shared;
using Basis = DienBien.Membership.V1.CommitteeOffice.Types.Basis;
using Role = DienBien.Membership.V1.CommitteeOffice.Types.Role;

namespace DienBien.Platform.Tests.Membership;

/// <content>Ways to membership, and two records of one person, on the second of which something of every kind is recorded.</content>
public sealed partial class RegisterFixture
{
    /// <summary>The records, the cells they belong to, and what is about the second.</summary>
    internal async Task<FullLife> FullLifeAsync()
    {
        var (cell, host) = (await CellAsync(), await CellAsync(parent: MuongPhang));
        var person = Person(NewCard());
        var kept = await CreateAsync(new Member(person) { Occupation = "" }, cell.Name);
        var other = await CreateAsync(new Member(person) { FullName = "Lò Văn Nhầm", MemberNumber = NewCode("P"), CardNumber = NewCard(), AdmittedOn = "2016-03-03", OfficialOn = "2017-03-03", Occupation = "Nông dân", Ethnicity = "Thái" }, cell.Name);
        await RenameAsync(other, person.FullName);
        await FactAsync(other.Name, new MemberFact { Kind = MemberFact.Types.Kind.Suspended, Since = "2020-08-01", Until = "2020-10-01", Document = "1-QĐ/ĐU" });
        var transfer = await TransferAsync(Leaving(other.Name, kind: Transfer.Types.Kind.Temporary, until: "2026-08-05"));
        await Step(transfer, "2026-01-06", step => step.Introduction = new() { Document = "4-GTSHĐ" });
        await Step(transfer, "2026-01-10", step => step.Acceptance = new() { Cell = host.Name });
        await Step(transfer, "2026-06-01", step => step.Homecoming = new());
        foreach (var member in new[] { kept, other })
        {
            await BasisAsync(member.Name, FeeBasis.Types.Group.Student, 0, "2026-03");
        }

        await BasisAsync(other.Name, FeeBasis.Types.Group.Student, 0, "2026-07");
        await ReliefAsync(other.Name, FeeRelief.Types.Kind.Deferral, "2026-09");
        var receipt = NewCode("R");
        await PayAsync(cell.Name, Payment(kept.Name, "2026-07", 10_000, receipt), Payment(other.Name, "2026-07", 10_000, receipt), Payment(other.Name, "2026-08", 10_000));
        await Dossiers.RecordDossierItemAsync(new RecordDossierItemRequest { Parent = kept.Name, DossierItem = new DossierItem { DocumentType = 1, Present = true, Keeper = "Đảng ủy xã" } }, Board);
        foreach (var type in new[] { 1, 2 })
        {
            await Dossiers.RecordDossierItemAsync(new RecordDossierItemRequest { Parent = other.Name, DossierItem = new DossierItem { DocumentType = type, Present = true, Keeper = "Đảng ủy" } }, Board);
        }

        var term = await Committees.CreateCommitteeTermAsync(new CreateCommitteeTermRequest
        {
            Parent = cell.Name, CommitteeTerm = new CommitteeTerm { Kind = CommitteeTerm.Types.Kind.Committee, Label = "2025–2030", StartsOn = "2025-08-01", SeatsSet = 3 },
        }, Board);
        await Committees.AppointCommitteeMemberAsync(
            new AppointCommitteeMemberRequest { Name = term.Name, Member = other.Name, Role = Role.Secretary, Basis = Basis.Elected, Since = "2025-08-01", DocumentNumber = "1-NQ/ĐH" }, Board);
        var village = await VillageAsync();
        await Villages.AppointVillageHeadAsync(new AppointVillageHeadRequest { Name = village.Name, Head = new VillageHead { Member = other.Name, Since = "2024-01-01" } }, Board);
        var candidate = await CandidateAsync(cell, new Candidate(Applicant()) { Source = Candidate.Types.Source.Member, SourceMember = other.Name });
        var cycle = await CycleAsync(cell);
        var review = await FileAsync(cycle, other.Name);
        await AwardedAsync(other.Name, 30);
        await TransferCases.HoldMemberAsync(new HoldMemberRequest { Name = other.Name, Held = true }, Board);
        return new FullLife(cell, host, await MemberAsync(kept), await MemberAsync(other)) { Term = term, Village = village, Candidate = candidate, Review = review, Transfer = transfer };
    }

    /// <summary>A member of long standing.</summary>
    public async Task<string> VeteranAsync(Organization cell, string admitted) =>
        (await CreateAsync(new Member(Person()) { AdmittedOn = admitted, OfficialOn = "", BirthDate = "1950-01-01" }, cell.Name)).Name;

    /// <summary>Puts a badge on record, whatever the member's years.</summary>
    private Task<bool> AwardedAsync(string member, int level) => InWorkAsync(async work =>
    {
        await work.InsertAsync("badge_awards", new AwardRow { Id = Ids.New(), MemberId = Id(member), Level = level, AwardedOn = new DateOnly(2025, 2, 3), Decision = "1-QĐ/TU", RecordedAt = work.Now });
        return true;
    });

    /// <summary>A candidate of 2024 on probation since March 2025.</summary>
    public Task<Candidate> OnProbationAsync(int official) =>
        OnProbationAsync(official, "2024-06-01", "2024-07-01", "2024-08-01", "2024-08-02", "2025-01-03", "2025-02-20", "2025-02-25", "2025-03-15", "2025-04-01");

    /// <summary>A candidate on probation in a cell of some official members; one day for each step.</summary>
    public async Task<Candidate> OnProbationAsync(int official, params string[] days)
    {
        var (cell, introducer) = await CellOfAsync(official);
        var applicant = Applicant();
        applicant.ConsentedOn = days[0];
        var candidate = await CandidateAsync(cell, applicant);
        await StepAsync(candidate, days[1], step => step.AwarenessClass = new() { Certificate = "3/2024" });
        await StepAsync(candidate, days[2], step => step.Dossier = new());
        await StepAsync(candidate, days[3], step => step.Introducer = new() { Member = introducer.Name, AcquaintedSince = "2020-01-01" });
        await StepAsync(candidate, days[4], step => step.Ballot = CellBallot(official));
        await StepAsync(candidate, days[5], step => step.Decision = StandingCommittee());
        await StepAsync(candidate, days[6], step => step.Receipt = new());
        await StepAsync(candidate, days[7], step => step.Ceremony = new() { MemberNumber = NewCode("N") });
        return await StepAsync(candidate, days[8], step => step.Declaration = new());
    }

    internal sealed record FullLife(Organization Cell, Organization Host, Member Kept, Member Other)
    {
        public required CommitteeTerm Term { get; init; }

        public required Village Village { get; init; }

        public required Candidate Candidate { get; init; }

        public required Review Review { get; init; }

        public required Transfer Transfer { get; init; }
    }
}
