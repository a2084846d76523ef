using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Deadlines;

/// <summary>What is due across all cases; one file an RPC.</summary>
internal sealed partial class DeadlineApi(Database database, PageTokens pages, TimeProvider clock) : DeadlineService.DeadlineServiceBase;
