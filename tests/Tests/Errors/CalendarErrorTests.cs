using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DienBien.Platform.Tests.Errors;

/// <summary>A deadline that the working-day calendar does not reach is told to the caller, with the year that it lacks.</summary>
public sealed class CalendarErrorTests
{
    [Theory]
    [InlineData("2023-12-29", 1, "2023")]
    [InlineData("2030-12-20", 30, "2031")]
    [InlineData("2024-01-05", -30, "2023")]
    [InlineData("2041-06-01", 1, "2041")]
    public void The_year_is_named(string start, int days, string year)
    {
        var failure = Assert.Throws<UncoveredDateException>(() => WorkingDays.Vietnam.Add(IsoDate.Parse(start), days));
        var problem = new ErrorMap(NullLogger<ErrorMap>.Instance).ProblemOf(failure, "test");
        Assert.Equal((StatusCode.FailedPrecondition, "CALENDAR_NOT_COVERED"), (problem.Code, problem.Reason));
        Assert.Equal(year, problem.Metadata["year"]);
        Assert.Equal(("2024", "2030"), (problem.Metadata["first"], problem.Metadata["last"]));
        foreach (var language in (string[])["vi", "en"])
        {
            var text = problem.ToStatus(language).GetDetail<LocalizedMessage>();
            Assert.Equal(language, text.Locale);
            Assert.Contains(year, text.Message, StringComparison.Ordinal);
        }
    }
}
