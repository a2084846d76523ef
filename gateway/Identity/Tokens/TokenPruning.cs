using OpenIddict.Abstractions;

namespace DienBien.Platform.Identity.Tokens;

/// <summary>Deletes the records of tokens that are long over: one is written for each token issued.</summary>
internal sealed partial class TokenPruning(IServiceProvider services, TimeProvider clock, ILogger<TokenPruning> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(6);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = services.CreateAsyncScope();
                var tokens = scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>();
                var count = await tokens.PruneAsync(clock.GetUtcNow() - Kept, stoppingToken);
                Pruned(logger, count);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // Old records harm nobody; the next round takes them.
                PruningFailed(logger, failure);
            }
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Count} records of old tokens deleted")]
    private static partial void Pruned(ILogger logger, long count);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Records of old tokens could not be deleted")]
    private static partial void PruningFailed(ILogger logger, Exception failure);
}
