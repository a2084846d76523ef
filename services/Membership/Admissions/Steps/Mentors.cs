using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using Detail = DienBien.Membership.V1.CandidateStep.DetailOneofCase;
using Mentorship = DienBien.Membership.V1.Candidate.Types.Mentorship;

namespace DienBien.Platform.Membership.Admissions.Steps;

/// <summary>Members of the cell who follow and help a candidate, each for a time.</summary>
internal static class Mentors
{
    public static async Task<CandidateRow> AssignAsync(StepContext run)
    {
        var member = await MemberStore.RequireAsync(run.Work, run.Step.Mentor.Member, run.Scope);
        var lasting = Of(run.Past).Where(mentor => mentor.Until.Length == 0).ToList();
        var terms = (await MembershipRow.OfMembersAsync(run.Work, [member.Id]))[member.Id];
        CaseStep.Require(lasting.TrueForAll(mentor => mentor.Member != run.Step.Mentor.Member), "mentor.member", "STEP_REPEATED");
        run.Findings.That(member.OfficialOn <= run.Day && !(member.EndedOn <= run.Day), "step.mentor.member", "MENTOR_NOT_OFFICIAL", "mentors")
            .That(terms.Any(term => term.OrganizationId == run.Cell.Id && term.ValidFrom <= run.Day && !(term.ValidTo <= run.Day)), "step.mentor.member", "MENTOR_ELSEWHERE", "mentors")
            .That(lasting.Count < run.Policy.Number("mentors"), "step.mentor", "MENTORS_ENOUGH", "mentors", new Dictionary<string, string> { ["count"] = run.Policy.Number("mentors").ToString(CultureInfo.InvariantCulture) });
        return run.Before;
    }

    public static Task<CandidateRow> ReleaseAsync(StepContext run)
    {
        var lasting = Of(run.Past).FirstOrDefault(mentor => mentor.Until.Length == 0 && mentor.Member == run.Step.MentorRelease.Member);
        CaseStep.Require(lasting is not null, "mentor_release.member", "MENTOR_UNKNOWN");
        CaseStep.Require(string.CompareOrdinal(lasting!.Since, run.Step.Date) < 0, "date", "END_NOT_AFTER");
        return Task.FromResult(run.Before);
    }

    /// <summary>The mentors that steps tell of, the earliest first.</summary>
    public static IReadOnlyList<Mentorship> Of(IEnumerable<CandidateStep> steps)
    {
        var mentors = new List<Mentorship>();
        foreach (var step in steps)
        {
            if (step.DetailCase == Detail.Mentor)
            {
                mentors.Add(new Mentorship { Member = step.Mentor.Member, Since = step.Date });
            }
            else if (step.DetailCase == Detail.MentorRelease)
            {
                mentors.Last(mentor => mentor.Member == step.MentorRelease.Member && mentor.Until.Length == 0).Until = step.Date;
            }
        }

        return [.. mentors.OrderBy(mentor => mentor.Since, StringComparer.Ordinal)];
    }
}
