using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared;
using Role = DienBien.Indicators.V1.ExplainedRecord.Types.Role;

namespace DienBien.Platform.Indicators.Values;

/// <summary>Decides how a member counts in T6 on a day, from the facts alone: the counters must come to the same.</summary>
internal static class MemberJudge
{
    internal const string MemberElsewhere = "MEMBER_ELSEWHERE";

    internal const string AdmittedElsewhere = "ADMITTED_ELSEWHERE";

    internal static Judgement Of(MemberRow member, Question question)
    {
        var evidence = NameOf(member.Admitting, question);
        if (member.AdmittedOn > question.AsOf)
        {
            return new Judgement("ADMITTED_LATER", Role.LeftOut, evidence, member.AdmittedOn);
        }

        if (member.AdmittedOn >= question.FirstOfYear)
        {
            return StepsAt(member.Admitting, question) switch
            {
                var steps when steps.Any(step => step.Days.Contains(member.AdmittedOn)) => new Judgement("ADMITTED_IN_YEAR", Role.Numerator, evidence, member.AdmittedOn),
                var steps when steps.Any(step => step.From > member.AdmittedOn) && question.Tree.LiesBelow(member.Admitting, question.Node!.Node, member.AdmittedOn) => new Judgement("BEFORE_ORGANIZATION", Role.LeftOut, evidence, member.AdmittedOn),
                _ => new Judgement(AdmittedElsewhere, Role.LeftOut, evidence, member.AdmittedOn),
            };
        }

        return Opening(member, question, question.FirstOfYear.AddDays(-1), evidence);
    }

    /// <summary>The nodes for which the member is a report by the day: the communes, or what is asked about within one.</summary>
    internal static IReadOnlyList<long> ReportsFor(MemberRow member, Question question) =>
        [.. member.Stays.SelectMany(stay => question.Tree.AboveMember(stay.Organization)
            .Where(step => question.IsWithinCommune ? step.Node.Node == question.Node!.Node : step.Node.IsCommune)
            .Where(step => stay.Days.Intersect(step.Days) is { IsEmpty: false } counted && counted.Start <= question.AsOf)
            .Select(step => step.Node.Node)).Distinct()];

    private static Judgement Opening(MemberRow member, Question question, DateOnly day, string evidence)
    {
        var held = member.Stays.Select(stay => (stay.Organization, stay.Days, Steps: StepsAt(stay.Organization, question).ToList())).ToList();
        if (held.TrueForAll(stay => stay.Steps.Count == 0))
        {
            return new Judgement(MemberElsewhere, Role.LeftOut, NameOf(member.Organization, question), member.AdmittedOn);
        }

        if (held.Exists(stay => stay.Days.Contains(day) && stay.Steps.Exists(step => step.Days.Contains(day))))
        {
            return new Judgement("IN_OPENING", Role.Denominator, evidence, member.AdmittedOn);
        }

        if (held.Find(stay => stay.Days.Contains(day)) is not { Steps: not null } then)
        {
            return new Judgement("MEMBERSHIP_ENDED", Role.LeftOut, "", member.EndedOn);
        }

        return then.Steps.Exists(step => step.From > day) && question.Tree.LiesBelow(then.Organization, question.Node!.Node, day)
            ? new Judgement("BEFORE_ORGANIZATION", Role.LeftOut, evidence, member.AdmittedOn)
            : new Judgement(MemberElsewhere, Role.LeftOut, NameOf(then.Organization, question), member.AdmittedOn);
    }

    private static IEnumerable<Step> StepsAt(long organization, Question question) =>
        question.Tree.AboveMember(organization).Where(step => step.Node.Node == question.Node!.Node);

    private static string NameOf(long organization, Question question) => ResourceName.Organization(question.Tree.Find(organization)!.Id);
}
