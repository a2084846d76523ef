using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Hosting;
using Microsoft.Extensions.Logging;

namespace DienBien.Platform.Shared.Policies;

/// <summary>
/// Lays the province's decisions over the service's policies: before the first request, and within seconds whichever replica
/// recorded them.
/// </summary>
public sealed partial class PolicyBook(Database database, ServiceInfo service, TimeProvider clock, ILogger<PolicyBook> logger) : Rounds(Period, clock, logger)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(3);

    private DateTime since = DateTime.UnixEpoch;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TakeAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes what was recorded since the last time.</summary>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task TakeAsync(CancellationToken cancellation)
    {
        foreach (var row in await database.ReadAsync(session => PolicyDecisionRow.SinceAsync(session, since), cancellation).ConfigureAwait(false))
        {
            try
            {
                service.Policies.Take(row.ToOverride());
            }
            catch (PolicyException failure)
            {
                Refused(logger, row.Decision, row.Policy, failure);
            }

            since = row.RecordedAt;
        }
    }

    /// <inheritdoc/>
    protected override Task RoundAsync(CancellationToken cancellation) => TakeAsync(cancellation);

    [LoggerMessage(EventId = 110, EventName = "PolicyDecisionRefused", Level = LogLevel.Critical, Message = "Decision {Decision} can't be laid over {Policy}.")]
    private static partial void Refused(ILogger logger, string decision, string policy, Exception failure);
}
