using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared;
using Role = DienBien.Indicators.V1.ExplainedRecord.Types.Role;

namespace DienBien.Platform.Indicators.Values;

/// <summary>Decides how a member counts in T6 on a day, from the facts alone: the counters must come to the same.</summary>
internal static class MemberJudge
{
    internal static Judgement Of(MemberRow member, Question question)
    {
        var admitting = FirstDay(question.Tree.AboveMember(member.Admitting), question.Node!);
        var holding = FirstDay(question.Tree.AboveMember(member.Organization), question.Node!);
        var evidence = NameOf(member.Admitting, question);
        if (member.AdmittedOn > question.AsOf)
        {
            return new Judgement("ADMITTED_LATER", Role.LeftOut, evidence, member.AdmittedOn);
        }

        if (member.AdmittedOn >= question.FirstOfYear)
        {
            return admitting is null
                ? new Judgement("ADMITTED_ELSEWHERE", Role.LeftOut, evidence, member.AdmittedOn)
                : admitting <= member.AdmittedOn
                    ? new Judgement("ADMITTED_IN_YEAR", Role.Numerator, evidence, member.AdmittedOn)
                    : new Judgement("BEFORE_ORGANIZATION", Role.LeftOut, evidence, member.AdmittedOn);
        }

        if (holding is null)
        {
            return new Judgement("MEMBER_ELSEWHERE", Role.LeftOut, NameOf(member.Organization, question), member.AdmittedOn);
        }

        var counted = member.Membership.Intersect(new Interval(holding.Value, DateOnly.MaxValue));
        if (counted.IsEmpty || counted.End < question.FirstOfYear)
        {
            return new Judgement("MEMBERSHIP_ENDED", Role.LeftOut, "", member.EndedOn);
        }

        return counted.Start >= question.FirstOfYear
            ? new Judgement("BEFORE_ORGANIZATION", Role.LeftOut, evidence, member.AdmittedOn)
            : new Judgement("IN_OPENING", Role.Denominator, evidence, member.AdmittedOn);
    }

    /// <summary>The node for which the member is a report by the day: the commune, or what is asked about within one; 0 for none.</summary>
    internal static long ReportsFor(MemberRow member, Question question)
    {
        var chain = question.Tree.AboveMember(member.Organization);
        var step = Array.Find(chain, s => question.IsWithinCommune ? s.Node.Node == question.Node!.Node : s.Node.IsCommune);
        return step.Node is not null && member.Membership.Intersect(new Interval(step.From, DateOnly.MaxValue)) is { IsEmpty: false } counted && counted.Start <= question.AsOf
            ? step.Node.Node
            : 0;
    }

    private static DateOnly? FirstDay(Step[] chain, NodeRow node) =>
        Array.Find(chain, step => step.Node.Node == node.Node) is { Node: not null } found ? found.From : null;

    private static string NameOf(long organization, Question question) => ResourceName.Organization(question.Tree.Find(organization)!.Id);
}
