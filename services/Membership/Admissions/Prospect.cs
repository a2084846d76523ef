using DienBien.Membership.V1;
using DienBien.Platform.Membership.Admissions.Steps;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Policies;
using Detail = DienBien.Membership.V1.CandidateStep.DetailOneofCase;
using Kind = DienBien.Membership.V1.AdmissionForecast.Types.Prospect;

namespace DienBien.Platform.Membership.Admissions;

/// <summary>When a candidate could be admitted: what the rules and the steps on record say, and no guess.</summary>
/// <param name="Kind">What can be said.</param>
/// <param name="Earliest">The first lawful day, or null.</param>
/// <param name="By">The day if no step is late; null unless dated.</param>
internal readonly record struct Prospect(Kind Kind, DateOnly? Earliest = null, DateOnly? By = null)
{
    /// <summary>Judges a candidate on a day.</summary>
    /// <param name="row">The case.</param>
    /// <param name="born">The date of birth.</param>
    /// <param name="steps">The steps, oldest first.</param>
    /// <param name="day">The day.</param>
    public static Prospect Of(CandidateRow row, DateOnly? born, IReadOnlyList<CandidateStep> steps, DateOnly day)
    {
        var policy = AdmissionRules.Version(row.PolicyVersion);
        try
        {
            return row.Stage switch
            {
                _ when row.FormerMemberId is not null => new Prospect(Kind.Readmission),
                "DOSSIER" => OfDossier(policy, born ?? DateOnly.MinValue, steps, day),
                "CELL_PASSED" or "COMMITTEE_PASSED" => OfResolution(policy, steps, day),
                "DECIDED" => OfDecision(policy, steps, day),
                _ => new Prospect(Kind.NoTerm),
            };
        }
        catch (UncoveredDateException)
        {
            return new Prospect(Kind.BeyondCalendar, row.Stage == "DECIDED" ? null : day);
        }
    }

    /// <summary>The first lawful day is that on which all answers are due and the age is reached (R-ADM-1, R-ADM-6).</summary>
    private static Prospect OfDossier(PolicyVersion policy, DateOnly born, IReadOnlyList<CandidateStep> steps, DateOnly day)
    {
        if (Last(steps, Detail.Introducer) is null)
        {
            return new Prospect(Kind.NoTerm);
        }

        var answers = Preparation.Open(steps).Select(step => Due(policy, step.Vetting.Abroad ? "vettingAbroad" : "vettingHome", StepContext.DayOf(step))).ToList();
        var full = Months.Add(born, policy.Term("minAge").Count);
        var considered = answers.Append(day).Append(new DateOnly(full.Year, full.Month, 1)).Max();
        if (!AdmissionRules.IsFresh(policy, "certificateValid", StepContext.DayOf(Last(steps, Detail.AwarenessClass)!), considered)
            || !AdmissionRules.IsFresh(policy, "dossierFresh", StepContext.DayOf(Last(steps, Detail.Dossier)!), considered))
        {
            return new Prospect(Kind.RenewalNeeded);
        }

        return answers.Exists(due => due < day) ? new Prospect(Kind.Late, considered) : new Prospect(Kind.Dated, considered, Due(policy, "decision", considered));
    }

    /// <summary>The decision is due some days after the cell's resolution, or after the file's arrival at a new place (R-ADM-10, R-ADM-12).</summary>
    private static Prospect OfResolution(PolicyVersion policy, IReadOnlyList<CandidateStep> steps, DateOnly day)
    {
        var resolved = steps.Last(step => step.DetailCase == Detail.Ballot && step.Ballot.Body == CandidateStep.Types.Ballot.Types.Body.Cell);
        var usual = Due(policy, "decision", StepContext.DayOf(resolved));
        var limit = Due(policy, "decisionExtension", usual);
        var due = Last(steps, Detail.Extension) is null ? usual : limit;
        if (Last(steps, Detail.FileReceived) is { } file)
        {
            due = Due(policy, "movedDecision", StepContext.DayOf(file));
            limit = due > limit ? due : limit;
        }

        return day <= due ? new Prospect(Kind.Dated, day, due) : day <= limit ? new Prospect(Kind.Late, day) : new Prospect(Kind.RenewalNeeded);
    }

    /// <summary>Whoever is decided upon is admitted as of the decision once the ceremony is held in time (R-ADM-11).</summary>
    private static Prospect OfDecision(PolicyVersion policy, IReadOnlyList<CandidateStep> steps, DateOnly day)
    {
        var decided = StepContext.DayOf(Last(steps, Detail.Decision)!);
        var start = policy.Text("ceremonyFrom") == "RECEIPT" ? Last(steps, Detail.Receipt) : Last(steps, Detail.Decision);
        return start is null || day <= Due(policy, "ceremony", StepContext.DayOf(start)) ? new Prospect(Kind.Dated, decided, decided) : new Prospect(Kind.Late, decided);
    }

    private static DateOnly Due(PolicyVersion policy, string parameter, DateOnly start) => policy.Deadline(parameter, "", start, WorkingDays.Vietnam).DueDate;

    private static CandidateStep? Last(IReadOnlyList<CandidateStep> steps, Detail kind) => steps.LastOrDefault(step => step.DetailCase == kind);
}
