using System.Text;
using System.Text.Json;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Policies;
using DienBien.Platform.Shared.Rules;
using Xunit;

namespace DienBien.Platform.Tests.Policies;

public sealed class PolicyFileTests
{
    private const string Parameters = """
        "days": { "value": 30, "clause": "§1", "rule": "R-ADM-1", "confidence": "A" },
        "on": { "value": true, "clause": "§1", "rule": "R-ADM-1", "confidence": "C" },
        "share": { "value": "2/3", "clause": "§1", "rule": "R-ADM-1", "confidence": "A" },
        "term": { "value": "45 Wd", "clause": "P294 §4.3.1", "rule": "R-ADM-10", "confidence": "A" },
        "convention": { "value": "IncludeStart", "clause": "§1", "rule": "R-ADM-1", "confidence": "GK" },
        "kinds": { "value": ["a", "b"], "clause": "§1", "rule": "R-ADM-1", "confidence": "design" },
        "grades": { "value": { "Tốt": 90, "Khá": 70 }, "clause": "§1", "rule": "R-ADM-1", "confidence": "local" }
        """;

    [Fact]
    public void Values_are_read_by_their_type()
    {
        var version = Read(Version("v1", "2025-01-01", null)).On(new(2025, 1, 1));
        Assert.Equal(30, version.Number("days"));
        Assert.True(version.Flag("on"));
        Assert.Equal(new Ratio(2, 3), version.Ratio("share"));
        Assert.Equal(new Term(45, TermUnit.WorkingDay), version.Term("term"));
        Assert.Equal(CountingConvention.IncludeStart, version.Choice<CountingConvention>("convention"));
        Assert.Equal(["a", "b"], version.Strings("kinds"));
        Assert.Equal(70, version.Map<int>("grades")["Khá"]);
        Assert.Equal((Effect.Block, Effect.Warn), (version["days"].Effect, version["on"].Effect));
        var deadline = version.Deadline("term", "cell resolution", new(2025, 3, 3), WorkingDays.Vietnam);
        Assert.Equal(("R-ADM-10", "45 Wd from cell resolution, P294 §4.3.1"), (deadline.Rule, deadline.Summary));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("share")]
    [InlineData("grades")]
    public void A_parameter_of_another_type_is_an_error_that_names_it(string name)
    {
        var error = Assert.Throws<PolicyException>(() => Read(Version("v1", "2025-01-01", null)).On(new(2025, 1, 1)).Number(name));
        Assert.Contains($"sample v1", error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_without_a_version_is_an_error()
    {
        var policy = Read(Version("v1", "2025-01-01", "2025-12-31"));
        Assert.Equal("v1", policy.On(new(2025, 12, 31)).Version);
        Assert.Throws<PolicyException>(() => policy.On(new(2024, 12, 31)));
        Assert.Throws<PolicyException>(() => policy.On(new(2026, 1, 1)));
        Assert.Throws<PolicyException>(() => policy.Version("v2"));
    }

    [Theory]
    [InlineData("2025-01-01", "2025-06-30", "2025-07-02", null, "sample v1 (to 2025-06-30) leaves a hole before v2 (from 2025-07-02).")]
    [InlineData("2025-01-01", "2025-06-30", "2025-06-30", null, "sample v1 (to 2025-06-30) overlaps v2 (from 2025-06-30).")]
    [InlineData("2025-01-01", null, "2025-07-01", null, "sample v1 has no end but v2 follows it.")]
    [InlineData("2025-01-01", "2024-01-01", "2024-01-02", null, "sample v1 ends before it starts.")]
    public void Versions_follow_each_other_day_by_day(string from1, string? to1, string from2, string? to2, string message)
    {
        var error = Assert.Throws<PolicyException>(() => Read(Version("v1", from1, to1), Version("v2", from2, to2)));
        Assert.Equal(message, error.Message);
    }

    [Theory]
    [InlineData("\"confidence\": \"A\"", "\"confidence\": \"sure\"", "holds no grade")]
    [InlineData("\"rule\": \"R-ADM-1\"", "\"rule\": \"ADM\"", "must name a rule")]
    [InlineData("\"clause\": \"§1\"", "\"clause\": \"\"", "must name a rule")]
    [InlineData("\"clause\": \"§1\"", "\"klause\": \"§1\"", "malformed")]
    [InlineData("\"code\": \"sample\"", "\"code\": \"other\"", "must be named for its code")]
    [InlineData("\"on\":", "\"days\":", "malformed")]
    public void A_slip_of_the_pen_is_found(string right, string wrong, string message)
    {
        var json = Json(Version("v1", "2025-01-01", null)).Replace(right, wrong, StringComparison.Ordinal);
        Assert.Contains(message, Assert.Throws<PolicyException>(() => Parse(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_or_a_type_cannot_change_its_meaning()
    {
        var second = Version("v2", "2025-07-01", null);
        Assert.Contains("two versions 'v2'", Assert.Throws<PolicyException>(() => Read(Version("v2", "2025-01-01", "2025-06-30"), second)).Message, StringComparison.Ordinal);
        var text = second.Replace("\"value\": 30", "\"value\": \"30\"", StringComparison.Ordinal);
        Assert.Contains("'days' must be of one type", Assert.Throws<PolicyException>(() => Read(Version("v1", "2025-01-01", "2025-06-30"), text)).Message, StringComparison.Ordinal);
    }

    private static Policy Read(params string[] versions) => Parse(Json(versions));

    private static Policy Parse(string json) => PolicyFile.Read("sample", new MemoryStream(Encoding.UTF8.GetBytes(json)));

    private static string Json(params string[] versions) => $$"""{ "code": "sample", "title": "Mẫu", "versions": [{{string.Join(',', versions)}}] }""";

    private static string Version(string label, string from, string? to) =>
        $$"""{ "version": "{{label}}", "validFrom": "{{from}}", "validTo": {{JsonSerializer.Serialize(to)}}, "source": "x", "parameters": { {{Parameters}} } }""";
}
