using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using MassOrganization = DienBien.Membership.V1.Candidate.Types.MassOrganization;
using Outcome = DienBien.Membership.V1.Candidate.Types.Outcome;
using Source = DienBien.Membership.V1.Candidate.Types.Source;

namespace DienBien.Platform.Tests.Membership.Admissions;

[Collection(SharedRegister.Name)]
public sealed class GetAdmissionSourcesTests(RegisterFixture register)
{
    [Fact]
    public async Task Each_source_shows_what_came_of_it_by_village_and_opens_to_the_candidates()
    {
        var (cell, introducer) = await register.CellOfAsync(9);
        var village = await register.VillageAsync();
        var elder = Brought(Source.VillageElder, village.Name);
        await AdmittedAsync(cell, introducer, elder);
        var refused = await register.ReadyAsync(cell, introducer, elder);
        await register.StepAsync(refused, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(5, 4));
        var withdrawn = await register.CandidateAsync(cell, elder);
        await register.Candidates.WithdrawCandidateAsync(new WithdrawCandidateRequest { Name = withdrawn.Name, WithdrawnOn = "2025-10-01" }, register.Board);
        await register.CandidateAsync(cell, Brought(Source.MassOrganization, "", MassOrganization.YouthUnion));
        await register.CandidateAsync(cell, Brought(Source.MassOrganization, "", MassOrganization.WomensUnion));
        await register.CandidateAsync(cell, new Candidate(elder) { ConsentedOn = "2025-01-05" });
        var answer = await SourcesAsync(cell.Name);
        Assert.Equal(["MassOrganization YouthUnion  1 1 0 0 0 0", "MassOrganization WomensUnion  1 1 0 0 0 0", $"VillageElder Unspecified {village.DisplayName} 3 0 1 1 1 0"], answer.Rows.Select(Text));
        Assert.Equal(4, (await SourcesAsync(cell.Name, "2025-01-01")).Rows.Single(row => row.Source == Source.VillageElder).Brought);
        foreach (var row in answer.Rows)
        {
            Assert.Equal(
                (row.Brought, row.UnderWay, row.Refused, row.Withdrawn, row.Admitted, row.Official),
                (await OpenAsync(cell, row, default), await OpenAsync(cell, row, Outcome.UnderWay), await OpenAsync(cell, row, Outcome.NotCarried), await OpenAsync(cell, row, Outcome.NoLongerAgrees), await OpenAsync(cell, row, Outcome.Admitted), await OpenAsync(cell, row, Outcome.BecameOfficial)));
        }
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_nobody_sees_others()
    {
        var cell = await register.CellAsync();
        (await Refusal.OfAsync(register.Candidates.GetAdmissionSourcesAsync(new GetAdmissionSourcesRequest { Parent = cell.Name, From = "2025-02-01", To = "2025-01-01" }, register.Board))).IsInvalid("to UNTIL_BEFORE_SINCE");
        (await Refusal.OfAsync(register.Candidates.GetAdmissionSourcesAsync(new GetAdmissionSourcesRequest { Parent = cell.Name }, register.As("clerk", RegisterFixture.MuongPhang)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        var candidate = new Candidate(RegisterFixture.Applicant()) { MassOrganization = MassOrganization.Veterans, SourceAgreedOn = "2999-01-01" };
        (await RefusedAsync(cell, candidate)).IsInvalid("candidate.mass_organization SOURCE_CONTRADICTS", "candidate.source_agreed_on DATE_IN_FUTURE");
        (await RefusedAsync(cell, new Candidate(RegisterFixture.Applicant()) { Source = Source.Self, SourceAgreedOn = "2025-01-01" })).IsInvalid("candidate.source_agreed_on SOURCE_CONTRADICTS");
        var kept = await register.CandidateAsync(cell, new Candidate(RegisterFixture.Applicant()) { SourceAgreedOn = "2025-01-01" });
        Assert.Equal("2025-01-01", (await register.Candidates.GetCandidateAsync(new GetCandidateRequest { Name = kept.Name }, register.Board)).SourceAgreedOn);
    }

    [Fact]
    public async Task Mentors_are_official_members_of_the_cell_two_at_a_time()
    {
        var (cell, first) = await register.CellOfAsync(2);
        var second = await register.CreateAsync(register.Person(), cell.Name);
        var third = await register.CreateAsync(register.Person(), cell.Name);
        var probationer = await register.CreateAsync(new Member(register.Person()) { AdmittedOn = "2025-05-01", OfficialOn = "" }, cell.Name);
        var elsewhere = await register.CreateAsync(register.Person(), (await register.CellAsync()).Name);
        var candidate = await register.CandidateAsync(cell);
        (await RefusedMentorAsync(candidate, probationer)).IsForbidden("step.mentor.member MENTOR_NOT_OFFICIAL", "R-ADM-4");
        (await RefusedMentorAsync(candidate, elsewhere)).IsForbidden("step.mentor.member MENTOR_ELSEWHERE", "R-ADM-4");
        await MentorAsync(candidate, first, "2025-09-01");
        Assert.Equal("STEP_REPEATED", Assert.Single((await RefusedMentorAsync(candidate, first)).Fields).Split(' ')[1]);
        await MentorAsync(candidate, second, "2025-09-01");
        (await RefusedMentorAsync(candidate, third)).IsForbidden("step.mentor MENTORS_ENOUGH", "R-ADM-4");
        await register.StepAsync(candidate, "2025-11-01", step => step.MentorRelease = new() { Member = first.Name });
        await MentorAsync(candidate, third, "2025-11-01");
        Assert.Contains("MENTOR_UNKNOWN", Assert.Single((await register.RefusedStepAsync(candidate, "2025-11-02", step => step.MentorRelease = new() { Member = first.Name })).Fields));
        var shown = (await register.Candidates.GetCandidateAsync(new GetCandidateRequest { Name = candidate.Name }, register.Board)).Mentors;
        Assert.Equal([(first.Name, "2025-09-01", "2025-11-01"), (second.Name, "2025-09-01", ""), (third.Name, "2025-11-01", "")], shown.Select(m => (m.Member, m.Since, m.Until)));
    }

    private static Candidate Brought(Source source, string village, MassOrganization body = default) => new(RegisterFixture.Applicant()) { Source = source, Village = village, MassOrganization = body };

    private static string Text(AdmissionSources.Types.Row row) => $"{row.Source} {row.MassOrganization} {row.VillageName} {row.Brought} {row.UnderWay} {row.Refused} {row.Withdrawn} {row.Admitted} {row.Official}";

    private async Task<AdmissionSources> SourcesAsync(string parent, string from = "2025-02-01") =>
        await register.Candidates.GetAdmissionSourcesAsync(new GetAdmissionSourcesRequest { Parent = parent, From = from }, register.Board);

    /// <summary>How many candidates stand behind a figure, page by page.</summary>
    private async Task<long> OpenAsync(Organization cell, AdmissionSources.Types.Row row, Outcome outcome)
    {
        var request = new ListCandidatesRequest
        {
            Parent = cell.Name, Source = row.Source, MassOrganization = row.MassOrganization, Village = row.Village, WithoutVillage = row.Village.Length == 0, Outcome = outcome, From = "2025-02-01", PageSize = 1,
        };
        var count = 0;
        do
        {
            var page = await register.Candidates.ListCandidatesAsync(request, register.Board);
            count += page.Candidates.Count;
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return count;
    }

    private async Task AdmittedAsync(Organization cell, Member introducer, Candidate applicant)
    {
        var candidate = await register.ReadyAsync(cell, introducer, applicant);
        await register.StepAsync(candidate, "2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(9));
        await register.StepAsync(candidate, "2025-12-10", step => step.Decision = RegisterFixture.StandingCommittee());
        await register.StepAsync(candidate, "2025-12-12", step => step.Receipt = new());
        await register.StepAsync(candidate, "2025-12-20", step => step.Ceremony = new() { MemberNumber = register.NewCode("S") });
    }

    private async Task MentorAsync(Candidate candidate, Member member, string day) => await register.StepAsync(candidate, day, step => step.Mentor = new() { Member = member.Name });

    private Task<Refusal> RefusedMentorAsync(Candidate candidate, Member member) => register.RefusedStepAsync(candidate, "2025-10-01", step => step.Mentor = new() { Member = member.Name });

    private Task<Refusal> RefusedAsync(Organization cell, Candidate candidate) =>
        Refusal.OfAsync(register.Candidates.CreateCandidateAsync(new CreateCandidateRequest { Parent = cell.Name, Candidate = candidate }, register.Board));
}
