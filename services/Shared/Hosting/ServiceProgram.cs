using DienBien.Platform.Shared.Audit;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Feed;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DienBien.Platform.Shared.Hosting;

/// <summary>What a service does when it runs as a process of its own.</summary>
public static class ServiceProgram
{
    /// <summary>
    /// Serves, or runs a command and ends: <c>rebuild</c> starts the projections again from the beginning,
    /// <c>verify-audit</c> walks the audit log.
    /// </summary>
    /// <returns>The exit code: 0, or 1 if the audit log is broken.</returns>
    public static async Task<int> RunAsync(WebApplication app, string[] args)
    {
        switch (args.FirstOrDefault())
        {
            case "rebuild":
                await ProjectionRegistration.RebuildAsync(app.Services, CancellationToken.None).ConfigureAwait(false);
                Console.WriteLine("The projections start again from position 0.");
                return 0;
            case "verify-audit":
                var broken = await AuditChain.FirstBreakAsync(app.Services.GetRequiredService<Database>(), CancellationToken.None).ConfigureAwait(false);
                Console.WriteLine(broken is null ? "The audit log is whole." : $"The audit log is broken at position {broken}.");
                return broken is null ? 0 : 1;
            default:
                await app.RunAsync().ConfigureAwait(false);
                return 0;
        }
    }
}
