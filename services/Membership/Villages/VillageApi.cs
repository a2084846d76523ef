using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace DienBien.Platform.Membership.Villages;

/// <summary>The villages; one file an RPC.</summary>
internal sealed partial class VillageApi(Database database, Commands commands, PageTokens pages, TimeProvider clock) : VillageService.VillageServiceBase
{
    /// <summary>Changes a village on record; what the change leaves as it was is not stored.</summary>
    /// <param name="context">The call.</param>
    /// <param name="request">The request.</param>
    /// <param name="requestId">The request's id, or empty.</param>
    /// <param name="id">The village.</param>
    /// <param name="etag">The etag that the caller saw, or empty.</param>
    /// <param name="change">The village after the change, or null if nothing changes.</param>
    private Task<Village> ChangeAsync(ServerCallContext context, IMessage request, string requestId, string id, string etag, Func<VillageWriter, Work, VillageState, Task<VillageState?>> change) =>
        commands.RunAsync(context, request, requestId, async work =>
        {
            var before = await VillageStore.FindAsync(work, id, context.Access().Scope) ?? throw Problems.NotFound(ResourceName.Village(id));
            Etags.Check(etag, before.Row.Version);
            var writer = new VillageWriter(work, clock);
            var stored = await change(writer, work, before) is { } after ? await writer.ReplaceAsync(before, after) : before;
            return stored.ToProto(clock.Today());
        });
}
