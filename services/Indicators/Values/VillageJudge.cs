using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared;
using Role = DienBien.Indicators.V1.ExplainedRecord.Types.Role;

namespace DienBien.Platform.Indicators.Values;

/// <summary>Decides how a village counts on a day, from its facts alone: the counters must come to the same.</summary>
internal static class VillageJudge
{
    internal static Judgement Of(string code, VillageFacts facts, IReadOnlyDictionary<string, MemberRow> members, Tree tree, Question question)
    {
        if (!question.IsCell && tree.AboveVillage(facts.Village.CommuneId).FirstOrDefault(s => s.NodeId == question.Node.Id).From > question.AsOf)
        {
            return new Judgement("BEFORE_ORGANIZATION", Role.LeftOut, ResourceName.Organization(question.Node.Id), question.Node.EstablishedOn);
        }

        return code == "T4" ? Head(facts, members, question.AsOf) : Cell(facts, tree, question);
    }

    private static Judgement Head(VillageFacts facts, IReadOnlyDictionary<string, MemberRow> members, DateOnly asOf)
    {
        var heads = facts.Heads.Where(h => h.Term.Contains(asOf)).ToList();
        if (heads.Count == 0)
        {
            return new Judgement("NO_HEAD_IN_OFFICE", Role.LeftOut);
        }

        if (heads.Find(h => InForce(h, members, asOf)) is { } member)
        {
            return new Judgement("HEAD_IS_MEMBER", Role.NumeratorAndDenominator, ResourceName.Member(member.MemberId!), member.Since);
        }

        return heads.Find(h => h.MemberId is not null) is { } former
            ? new Judgement("HEAD_MEMBERSHIP_NOT_IN_FORCE", Role.Denominator, ResourceName.Member(former.MemberId!), former.Since)
            : new Judgement("HEAD_NOT_MEMBER", Role.Denominator, "", heads[0].Since);
    }

    private static bool InForce(HeadRow head, IReadOnlyDictionary<string, MemberRow> members, DateOnly asOf) =>
        head.MemberId is not null && members.TryGetValue(head.MemberId, out var member) && member.Membership.Contains(asOf);

    private static Judgement Cell(VillageFacts facts, Tree tree, Question question)
    {
        if (facts.Village.IsGroup && !question.Policy.ResidentialGroups)
        {
            return new Judgement("KIND_NOT_COUNTED", Role.LeftOut);
        }

        var links = facts.Cells.Where(c => c.Link.Intersect(tree.LifeOf(c.OrganizationId)).Contains(question.AsOf)).ToList();
        if (links.Find(c => c.Independent) is { } own)
        {
            return new Judgement("OWN_CELL", Role.NumeratorAndDenominator, ResourceName.Organization(own.OrganizationId), own.Since);
        }

        return links.Count > 0
            ? new Judgement("JOINT_CELL_ONLY", Role.Denominator, ResourceName.Organization(links[0].OrganizationId), links[0].Since)
            : new Judgement("NO_CELL", Role.Denominator);
    }
}
