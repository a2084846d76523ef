using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Organizations;
using Stage = DienBien.Membership.V1.Transfer.Types.Stage;

namespace DienBien.Platform.Membership.Transfers.Steps;

/// <summary>What the organisation that the member leaves does.</summary>
internal static class Sending
{
    public static async Task<TransferRow> IntroduceAsync(TransferRun run)
    {
        var document = run.Step.Introduction.Document;
        CaseStep.Require(document.Length is > 0 and <= 63, "introduction.document", document.Length == 0 ? "FIELD_REQUIRED" : "TEXT_LENGTH");
        await run.RequireSenderAsync();
        await run.CloseAsync();
        await run.OpenAsync(run.Before.ToId ?? run.Before.FromId, "present", "INTRODUCTION");
        // The superior of the sending side watches for the slip (R-TRF-7).
        var line = await Ancestry.OfAsync(run.Work, (await run.OrganizationAsync(run.Before.FromId)).Path);
        await run.OpenAsync(line.Last(o => run.Policy.Strings("receivingKinds").Contains(o.Kind)).Id, "slip", "SLIP_SENT");
        return run.At(Stage.Introduced) with { IntroducedOn = run.Day };
    }

    public static async Task<TransferRow> CancelAsync(TransferRun run)
    {
        await run.RequireSenderAsync();
        await DeadlineBook.CancelAsync(run.Work, run.Before.Name, run.Day);
        return run.At(Stage.Cancelled);
    }
}
