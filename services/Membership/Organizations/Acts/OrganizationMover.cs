using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Organizations.Acts;

/// <summary>Puts an organisation under another parent: its path and those below it, and the register in which member numbers count.</summary>
internal static class OrganizationMover
{
    private const string MoveBelow = """
        UPDATE organizations SET path = CONCAT(@path, SUBSTRING(path, @tail, 400)), register_id = @register WHERE path > @from AND path < @to
        """;

    private const string MoveMembers = """
        UPDATE members SET register_id = @register WHERE organization_id IN (SELECT o.id FROM organizations o WHERE o.path >= @from AND o.path < @to)
        """;

    private const string MoveNames = """
        UPDATE member_names SET anchor = @anchor WHERE anchor = @left AND member_id IN (
            SELECT m.id FROM organizations o JOIN members m ON m.organization_id = o.id WHERE o.path >= @from AND o.path < @to)
        """;

    private const string MoveDeadlines = """
        UPDATE deadlines SET anchor = @anchor WHERE organization_id IN (SELECT o.id FROM organizations o WHERE o.path >= @from AND o.path < @to)
        """;

    private const string CountTaken = """
        SELECT COUNT(*) FROM organizations o JOIN members m ON m.organization_id = o.id
            JOIN members x ON x.register_id = @register AND x.member_number = m.member_number
        WHERE o.path >= @from AND o.path < @to
        """;

    /// <summary>Moves it. What happens below is a matter of paths only: neither versions nor events.</summary>
    public static async Task<OrganizationRow> MoveAsync(Work work, OrganizationRow before, OrganizationRow to)
    {
        var segment = before.Path[(before.Path.LastIndexOf('.', before.Path.Length - 2) + 1)..];
        var register = to.ParentId is null ? before.Id : to.RegisterId;
        var (path, old) = (to.Path + segment, PathRange.Of(before.Path));
        var key = new { path, tail = before.Path.Length + 1, register, from = old.From, to = old.To };
        if (register != before.RegisterId)
        {
            ActWriter.RefuseTaken(await work.SingleAsync<long>(CountTaken, key));
            await work.ExecuteAsync(MoveMembers, key);
        }

        if (Ancestry.AnchorOf(before.Path) is var left && Ancestry.AnchorOf(path) is var anchor && anchor != left)
        {
            await work.ExecuteAsync(MoveNames, new { left, anchor, from = old.From, to = old.To });
            await work.ExecuteAsync(MoveDeadlines, new { anchor, from = old.From, to = old.To });
        }

        await work.ExecuteAsync(MoveBelow, key);
        return await OrganizationWriter.ReplaceAsync(work, before, before with { ParentId = to.Id, Path = path, RegisterId = register });
    }
}
