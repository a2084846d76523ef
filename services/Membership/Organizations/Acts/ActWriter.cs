using System.Text;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Organizations.Committees;
using DienBien.Platform.Membership.Organizations.Health;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using MoveKind = DienBien.Membership.V1.OrganizationActMove.Types.Kind;
using Role = DienBien.Membership.V1.OrganizationAct.Types.Part.Types.Role;

namespace DienBien.Platform.Membership.Organizations.Acts;

/// <summary>Carries out an act in a transaction and notes what it moves. A preview is the same, undone.</summary>
internal sealed partial class ActWriter
{
    private const string UpdateCounts = """
        UPDATE organization_acts SET member_count = @MemberCount, organization_count = @OrganizationCount, village_count = @VillageCount WHERE id = @Id
        """;

    private readonly Work work;
    private readonly CardVault vault;
    private readonly TimeProvider clock;
    private readonly Scope scope;
    private readonly ActRow act;
    private readonly OrganizationRow parent;
    private readonly List<ActPartRow> parts = [];
    private readonly List<(MoveKind Kind, ActMoveRow Row, string Name)> moves = [];

    private ActWriter(Work work, CardVault vault, TimeProvider clock, Scope scope, OrganizationRow parent, ActRow act) =>
        (this.work, this.vault, this.clock, this.scope, this.parent, this.act) = (work, vault, clock, scope, parent, act);

    public DateOnly Day => act.EffectiveOn;

    /// <summary>The rules of the tree on the day.</summary>
    public TreePolicy Policy => TreePolicy.On(Day);

    /// <summary>Opens an act under the organisation that decides.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION if it may not sign decisions (R-ORG-12).</exception>
    public static async Task<ActWriter> BeginAsync(Work work, CardVault vault, TimeProvider clock, Scope scope, OrganizationRow parent, ActFrame frame)
    {
        if (HealthPolicy.On(frame.Day).Seal(parent.Kind) is { Blocks: true } sealless)
        {
            throw sealless.ToProblem("parent");
        }

        var act = new ActRow
        {
            Id = Ids.New(),
            OrganizationId = parent.Id,
            Kind = EnumNames.Of(frame.Kind),
            EffectiveOn = frame.Day,
            DocumentNumber = frame.DocumentNumber,
            PolicyVersion = TreePolicy.On(frame.Day).Label,
            RecordedAt = work.Now,
        };
        await work.InsertAsync("organization_acts", act);
        return new ActWriter(work, vault, clock, scope.Within(parent.Path), parent, act);
    }

    /// <summary>An organisation that the request names, kept as it is until the act is done.</summary>
    /// <exception cref="Problem">INVALID_ARGUMENT if it does not lie below the parent, FAILED_PRECONDITION if it does not exist on the day.</exception>
    public async Task<OrganizationRow> RequireAsync(string name, string field, bool orParent = false)
    {
        var id = ResourceName.IdOf(ResourceName.Organizations, name);
        var row = id is null ? null : await OrganizationStore.FindAsync(work, id, scope);
        if (row is null || (row.Id == parent.Id && !orParent))
        {
            throw Problems.Invalid(field, row is null ? "ORGANIZATION_UNKNOWN" : "BELOW_PARENT_EXPECTED");
        }

        if (row.DissolvedOn is not null || !await OrganizationStore.HoldAsync(work, row.Id))
        {
            throw Problems.Precondition(field, "ORGANIZATION_DISSOLVED");
        }

        return row.EstablishedOn <= Day ? row : throw Problems.Precondition(field, "ORGANIZATION_NOT_YET");
    }

    /// <summary>The parent of an organisation, if it is or lies below the one that decides.</summary>
    public Task<OrganizationRow> ParentOfAsync(OrganizationRow row) => RequireAsync(ResourceName.Organization(row.ParentId ?? ""), "parent", orParent: true);

