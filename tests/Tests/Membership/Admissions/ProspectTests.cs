using DienBien.Membership.V1;
using DienBien.Platform.Membership.Admissions;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Rules;
using DienBien.Platform.Tests.Rules;
using Xunit;
using Kind = DienBien.Membership.V1.AdmissionForecast.Types.Prospect;

namespace DienBien.Platform.Tests.Membership.Admissions;

/// <summary>When a candidate could be admitted, over plain steps.</summary>
public sealed class ProspectTests
{
    private static readonly CandidateStep Class = Step("2025-09-01", step => step.AwarenessClass = new());

    private static readonly CandidateStep Dossier = Step("2025-10-01", step => step.Dossier = new());

    private static readonly CandidateStep Introducer = Step("2025-10-02", step => step.Introducer = new());

    private static readonly CandidateStep Ballot = Step("2025-12-03", step => step.Ballot = RegisterFixture.CellBallot(3));

    [Fact]
    [Rule("R-ADM-1")]
    [Rule("R-ADM-6")]
    public void A_dossier_is_considered_once_the_answers_are_due_and_the_age_is_reached()
    {
        Assert.Equal("Dated 2025-11-03 " + Wd("2025-11-03", 45), Of("DOSSIER", "2025-11-03", Class, Dossier, Introducer));
        Assert.Equal("NoTerm  ", Of("DOSSIER", "2025-11-03", Class, Dossier));
        Assert.Equal("NoTerm  ", Of("AWARE", "2025-11-03", Class));
        var asked = Step("2025-10-20", step => step.Vetting = new() { Reference = "A" });
        var answer = Wd("2025-10-20", 30);
        Assert.Equal($"Dated {answer} {Wd(answer, 45)}", Of("DOSSIER", "2025-11-03", Class, Dossier, Introducer, asked));
        Assert.Equal("Late 2026-01-05 ", Of("DOSSIER", "2026-01-05", Class, Dossier, Introducer, asked));
        Assert.Equal("Dated 2026-01-05 " + Wd("2026-01-05", 45), Of("DOSSIER", "2026-01-05", Class, Dossier, Introducer, asked, Step("2025-11-01", step => step.VettingReply = new() { Reference = "A" })));
        var young = Prospect.Of(Row("DOSSIER"), IsoDate.Parse("2007-12-20"), [Class, Dossier, Introducer], IsoDate.Parse("2025-11-03"));
        Assert.Equal(IsoDate.Parse("2025-12-01"), young.Earliest);
    }

    [Fact]
    [Rule("R-ADM-3")]
    [Rule("R-ADM-5")]
    public void What_grows_too_old_is_done_anew()
    {
        Assert.Equal("Dated 2026-10-01 " + Wd("2026-10-01", 45), Of("DOSSIER", "2026-10-01", Class, Dossier, Introducer));
        Assert.Equal("RenewalNeeded  ", Of("DOSSIER", "2026-10-02", Class, Dossier, Introducer));
        Assert.Equal("RenewalNeeded  ", Of("DOSSIER", "2025-11-03", Step("2020-11-02", step => step.AwarenessClass = new()), Dossier, Introducer));
    }

    [Fact]
    [Rule("R-ADM-10")]
    [Rule("R-ADM-12")]
    public void A_decision_takes_its_term_and_its_extension()
    {
        var due = Wd("2025-12-03", 45);
        Assert.Equal($"Dated 2025-12-04 {due}", Of("CELL_PASSED", "2025-12-04", Ballot));
        var after = IsoDate.Of(IsoDate.Parse(due).AddDays(1));
        Assert.Equal($"Late {after} ", Of("COMMITTEE_PASSED", after, Ballot));
        Assert.Equal($"Dated {after} {Wd(due, 15)}", Of("COMMITTEE_PASSED", after, Ballot, Step("2026-01-20", step => step.Extension = new())));
        Assert.Equal("RenewalNeeded  ", Of("CELL_PASSED", "2026-04-20", Ballot));
        Assert.Equal($"Dated 2026-04-20 {Wd("2026-04-01", 30)}", Of("CELL_PASSED", "2026-04-20", Ballot, Step("2026-04-01", step => step.FileReceived = new())));
    }

    [Fact]
    [Rule("R-ADM-11")]
    public void Who_is_decided_upon_counts_from_the_decision_while_the_ceremony_is_in_time()
    {
        var decision = Step("2025-12-10", step => step.Decision = new());
        var receipt = Step("2025-12-12", step => step.Receipt = new());
        Assert.Equal("Dated 2025-12-10 2025-12-10", Of("DECIDED", "2025-12-15", Ballot, decision));
        Assert.Equal("Dated 2025-12-10 2025-12-10", Of("DECIDED", Wd("2025-12-12", 30), Ballot, decision, receipt));
        Assert.Equal("Late 2025-12-10 ", Of("DECIDED", "2026-03-20", Ballot, decision, receipt));
    }

    [Fact]
    public void A_readmission_is_no_recruitment() =>
        Assert.Equal(Kind.Readmission, Prospect.Of(Row("CELL_PASSED") with { FormerMemberId = "x" }, null, [Ballot], IsoDate.Parse("2025-12-04")).Kind);

    [Theory]
    [Rule("R-IND-1")]
    [InlineData(49_000, 1_960)]
    [InlineData(50_000, 2_000)]
    [InlineData(26, 2)]
    [InlineData(0, 0)]
    public void The_target_is_four_of_a_hundred_or_more(long members, long needed) => Assert.Equal(needed, CandidateApi.Needed(Comparison.AtLeast, new Ratio(4, 100), members));

    private static CandidateRow Row(string stage) => new() { Stage = stage, PolicyVersion = "294-QĐ/TW" };

    private static string Of(string stage, string day, params CandidateStep[] steps)
    {
        var prospect = Prospect.Of(Row(stage), IsoDate.Parse("1998-04-20"), steps, IsoDate.Parse(day));
        return $"{prospect.Kind} {IsoDate.Of(prospect.Earliest)} {IsoDate.Of(prospect.By)}";
    }

    private static string Wd(string day, int count) => IsoDate.Of(WorkingDays.Vietnam.Add(IsoDate.Parse(day), count).Date);

    private static CandidateStep Step(string date, Action<CandidateStep> detail)
    {
        var step = new CandidateStep { Date = date };
        detail(step);
        return step;
    }
}
