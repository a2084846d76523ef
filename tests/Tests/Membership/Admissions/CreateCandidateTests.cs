using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Membership.Admissions;

[Collection(SharedRegister.Name)]
public sealed class CreateCandidateTests(RegisterFixture register)
{
    [Fact]
    public async Task A_candidate_pins_the_policy_and_goes_on_the_feed_without_a_name()
    {
        var candidate = await register.CandidateAsync(await register.CellAsync());
        Assert.Equal(("294-QĐ/TW", Candidate.Types.Stage.Outstanding, "2025-08-01"), (candidate.PolicyVersion, candidate.Stage, candidate.StageSince));
        Assert.Null(candidate.Person);
        Assert.Equal(["CandidateChanged"], await register.EventsAsync(candidate.Name));
        Assert.Equal(["CreateCandidate"], await register.AuditAsync(candidate.Name));
    }

    [Fact]
    public async Task A_village_lies_in_the_commune_of_the_cell()
    {
        var cell = await register.CellAsync();
        var applicant = RegisterFixture.Applicant();
        applicant.Village = (await register.VillageAsync()).Name;
        var candidate = await register.CandidateAsync(cell, applicant);
        Assert.Equal(applicant.Village, candidate.Village);
        Assert.Equal([candidate.Name], (await register.Candidates.ListCandidatesAsync(new ListCandidatesRequest { Village = applicant.Village }, register.Board)).Candidates.Select(c => c.Name));
        applicant.Village = (await register.VillageAsync(commune: RegisterFixture.MuongPhang)).Name;
        (await Refusal.OfAsync(register.Candidates.CreateCandidateAsync(new CreateCandidateRequest { Parent = cell.Name, Candidate = applicant }, register.Board))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        var cell = await register.CellAsync();
        var nothing = new CreateCandidateRequest { Parent = cell.Name, Candidate = new Candidate { ConsentedOn = "2999-01-01" } };
        (await Refusal.OfAsync(register.Candidates.CreateCandidateAsync(nothing, register.Board)))
            .IsInvalid("candidate.consented_on DATE_IN_FUTURE", "candidate.person FIELD_REQUIRED", "candidate.source FIELD_REQUIRED");
        nothing.Candidate = new Candidate { Source = Candidate.Types.Source.Self, ConsentedOn = "2025-01-01", Person = new CandidatePerson { Areas = { (CandidatePerson.Types.Area)99 } } };
        (await Refusal.OfAsync(register.Candidates.CreateCandidateAsync(nothing, register.Board))).IsInvalid(
            "candidate.person.areas[0] VALUE_UNKNOWN", "candidate.person.birth_date FIELD_REQUIRED",
            "candidate.person.full_name FIELD_REQUIRED", "candidate.person.schooling FIELD_REQUIRED", "candidate.person.sex FIELD_REQUIRED");
    }

    [Fact]
    public async Task Only_a_cell_has_candidates() =>
        (await Refusal.OfAsync(register.Candidates.CreateCandidateAsync(new CreateCandidateRequest { Parent = RegisterFixture.NaTau, Candidate = RegisterFixture.Applicant() }, register.Board)))
            .Is(StatusCode.FailedPrecondition, "ORGANIZATION_NO_CELL");
}
