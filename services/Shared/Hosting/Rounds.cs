using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DienBien.Platform.Shared.Hosting;

/// <summary>A job that goes round again and again, and for the first time when the start of the service is over.</summary>
/// <param name="period">The time from one round to the next.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Hears of rounds that failed.</param>
public abstract partial class Rounds(TimeSpan period, TimeProvider clock, ILogger logger) : BackgroundService
{
    // Requests come first while everything is used, and translated, for the first time.
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(5);

    /// <summary>The clock.</summary>
    protected TimeProvider Clock { get; } = clock;

    /// <summary>One round. It may be cut short anywhere, and the next goes on where it stopped.</summary>
    /// <param name="cancellation">Cancelled when the service stops.</param>
    protected abstract Task RoundAsync(CancellationToken cancellation);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(period < AfterStart ? period : AfterStart, Clock, stoppingToken).ConfigureAwait(false);
            using var timer = new PeriodicTimer(period, Clock);
            do
            {
                await TryAsync(stoppingToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A host that is disposed of without being stopped would take it for a failure.
        }
    }

    private async Task TryAsync(CancellationToken stopping)
    {
        try
        {
            await RoundAsync(stopping).ConfigureAwait(false);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            Failed(logger, GetType().Name, failure);
        }
    }

    [LoggerMessage(EventId = 100, EventName = "RoundFailed", Level = LogLevel.Error, Message = "A round of {Job} failed; the next finds what it left.")]
    private static partial void Failed(ILogger logger, string job, Exception failure);
}
