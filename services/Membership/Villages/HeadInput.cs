using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Villages;

/// <summary>A head as a request states it: a member, or the name of somebody who is none.</summary>
internal sealed class HeadInput
{
    private readonly string path;
    private readonly string member;
    private readonly string? name;
    private readonly DateOnly since;
    private readonly DateOnly? until;

    /// <summary>Reads a head and notes what is wrong with it.</summary>
    /// <param name="check">Notes what is wrong.</param>
    /// <param name="head">The head.</param>
    /// <param name="path">Where it stands in the request.</param>
    public HeadInput(Check check, VillageHead head, string path)
    {
        this.path = path;
        member = head.Member;
        name = check.OptionalText(head.DisplayName, path + ".display_name", 127);
        since = check.Date(head.Since, path + ".since");
        until = check.OptionalDate(head.Until, path + ".until");
        check.That(member.Length > 0 != name is not null, path + ".member", "HEAD_AMBIGUOUS")
            .That(until is null || until >= since, path + ".until", "UNTIL_BEFORE_SINCE");
    }

    /// <summary>Records the head.</summary>
    /// <returns>False if the head was known already.</returns>
    /// <exception cref="Problem">INVALID_ARGUMENT for a member unknown in the scope, FAILED_PRECONDITION for a head who comes too early.</exception>
    public async Task<bool> AppointAsync(VillageWriter writer, Session session, VillageState village, Scope scope)
    {
        var memberId = ResourceName.IdOf(ResourceName.Members, member);
        if (member.Length > 0 && (memberId is null || await MemberStore.FindAsync(session, memberId, scope) is null))
        {
            throw Problems.Invalid(path + ".member", "MEMBER_UNKNOWN");
        }

        var verdict = await writer.AppointAsync(village, memberId, name, since, until);
        return verdict != HeadVerdict.NotLater ? verdict == HeadVerdict.New : throw Problems.Precondition(path + ".since", "HEAD_NOT_LATER");
    }
}
