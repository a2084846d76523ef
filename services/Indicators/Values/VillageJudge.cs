using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared;
using Role = DienBien.Indicators.V1.ExplainedRecord.Types.Role;

namespace DienBien.Platform.Indicators.Values;

/// <summary>Decides how a village counts on a day, from its facts alone: the counters must come to the same.</summary>
internal static class VillageJudge
{
    internal const string BeforeOrganization = "BEFORE_ORGANIZATION";

    internal static Judgement Of(string code, VillageFacts facts, IReadOnlyDictionary<string, MemberRow> members, Question question)
    {
        var (node, tree) = (question.Node!, question.Tree);
        if (!node.IsCell && Array.Find(tree.AboveVillage(facts.Village.Commune), step => step.Node.Node == node.Node).From > question.AsOf)
        {
            return new Judgement(BeforeOrganization, Role.LeftOut, ResourceName.Organization(node.Id), node.EstablishedOn);
        }

        return code == "T4" ? Head(facts, members, question.AsOf) : Cell(facts, question);
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
        head.MemberId is not null && members.TryGetValue(head.MemberId, out var member) && member.Stays.Any(stay => stay.Days.Contains(asOf));

    private static Judgement Cell(VillageFacts facts, Question question)
    {
        if (facts.Village.IsGroup && !question.Policy.ResidentialGroups)
        {
            return new Judgement("KIND_NOT_COUNTED", Role.LeftOut);
        }

        var links = facts.Cells.Where(c => c.Link.Intersect(question.Tree.LifeOf(c.Organization)).Contains(question.AsOf)).ToList();
        if (links.Find(c => c.Independent) is { } own)
        {
            return new Judgement("OWN_CELL", Role.NumeratorAndDenominator, NameOf(own, question), own.Since);
        }

        return links.Count > 0
            ? new Judgement("JOINT_CELL_ONLY", Role.Denominator, NameOf(links[0], question), links[0].Since)
            : new Judgement("NO_CELL", Role.Denominator);
    }

    private static string NameOf(CellRow cell, Question question) => ResourceName.Organization(question.Tree.Find(cell.Organization)!.Id);
}
