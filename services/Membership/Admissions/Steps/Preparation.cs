using DienBien.Membership.V1;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Errors;
using Detail = DienBien.Membership.V1.CandidateStep.DetailOneofCase;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Membership.Admissions.Steps;

/// <summary>What happens before the cell considers the candidate.</summary>
internal static class Preparation
{
    public static async Task<CandidateRow> AwarenessClassAsync(StepContext run)
    {
        var certificate = run.Step.AwarenessClass.Certificate;
        CaseStep.Require(certificate.Length is > 0 and <= 63, "awareness_class.certificate", certificate.Length == 0 ? "FIELD_REQUIRED" : "TEXT_LENGTH");
        await DeadlineBook.CancelAsync(run.Work, run.Before.Name, run.Day, run.Policy["certificateValid"].Rule);
        await run.OpenAsync(run.AtCell, "certificateValid", "AWARENESS_CLASS", run.Day);
        return run.Before.Stage == EnumNames.Of(Stage.Outstanding) ? run.At(Stage.Aware) : run.Before;
    }

    public static async Task<CandidateRow> DossierAsync(StepContext run)
    {
        if (run.Last(Detail.Dossier) is { } earlier)
        {
            var missing = AdmissionRules.ToRenew(run.Policy, StepContext.DayOf(earlier), run.Day).Except(run.Step.Dossier.Renewed).ToList();
            run.Findings.That(missing.Count == 0, "step.dossier.renewed", "DOSSIER_TO_RENEW", "dossierRedo", new Dictionary<string, string> { ["items"] = string.Join(", ", missing) });
        }

        await DeadlineBook.CancelAsync(run.Work, run.Before.Name, run.Day, run.Policy["dossierFresh"].Rule);
        await run.OpenAsync(run.AtCell, "dossierFresh", "DOSSIER_OPENED", run.Day);
        return run.At(Stage.Dossier);
    }

    public static async Task<CandidateRow> IntroducerAsync(StepContext run)
    {
        var input = run.Step.Introducer;
        var check = new Check();
        var since = check.Date(input.AcquaintedSince, "step.introducer.acquainted_since");
        check.OrThrow();
        var member = await MemberStore.RequireAsync(run.Work, input.Member, run.Scope);
        var path = (await OrganizationStore.GetAsync(run.Work, member.OrganizationId)).Path;
        var grassroots = run.Line.LastOrDefault(o => run.Policy.Strings("grassrootsKinds").Contains(o.Kind)) ?? run.Cell;
        run.Findings.That(member.OfficialOn <= run.Day && !(member.EndedOn <= run.Day), "step.introducer.member", "INTRODUCER_NOT_OFFICIAL", "acquaintance")
            .That(path.StartsWith(grassroots.Path, StringComparison.Ordinal), "step.introducer.member", "INTRODUCER_ELSEWHERE", "acquaintance")
            .That(AdmissionRules.IsAcquainted(run.Policy, since, run.Day, input.Replacement), "step.introducer.acquainted_since", "ACQUAINTED_TOO_SHORT", "acquaintance");
        return run.Before;
    }

    public static async Task<CandidateRow> VettingAsync(StepContext run)
    {
        var input = run.Step.Vetting;
        CaseStep.Require(input.Reference.Length is > 0 and <= 40 && input.Reference.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'), "vetting.reference", "CODE_INVALID");
        CaseStep.Require(run.All(Detail.Vetting).All(step => step.Vetting.Reference != input.Reference), "vetting.reference", "REFERENCE_TAKEN");
        await run.OpenAsync(run.AtCell with { Name = Part(run, input.Reference) }, input.Abroad ? "vettingAbroad" : "vettingHome", "VETTING_REQUEST", run.Day);
        return run.Before;
    }

    public static async Task<CandidateRow> VettingReplyAsync(StepContext run)
    {
        var reference = run.Step.VettingReply.Reference;
        var asked = run.All(Detail.Vetting).FirstOrDefault(step => step.Vetting.Reference == reference);
        CaseStep.Require(asked is not null, "vetting_reply.reference", "REFERENCE_UNKNOWN");
        CaseStep.Require(StepContext.DayOf(asked!) <= run.Day, "date", "STEP_BEFORE_STAGE");
        await DeadlineBook.CloseAsync(run.Work, Part(run, reference), run.Day);
        return run.Before;
    }

    /// <summary>References that are still waited for.</summary>
    public static IEnumerable<string> Waiting(StepContext run) => Open(run.Past).Select(step => step.Vetting.Reference);

    /// <summary>The questions to other committees that have no answer yet.</summary>
    public static IEnumerable<CandidateStep> Open(IReadOnlyList<CandidateStep> steps) => steps.Where(step => step.DetailCase == Detail.Vetting)
        .ExceptBy(steps.Where(step => step.DetailCase == Detail.VettingReply).Select(step => step.VettingReply.Reference), step => step.Vetting.Reference);

    private static string Part(StepContext run, string reference) => $"{run.Before.Name}/vettings/{reference}";
}