    /// <summary>Sets up an organisation on the day.</summary>
    public async Task<OrganizationRow> AddAsync(Organization input, OrganizationRow under, string field)
    {
        var check = new Check();
        var stated = new Organization(input) { EstablishedOn = Shared.Calendar.IsoDate.Of(Day) };
        var row = new OrganizationInput(check, stated, at: field).Over(new OrganizationRow
        {
            Code = check.Code(input.Code, field + ".code"),
            Kind = check.Name(input.Kind, field + ".kind", required: true),
        });
        OrganizationInput.Check(check, row, field);
        if (await OrganizationStore.IsTakenAsync(work, row.Code))
        {
            throw Problems.AlreadyExists(field + ".code", "CODE_TAKEN");
        }

        if (OrganizationRules.RefusalOf(row, under, Policy) is { } refusal)
        {
            throw Problems.Precondition(field, refusal.Reason, refusal.Rule);
        }

        var added = await OrganizationWriter.AddAsync(work, row with { Id = Ids.New(), ParentId = under.Id }, under);
        Take(added, Role.NewSuccessor);
        return added;
    }

    /// <summary>Notes an organisation's part.</summary>
    public void Take(OrganizationRow row, Role role)
    {
        parts.Add(new ActPartRow { ActId = act.Id, Ordinal = parts.Count, OrganizationId = row.Id, Role = EnumNames.Of(role), Code = row.Code, DisplayName = row.DisplayName });
        if (role is Role.Successor or Role.NewSuccessor)
        {
            successors.Add((row, role == Role.NewSuccessor));
        }
    }

    /// <summary>Dissolves a source on the day; nothing may be left in it.</summary>
    public async Task DissolveAsync(OrganizationRow source, string field)
    {
        if (source.EstablishedOn >= Day)
        {
            throw Problems.Precondition(field, "DISSOLVED_TOO_EARLY");
        }

        await OrganizationEmptiness.RequireAsync(work, source, Day, field);
        await OrganizationWriter.ReplaceAsync(work, source, source with { DissolvedOn = Day });
        await CommitteeStore.EndAllAsync(work, source.Id, Day, act.Kind == "SPLIT" ? "DISSOLUTION" : "MERGER", act.DocumentNumber);
        await DissolutionDeadline.OpenAsync(work, source, Day);
    }

    /// <summary>Stores the act and tells what it did.</summary>
    /// <param name="limit">The most moves of each kind to tell.</param>
    public async Task<OrganizationActResult> FinishAsync(int limit)
    {
        var findings = await FindingsAsync();
        var stored = act with { MemberCount = Count(MoveKind.Member), OrganizationCount = Count(MoveKind.Organization), VillageCount = Count(MoveKind.Village) };
        await work.ExecuteAsync(UpdateCounts, stored);
        await work.InsertAsync<ActPartRow>("organization_act_parts", parts);
        await work.InsertAsync<ActMoveRow>("organization_act_moves", [.. moves.Select(move => move.Row)]);
        work.Audit(stored.Name, stored.OrganizationId, Encoding.UTF8.GetBytes(string.Join('\n', parts.Select(part => part.ToString()).Prepend(stored.ToString()))));
        return new OrganizationActResult
        {
            Act = stored.ToProto(parts),
            Members = { First(MoveKind.Member) },
            Organizations = { First(MoveKind.Organization) },
            Villages = { First(MoveKind.Village) },
            Findings = { findings },
        };

        int Count(MoveKind kind) => moves.Count(move => move.Kind == kind);
        IEnumerable<OrganizationActMove> First(MoveKind kind) => moves.Where(move => move.Kind == kind).Take(limit).Select(move => move.Row.ToProto(move.Name));
    }

    private void Note(MoveKind kind, string subjectId, string code, string name, string fromId, OrganizationRow to, bool independent = false) => moves.Add((kind, new ActMoveRow
    {
        ActId = act.Id,
        Ordinal = moves.Count,
        Kind = EnumNames.Of(kind),
        SubjectId = subjectId,
        Code = code,
        FromId = fromId,
        ToId = to.Id,
        ToCode = to.Code,
        Independent = independent,
    }, name));
}
