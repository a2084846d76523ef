using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Reviews;

/// <summary>The cycles of the yearly review; one file an RPC.</summary>
internal sealed partial class ReviewCycleApi(Database database, Commands commands, PageTokens pages, TimeProvider clock) : ReviewCycleService.ReviewCycleServiceBase;
