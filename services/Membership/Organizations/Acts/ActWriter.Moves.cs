using System.Text.Json;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Admissions;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Fees;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Villages;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Errors;
using MoveKind = DienBien.Membership.V1.OrganizationActMove.Types.Kind;

namespace DienBien.Platform.Membership.Organizations.Acts;

/// <content>What moves: members, sub-organisations and the villages that cells serve.</content>
internal sealed partial class ActWriter
{
    private const string SelectMembers = $$"""
        SELECT {{MemberRow.Columns}} FROM members m WHERE m.id IN (SELECT t.member_id FROM memberships t
            WHERE t.organization_id {in from} AND t.superseded_at IS NULL AND (t.valid_to IS NULL OR t.valid_to > @day))
        ORDER BY m.sort_key, m.id
        """;

    // What ended by the day stays where it was.
    private const string SelectChildren = $"""
        SELECT {OrganizationRow.Columns} FROM organizations o WHERE o.parent_id = @id AND (o.dissolved_on IS NULL OR o.dissolved_on > @day) ORDER BY o.path
        """;

    private const string CountNumbers = """
        SELECT COUNT(*) FROM {rows numbers: member_number varchar(32)} k JOIN members m ON m.register_id = @register AND m.member_number = k.member_number
        """;

    /// <summary>Members who belong to organisations on the day or later, in name order.</summary>
    public Task<IReadOnlyList<MemberRow>> MembersOfAsync(IEnumerable<string> from) =>
        work.QueryAsync<MemberRow>(SelectMembers, new { from = JsonSerializer.Serialize(from), day = Day });

    /// <summary>Organisations directly below one that exist on the day or later, in tree order.</summary>
    public Task<IReadOnlyList<OrganizationRow>> ChildrenOfAsync(string id) => work.QueryAsync<OrganizationRow>(SelectChildren, new { id, day = Day });

    /// <summary>Villages that a cell serves on the day or later.</summary>
    public async Task<IReadOnlyList<VillageRow>> VillagesOfAsync(string id) => [.. (await VillageStore.ServedByAsync(work, id, Day)).Select(village => village.Row)];

    /// <summary>Moves members from the day on.</summary>
    /// <param name="members">The members.</param>
    /// <param name="from">The organisations that they leave.</param>
    /// <param name="target">Where each goes; null to stay.</param>
    public async Task MoveMembersAsync(IReadOnlyList<MemberRow> members, IReadOnlyCollection<string> from, Func<MemberRow, OrganizationRow?> target)
    {
        var going = members.Select(member => (Member: member, To: target(member))).Where(pair => pair.To is not null).ToList();
        foreach (var register in going.Where(pair => pair.To!.RegisterId != pair.Member.RegisterId).GroupBy(pair => pair.To!.RegisterId))
        {
            var numbers = JsonSerializer.Serialize(register.Select(pair => new[] { pair.Member.MemberNumber }));
            RefuseTaken(await work.SingleAsync<long>(CountNumbers, new { numbers, register = register.Key }));
        }

        var terms = await MembershipRow.OfMembersAsync(work, going.Select(pair => pair.Member.Id));
        var writer = new MemberWriter(work, vault, new CardHolders(), scope);
        foreach (var (member, to) in going)
        {
            IReadOnlyList<MembershipRow> after = [.. terms[member.Id]];
            var left = after.First(term => from.Contains(term.OrganizationId) && (term.ValidTo is null || term.ValidTo > Day)).OrganizationId;
            foreach (var source in from)
            {
                after = MembershipRow.Moved(after, source, to!.Id, Day);
            }

            writer.Move(member, after, after[^1].OrganizationId == to!.Id ? to.RegisterId : member.RegisterId);
            Note(MoveKind.Member, member.Id, member.MemberNumber, member.FullName, left, to);
        }

        await writer.FlushAsync();
        var organizations = going.ToDictionary(pair => pair.Member.Id, pair => pair.To!.Id);
        await CandidateStore.FollowAsync(work, organizations, Day);
        await DeletionProposals.FollowAsync(work, organizations);
    }

    /// <summary>Puts an organisation with everything below it under another from the day on.</summary>
    public async Task MoveBelowAsync(OrganizationRow child, OrganizationRow to, string field)
    {
        if (OrganizationRules.MisplacementOf(child, to, Policy) is { } misplacement)
        {
            throw Problems.Precondition(field, misplacement.Reason, misplacement.Rule, new Dictionary<string, string> { ["organization"] = ResourceName.Organization(child.Id) });
        }

        // What was set up later was never anywhere else.
        if (child.EstablishedOn < Day)
        {
            await AddTermAsync(child, field);
        }

        work.Emit(ResourceName.Organization(child.Id), child.ParentId!, new OrganizationLeft
        {
            Organization = ResourceName.Organization(child.Id), Parent = ResourceName.Organization(child.ParentId!), Until = Shared.Calendar.IsoDate.Of(Day),
        });
        var moved = await OrganizationMover.MoveAsync(work, child, to);
        Note(MoveKind.Organization, moved.Id, moved.Code, moved.DisplayName, child.ParentId!, to);
    }

    /// <summary>Lets an organisation take over what is under way at another: candidates, and whatever is due there.</summary>
    public async Task HandOverCasesAsync(OrganizationRow from, OrganizationRow to)
    {
        await CandidateStore.HandOverAsync(work, from.Id, to.Id, Day);
        await DeadlineBook.HandOverAsync(work, "", from.Id, to.Id, Day);
    }

    /// <summary>Gives an organisation another name from the day on.</summary>
    public async Task RenameAsync(OrganizationRow row, string name, string field)
    {
        await AddTermAsync(row, field);
        await OrganizationWriter.ReplaceAsync(work, row, row with { DisplayName = name, FoldedName = NameSearch.Stored(name) });
    }

    /// <summary>Lets a cell take over the villages of others from the day on.</summary>
    public async Task MoveLinksAsync(IReadOnlyCollection<string> from, OrganizationRow to, Func<VillageRow, bool> takes)
    {
        foreach (var move in await new VillageWriter(work, clock).HandOverAsync(from, to.Id, Day, takes))
        {
            Note(MoveKind.Village, move.Village.Id, move.Village.Code, move.Village.DisplayName, move.FromId, to, move.Independent);
        }
    }

    /// <summary>Keeps how an organisation stands until the day.</summary>
    public async Task AddTermAsync(OrganizationRow row, string field)
    {
        var terms = await OrganizationTerms.OfAsync(work, row.Id);
        if (row.EstablishedOn >= Day || (terms.Count > 0 && terms[^1].ValidTo >= Day))
        {
            throw Problems.Precondition(field, terms.Count > 0 ? "ACT_NOT_LATER" : "ORGANIZATION_NOT_YET", "R-ORG-13");
        }

        await work.InsertAsync("organization_terms", new OrganizationTermRow
        {
            Id = Ids.New(),
            OrganizationId = row.Id,
            ParentId = row.ParentId!,
            DisplayName = row.DisplayName,
            ValidTo = Day,
            ActId = act.Id,
            RecordedAt = work.Now,
        });
    }

    internal static void RefuseTaken(long numbers)
    {
        if (numbers > 0)
        {
            throw Problems.Precondition("parent", "MEMBER_NUMBERS_CLASH", "", new Dictionary<string, string> { ["members"] = numbers.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        }
    }
}
