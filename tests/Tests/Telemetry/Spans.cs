using System.Collections.Concurrent;
using System.Diagnostics;
using DienBien.Platform.Shared.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Xunit;

namespace DienBien.Platform.Tests.Telemetry;

/// <summary>Hears the spans of the whole process, as the one exporter of a process does.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ConcurrentQueue<Activity> ended = [];

    private readonly TracerProvider provider;

    public Spans() => provider = Sdk.CreateTracerProviderBuilder().AddPlatformSources().AddProcessor(new Ended(ended)).Build();

    public void Dispose() => provider.Dispose();

    /// <summary>The spans of a trace, once one of them is what is waited for.</summary>
    public Task<Activity[]> OfAsync(ActivityTraceId trace, Predicate<Activity> until) => WaitAsync(span => span.TraceId == trace, until);

    /// <summary>The spans that link to a trace.</summary>
    public Task<Activity[]> LinkedToAsync(ActivityTraceId trace) => WaitAsync(span => span.Links.Any(link => link.Context.TraceId == trace), _ => true);

    public static bool IsSql(Activity span) => span.GetTagItem("db.query.text") is not null;

    public static IEnumerable<string> TextsOf(Activity span) => span.TagObjects.Select(tag => $"{tag.Value}").Concat([span.DisplayName, span.StatusDescription ?? ""])
        .Concat(span.Events.SelectMany(e => e.Tags.Select(tag => $"{tag.Value}")));

    private async Task<Activity[]> WaitAsync(Func<Activity, bool> which, Predicate<Activity> until)
    {
        for (var attempt = 0; ; attempt++)
        {
            var found = ended.Where(which).ToArray();
            if (Array.Exists(found, until))
            {
                return found;
            }

            Assert.True(attempt < 500, $"Only {string.Join(", ", found.Select(span => $"{span.Kind} {span.DisplayName}"))} came.");
            await Task.Delay(20);
        }
    }

    private sealed class Ended(ConcurrentQueue<Activity> spans) : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data) => spans.Enqueue(data);
    }
}
