using DienBien.Platform.Shared.Policies;
using Xunit;

namespace DienBien.Platform.Tests.Policies;

public sealed class ConfidenceTests
{
    [Theory]
    [InlineData("A", Effect.Block)]
    [InlineData("B", Effect.Block)]
    [InlineData("C", Effect.Warn)]
    [InlineData("GK", Effect.Warn)]
    [InlineData("design", Effect.Block)]
    [InlineData("DHIS2", Effect.Block)]
    [InlineData("DHIS2 asks", Effect.Block)]
    [InlineData("peers", Effect.Block)]
    [InlineData("OpenSlides bug", Effect.Block)]
    [InlineData("6.3", Effect.Block)]
    [InlineData("reading", Effect.Warn)]
    [InlineData("S0", Effect.Warn)]
    [InlineData("local", Effect.Warn)]
    [InlineData("C (local)", Effect.Warn)]
    [InlineData("A/C", Effect.Warn)]
    [InlineData("C/B", Effect.Warn)]
    [InlineData("C/GK", Effect.Warn)]
    [InlineData("B (124), C (366)", Effect.Warn)]
    [InlineData("A §4.3.2; C 208", Effect.Warn)]
    [InlineData("C W1361; design", Effect.Warn)]
    [InlineData("A/B", Effect.Block)]
    [InlineData("A P06 §5.4b", Effect.Block)]
    [InlineData("A §6.3 (mass transfer); design", Effect.Block)]
    [InlineData("A (294 eff. 1/7/2025)", Effect.Block)]
    [InlineData("A §1.2 + P06", Effect.Block)]
    [InlineData("B + GlobaLeaks", Effect.Block)]
    [InlineData("A + reading", Effect.Block)]
    public void The_lowest_letter_decides(string grade, Effect effect) => Assert.Equal(effect, Confidence.EffectOf(grade));

    [Theory]
    [InlineData("")]
    [InlineData("sure")]
    [InlineData("P06")]
    [InlineData("a")]
    public void A_text_without_a_grade_is_refused(string grade) => Assert.Throws<FormatException>(() => Confidence.EffectOf(grade));
}
