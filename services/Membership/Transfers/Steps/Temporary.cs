using DienBien.Platform.Membership.Fees;
using DienBien.Platform.Membership.Life;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared.Errors;
using Stage = DienBien.Membership.V1.Transfer.Types.Stage;

namespace DienBien.Platform.Membership.Transfers.Steps;

/// <summary>How a temporary transfer goes on and ends.</summary>
internal static class Temporary
{
    public static async Task<TransferRow> ExtendAsync(TransferRun run)
    {
        RequireTemporary(run);
        var check = new Check();
        var until = check.Date(run.Step.Extension.Until, "step.extension.until");
        check.OrThrow();
        run.Findings.That(TransferRules.Fits(run.Policy, run.Before.KindValue, run.Day, until), "step.extension.until", "TRANSFER_TERM", "temporaryBelow", TransferRules.Bounds(run.Policy, run.Before.KindValue));
        var (member, fact) = await AbsenceAsync(run);
        await FactStore.EndAsync(run.Work, member, fact, until);
        await FeePlaces.EndAsync(run.Work, run.Before.MemberId, run.Before.ToCellId!, until);
        return run.Before with { UntilOn = until };
    }

    public static async Task<TransferRow> ComeHomeAsync(TransferRun run)
    {
        RequireTemporary(run);
        var (member, fact) = await AbsenceAsync(run);
        if (run.Day < fact.ValidTo && run.Day > fact.ValidFrom)
        {
            await FactStore.EndAsync(run.Work, member, fact, run.Day);
            await FeePlaces.EndAsync(run.Work, member.Id, run.Before.ToCellId!, run.Day);
        }

        return run.At(Stage.Completed);
    }

    private static async Task<(MemberRow Member, FactRow Fact)> AbsenceAsync(TransferRun run)
    {
        var member = await run.MemberAsync();
        return (member, (await FactStore.OfAsync(run.Work, member.Id)).Single(fact => fact.Id == run.Before.FactId));
    }

    private static void RequireTemporary(TransferRun run)
    {
        if (!run.Before.IsTemporary)
        {
            throw Problems.Precondition("step.detail", "STEP_NOT_ALLOWED", "", new Dictionary<string, string> { ["stage"] = run.Before.Stage, ["allowed"] = "TEMPORARY, STUDY" });
        }
    }
}
