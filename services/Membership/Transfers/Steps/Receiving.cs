using DienBien.Membership.V1;
using DienBien.Platform.Membership.Admissions;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Fees;
using DienBien.Platform.Membership.Life;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;
using Kind = DienBien.Membership.V1.MemberFact.Types.Kind;
using Stage = DienBien.Membership.V1.Transfer.Types.Stage;

namespace DienBien.Platform.Membership.Transfers.Steps;

/// <summary>What the receiving side does: it takes the member in, or sends the file back.</summary>
internal static class Receiving
{
    private const string SelectNumber = "SELECT m.id FROM members m WHERE m.register_id = @register AND m.member_number = @number";

    public static async Task<TransferRow> AcceptAsync(TransferRun run)
    {
        var input = run.Step.Acceptance;
        var due = run.Policy.Deadline("present", "", run.Before.IntroducedOn!.Value, WorkingDays.Vietnam).DueDate;
        run.Findings.That(run.Day <= due || input.LateReason.Length > 0, "step.acceptance.late_reason", "PRESENTED_LATE", "present", new Dictionary<string, string> { ["date"] = IsoDate.Of(due) });
        CaseStep.Require(input.LateReason.Length <= 500, "acceptance.late_reason", "TEXT_LENGTH");
        await run.CloseAsync();
        var member = await run.MemberAsync();
        if (run.Before.ToId is not { } receiver)
        {
            await run.RequireSenderAsync();
            await LeaveAsync(run, member);
            return run.At(Stage.Completed);
        }

        var cell = await OrganizationStore.RequireAsync(run.Work, input.Cell, run.Scope);
        var isBelow = cell.Path.StartsWith((await run.OrganizationAsync(receiver)).Path, StringComparison.Ordinal);
        if (!isBelow || cell.DissolvedOn is not null || !TreePolicy.On(run.Day).IsCell(cell.Kind))
        {
            throw Problems.Precondition("step.acceptance.cell", isBelow ? "ORGANIZATION_NO_CELL" : "CELL_NOT_BELOW");
        }

        if (run.Before.IsTemporary)
        {
            var fact = await AddFactAsync(run, member, Kind.Away, run.Before.UntilOn!.Value);
            await FeePlaces.SetAsync(run.Work, member.Id, cell.Id, run.Day, run.Before.UntilOn);
            return run.At(Stage.Accepted) with { ToCellId = cell.Id, FactId = fact.Id };
        }

        await MoveAsync(run, member, cell, input.MemberNumber);
        return run.At(Stage.Accepted) with { ToCellId = cell.Id };
    }

    public static async Task<TransferRow> RefuseAsync(TransferRun run)
    {
        var reason = run.Step.Refusal.Reason;
        CaseStep.Require(reason.Length is > 0 and <= 500, "refusal.reason", reason.Length == 0 ? "FIELD_REQUIRED" : "TEXT_LENGTH");
        await DeadlineBook.CancelAsync(run.Work, run.Before.Name, run.Day);
        return run.At(Stage.Returned);
    }

    /// <summary>The membership moves from the day on; what was before stays as it was.</summary>
    private static async Task MoveAsync(TransferRun run, MemberRow member, OrganizationRow cell, string number)
    {
        var wanted = number.Length == 0 ? member.MemberNumber : number;
        if (wanted != member.MemberNumber || cell.RegisterId != member.RegisterId)
        {
            if (await run.Work.FindAsync<string>(SelectNumber, new { register = cell.RegisterId, number = wanted }) is not null)
            {
                throw Problems.AlreadyExists("step.acceptance.member_number", "MEMBER_NUMBER_TAKEN");
            }
        }

        var terms = await MembershipRow.OfMembersAsync(run.Work, [member.Id]);
        var writer = new MemberWriter(run.Work, run.Vault, new CardHolders(), run.Scope);
        writer.Move(member, MembershipRow.Moved(terms[member.Id], member.OrganizationId, cell.Id, run.Day), cell.RegisterId, wanted);
        await writer.FlushAsync();
        var organizations = new Dictionary<string, string> { [member.Id] = cell.Id };
        await CandidateStore.FollowAsync(run.Work, organizations, run.Day);
        await DeletionProposals.FollowAsync(run.Work, organizations);
    }

    private static async Task LeaveAsync(TransferRun run, MemberRow member)
    {
        var facts = await FactStore.OfAsync(run.Work, member.Id);
        var fact = await AddFactAsync(run, member, Kind.TransferredOut, DateOnly.MaxValue);
        await FactStore.EndMembershipAsync(run.Work, run.Vault, member, fact, facts, run.Scope, run.Before.Name);
    }

    private static Task<FactRow> AddFactAsync(TransferRun run, MemberRow member, Kind kind, DateOnly until) => FactStore.AddAsync(run.Work, member, new FactRow
    {
        Id = Ids.New(),
        MemberId = member.Id,
        Kind = EnumNames.Of(kind),
        ValidFrom = run.Day,
        ValidTo = until,
        State = new MemberFact { Kind = kind, Document = run.Before.Name }.ToByteArray(),
        PolicyVersion = run.Policy.Version,
        RecordedAt = run.Work.Now,
    });
}
