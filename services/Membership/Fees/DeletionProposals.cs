using System.Text.Json;
using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Fees;

/// <summary>What becomes of proposals when members go elsewhere, or go.</summary>
internal static class DeletionProposals
{
    private const string SetStatus = "UPDATE deletion_proposals SET status = @after WHERE member_id = @member AND status = @before";

    private const string Move = "UPDATE deletion_proposals SET organization_id = @organization WHERE member_id {in ids} AND status = @open";

    private static readonly string Open = EnumNames.Of(DeletionProposal.Types.State.Open);

    private static readonly string Closed = EnumNames.Of(DeletionProposal.Types.State.Closed);

    /// <summary>Closes what is open about a member whose membership has ended.</summary>
    public static Task MemberLeftAsync(Work work, string memberId) => work.ExecuteAsync(SetStatus, new { member = memberId, before = Open, after = Closed });

    /// <summary>Opens it again: the membership had not ended after all.</summary>
    public static Task MemberReturnedAsync(Work work, string memberId) => work.ExecuteAsync(SetStatus, new { member = memberId, before = Closed, after = Open });

    /// <summary>Makes what is open about members their new organisations' turn.</summary>
    public static async Task FollowAsync(Work work, IReadOnlyDictionary<string, string> organizations)
    {
        foreach (var going in organizations.GroupBy(pair => pair.Value, pair => pair.Key))
        {
            await work.ExecuteAsync(Move, new { ids = JsonSerializer.Serialize(going), organization = going.Key, open = Open });
        }
    }
}
