using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Statistics;

/// <summary>Statistics of members; one file an RPC.</summary>
internal sealed partial class StatisticsApi(Database database, StatisticsBook book, PageTokens pages, TimeProvider clock) : StatisticsService.StatisticsServiceBase
{
    /// <summary>Runs reads of one state of the database, in the scope of an organisation or, without one, the caller's.</summary>
    /// <exception cref="Problem">NOT_FOUND if the organisation lies outside the caller's scope.</exception>
    private async Task<T> ReadAsync<T>(string parent, ServerCallContext context, Func<Session, Scope, Task<T>> read)
    {
        await book.CatchUpAsync(context.CancellationToken);
        return await database.SnapshotAsync(async session =>
        {
            var scope = context.Access().Scope;
            return await read(session, parent.Length == 0 ? scope : await Subtree.OfAsync(session, parent, scope));
        }, context.CancellationToken);
    }
}
