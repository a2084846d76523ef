namespace DienBien.Platform.Tests.Year;

/// <summary>The clock of the story: it stands still until the script goes on.</summary>
internal sealed class StoryClock(DateOnly start) : TimeProvider
{
    private DateTimeOffset now = At(start, 9);

    /// <summary>The day in Vietnam.</summary>
    public DateOnly Today => DateOnly.FromDateTime(now.DateTime);

    /// <summary>The same time for whoever has jobs of his own: none goes off by itself, the script runs them.</summary>
    public TimeProvider WithoutJobs => new Jobless(this);

    public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();

    /// <summary>Goes on to an hour of a day.</summary>
    public void Set(DateOnly day, int hour) => now = At(day, hour);

    /// <summary>Lets a moment pass, so that no two things are recorded at the same time.</summary>
    public void Tick() => now += TimeSpan.FromMilliseconds(1);

    private static DateTimeOffset At(DateOnly day, int hour) => new(day, new TimeOnly(hour, 0), TimeSpan.FromHours(7));

    private sealed class Jobless(StoryClock clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();
    }

    private sealed class Never : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
