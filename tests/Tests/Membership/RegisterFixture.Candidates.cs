using DienBien.Membership.V1;
using Xunit;
using Body = DienBien.Membership.V1.CandidateStep.Types.Ballot.Types.Body;

namespace DienBien.Platform.Tests.Membership;

/// <content>People on the way to membership.</content>
public sealed partial class RegisterFixture
{
    public CandidateService.CandidateServiceClient Candidates => new(Channel);

    /// <summary>A candidate as a request states one.</summary>
    public static Candidate Applicant() => new()
    {
        Source = Candidate.Types.Source.VillageElder,
        ConsentedOn = "2025-08-01",
        Person = new CandidatePerson
        {
            FullName = "Giàng Thị Thử Nghiệm",
            Sex = Member.Types.Sex.Female,
            BirthDate = "1998-04-20",
            Ethnicity = "Mông",
            Schooling = CandidatePerson.Types.Schooling.Primary,
            Areas = { CandidatePerson.Types.Area.Border },
        },
    };

    public async Task<Candidate> CandidateAsync(Organization cell, Candidate? candidate = null) =>
        await Candidates.CreateCandidateAsync(new CreateCandidateRequest { Parent = cell.Name, Candidate = candidate ?? Applicant() }, Board);

    public async Task<Candidate> StepAsync(Candidate candidate, string date, Action<CandidateStep> detail) =>
        await Candidates.CreateCandidateStepAsync(Request(candidate, date, detail), Board);

    internal Task<Refusal> RefusedStepAsync(Candidate candidate, string date, Action<CandidateStep> detail) =>
        Refusal.OfAsync(Candidates.CreateCandidateStepAsync(Request(candidate, date, detail), Board));

    public static CreateCandidateStepRequest Request(Candidate candidate, string date, Action<CandidateStep> detail)
    {
        var step = new CandidateStep { Date = date };
        detail(step);
        return new CreateCandidateStepRequest { Parent = candidate.Name, Step = step };
    }

    /// <summary>A cell of some official members, and one of them.</summary>
    public async Task<(Organization Cell, Member Introducer)> CellOfAsync(int official, string parent = NaTau)
    {
        var cell = await CellAsync(parent: parent);
        Member? last = null;
        for (var i = 0; i < official; i++)
        {
            last = await CreateAsync(Person(), cell.Name);
        }

        return (cell, last!);
    }

    /// <summary>A candidate whose dossier is complete, ready for the cell's ballot from 2025-12-01 on.</summary>
    public async Task<Candidate> ReadyAsync(Organization cell, Member introducer, Candidate? applicant = null)
    {
        var candidate = await CandidateAsync(cell, applicant);
        await StepAsync(candidate, "2025-09-01", step => step.AwarenessClass = new() { Certificate = "12/2025" });
        await StepAsync(candidate, "2025-10-01", step => step.Dossier = new());
        return await StepAsync(candidate, "2025-10-02", step => step.Introducer = new() { Member = introducer.Name, AcquaintedSince = "2020-01-01" });
    }

    public static CandidateStep.Types.Ballot CellBallot(int inFavour, int against = 0, int attending = 0) =>
        new() { Body = Body.Cell, InFavour = inFavour, Against = against, AttendingExempt = attending, Document = "05-NQ/CB" };

    public static CandidateStep.Types.Decision StandingCommittee(string organization = NaTau, bool granted = true, int inFavour = 5, int sitting = 9) =>
        new() { Granted = granted, Organization = organization, Body = CandidateStep.Types.Decision.Types.Body.StandingCommittee, InFavour = inFavour, Sitting = sitting, Document = "12-QĐ/ĐU" };

    /// <summary>The open deadlines of a case on a day, as <c>rule due</c>.</summary>
    public async Task<string[]> DueAsync(string caseName, string parent, string day)
    {
        var list = await Deadlines.ListDeadlinesAsync(new ListDeadlinesRequest { Parent = parent, AsOf = day, PageSize = 1_000 }, Board);
        Assert.Empty(list.NextPageToken);
        return [.. list.Deadlines.Where(d => d.Case == caseName || d.Case.StartsWith(caseName + "/", StringComparison.Ordinal)).Select(d => $"{d.Rule} {d.DueDate}")];
    }

    /// <summary>True if a text stands in any column of any table.</summary>
    public async Task<bool> HoldsAsync(string text)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Directory.GetFiles(folder, "membership*.db").Single()}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table'";
        var tables = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                tables.Add(reader.GetString(0));
            }
        }

        foreach (var table in tables)
        {
            command.CommandText = $"SELECT * FROM {table}";
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    var value = reader.GetValue(i) is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture)!;
                    if (value.Contains(text, StringComparison.Ordinal))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
