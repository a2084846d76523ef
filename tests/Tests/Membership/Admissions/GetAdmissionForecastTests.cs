using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;
using Grpc.Core;
using Xunit;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Tests.Membership.Admissions;

[Collection(SharedRegister.Name)]
public sealed class GetAdmissionForecastTests(RegisterFixture register)
{
    private static readonly DateOnly Today = TimeProvider.System.Today();

    [Fact]
    public async Task The_year_shows_who_was_admitted_and_who_could_be_and_opens_to_them()
    {
        var (cell, introducer) = await register.CellOfAsync(26);
        await register.CreateAsync(new Member(register.Person()) { AdmittedOn = Day(-5), OfficialOn = "" }, cell.Name);
        await register.CandidateAsync(cell);
        var passed = await register.ReadyAsync(cell, introducer, Fresh());
        await register.StepAsync(passed, Day(-3), step => step.Dossier = Renewed());
        await register.StepAsync(passed, Day(-2), step => step.Ballot = RegisterFixture.CellBallot(26));
        await register.StepAsync(passed, Day(-1), step => step.Decision = RegisterFixture.StandingCommittee());
        var ready = await register.ReadyAsync(cell, introducer, Fresh());
        await register.StepAsync(ready, Day(-1), step => step.Dossier = Renewed());
        var year = IsoDate.Parse(Day(-5)).Year;
        var forecast = await ForecastAsync(cell.Name, year);
        Assert.Equal((26, 2, "4/100", "R-IND-3"), (forecast.Members, forecast.Needed, forecast.Target, forecast.Rule));
        Assert.Equal(1, forecast.Admitted);
        if (year == Today.Year)
        {
            Assert.Equal(["Outstanding NoTerm 1", "Dossier", "Decided Dated 1"], forecast.Groups.Select(g => g.Stage == Stage.Dossier ? "Dossier" : $"{g.Stage} {g.Prospect} {g.Count}"));
            Assert.Equal((1 + forecast.Groups.Sum(g => g.InYear), forecast.AdmittedIfNothingIsLate >= 2), (forecast.AdmittedIfNothingIsLate, forecast.MetIfNothingIsLate));
            foreach (var group in forecast.Groups)
            {
                var open = await EntriesAsync(cell, new ListForecastCandidatesRequest { Year = year, Stage = group.Stage, Prospect = group.Prospect });
                Assert.Equal((group.Count, group.InYear), (open.Count, (await EntriesAsync(cell, new ListForecastCandidatesRequest { Year = year, Stage = group.Stage, Prospect = group.Prospect, InYear = true })).Count));
            }

            Assert.Equal((passed.Name, Day(-1)), (await EntriesAsync(cell, new ListForecastCandidatesRequest { Stage = Stage.Decided })).Select(e => (e.Candidate, e.AdmittedBy)).Single());
        }
    }

    [Fact]
    public async Task A_year_gone_by_has_no_pipeline_and_a_readmission_is_no_admission()
    {
        var cell = await register.CellAsync();
        var member = await register.CreateAsync(register.Person(), cell.Name);
        await register.CandidateAsync(cell);
        var forecast = await ForecastAsync(cell.Name, 2018);
        Assert.Equal((0, 1, 0, false, "2018-12-31", 0), (forecast.Members, forecast.Admitted, forecast.Needed, forecast.Met, forecast.AsOf, forecast.Groups.Count));
        await register.FactAsync(member.Name, Life.ComebackTests.Resignation("2022-09-01"));
        await register.FactAsync(member.Name, Life.ComebackTests.Readmission("2025-09-01", cell.Name));
        Assert.Equal(0, (await ForecastAsync(cell.Name, 2025)).Admitted);
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_nobody_sees_others()
    {
        var cell = await register.CellAsync();
        (await Refusal.OfAsync(register.Candidates.GetAdmissionForecastAsync(new GetAdmissionForecastRequest { Parent = cell.Name, Year = 2999 }, register.Board))).IsInvalid("year DATE_IN_FUTURE");
        (await Refusal.OfAsync(register.Candidates.ListForecastCandidatesAsync(new ListForecastCandidatesRequest { Parent = cell.Name, Year = 12, Stage = (Stage)99 }, register.Board))).IsInvalid("year YEAR_INVALID", "stage VALUE_UNKNOWN");
        var elsewhere = register.As("clerk", RegisterFixture.MuongPhang);
        (await Refusal.OfAsync(register.Candidates.GetAdmissionForecastAsync(new GetAdmissionForecastRequest { Parent = cell.Name }, elsewhere))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        (await Refusal.OfAsync(register.Candidates.ListForecastCandidatesAsync(new ListForecastCandidatesRequest { Parent = cell.Name }, elsewhere))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    private static string Day(int days) => IsoDate.Of(Today.AddDays(days));

    private static Candidate Fresh() => RegisterFixture.Applicant();

    private static CandidateStep.Types.Dossier Renewed() => new() { Renewed = { "INTRODUCER", "YOUTH_RESOLUTION", "SUPPLEMENTARY_VETTING", "OPINIONS" } };

    private async Task<AdmissionForecast> ForecastAsync(string parent, int year) =>
        await register.Candidates.GetAdmissionForecastAsync(new GetAdmissionForecastRequest { Parent = parent, Year = year }, register.Board);

    private async Task<List<ListForecastCandidatesResponse.Types.Entry>> EntriesAsync(Organization cell, ListForecastCandidatesRequest request)
    {
        var entries = new List<ListForecastCandidatesResponse.Types.Entry>();
        (request.Parent, request.PageSize) = (cell.Name, 1);
        do
        {
            var page = await register.Candidates.ListForecastCandidatesAsync(request, register.Board);
            entries.AddRange(page.Entries);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return entries;
    }
}
