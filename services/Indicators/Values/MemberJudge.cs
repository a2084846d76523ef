using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared;
using Role = DienBien.Indicators.V1.ExplainedRecord.Types.Role;

namespace DienBien.Platform.Indicators.Values;

/// <summary>Decides how a member counts in T6 on a day, from the facts alone: the counters must come to the same.</summary>
internal static class MemberJudge
{
    internal static Judgement Of(MemberRow member, Tree tree, Question question)
    {
        var admitting = Step(tree.AboveMember(member.AdmittingOrganizationId), question.Node.Id);
        var holding = Step(tree.AboveMember(member.OrganizationId), question.Node.Id);
        var evidence = ResourceName.Organization(member.AdmittingOrganizationId);
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
            return new Judgement("MEMBER_ELSEWHERE", Role.LeftOut, ResourceName.Organization(member.OrganizationId), member.AdmittedOn);
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

    private static DateOnly? Step(Step[] chain, string node)
    {
        foreach (var step in chain)
        {
            if (step.NodeId == node)
            {
                return step.From;
            }
        }

        return null;
    }
}
