namespace DienBien.Platform.Membership;

/// <summary>A job that goes round again and again, and for the first time when the start of the service is over.</summary>
internal abstract partial class Rounds(TimeSpan period, TimeProvider clock, ILogger logger) : BackgroundService
{
    // Requests come first while everything is used, and translated, for the first time.
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(5);

    protected TimeProvider Clock { get; } = clock;

    /// <summary>One round. It may be cut short anywhere, and the next goes on where it stopped.</summary>
    protected abstract Task RoundAsync(CancellationToken cancellation);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(period < AfterStart ? period : AfterStart, Clock, stoppingToken);
        using var timer = new PeriodicTimer(period, Clock);
        do
        {
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(logger, GetType().Name, failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 100, EventName = "RoundFailed", Level = LogLevel.Error, Message = "A round of {Job} failed; the next finds what it left.")]
    private static partial void Failed(ILogger logger, string job, Exception failure);
}
