namespace DienBien.Platform.Shared.Feed;

/// <summary>Wakes the readers of the feed in this process when something was committed.</summary>
public sealed class FeedSignal
{
    private TaskCompletionSource next = New();

    /// <summary>Completes at the next commit. Take it before reading, so that no commit falls between.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>Says that something was committed.</summary>
    public void Committed() => Interlocked.Exchange(ref next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
