using System.Diagnostics;

namespace DienBien.Platform.Shared.Telemetry;

/// <summary>The platform's own spans. Without a listener they cost nothing.</summary>
public static class PlatformActivity
{
    /// <summary>The source to listen to.</summary>
    public static ActivitySource Source { get; } = new("DienBien.Platform");

    /// <summary>A span for a statement; the text holds no values.</summary>
    internal static Activity? Sql(string sql)
    {
        if (!Source.HasListeners() || Activity.Current is null)
        {
            return null;
        }

        var text = sql.AsSpan().TrimStart();
        var operation = text[..Math.Max(0, text.IndexOfAny(' ', '\n'))].ToString();
        var activity = Source.StartActivity("sql " + operation, ActivityKind.Client);
        activity?.SetTag("db.operation.name", operation);
        activity?.SetTag("db.query.text", sql);
        return activity;
    }
}
