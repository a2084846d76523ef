using DienBien.Platform.Identity.Data;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace DienBien.Platform.Identity.Tokens;

/// <summary>
/// Takes the first use of the object mapper, a second of compilation, off both the start and the first token:
/// it happens in the background once the host listens.
/// </summary>
internal sealed class WarmUp(IServiceProvider services, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IdentityDatabase>().RoleBindings.AsNoTracking().AnyAsync(stoppingToken);
        await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().FindByClientIdAsync("-", stoppingToken);
    }
}
