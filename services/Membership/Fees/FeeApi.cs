using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Fees;

/// <summary>Party fees; one file an RPC.</summary>
internal sealed partial class FeeApi(Database database, Commands commands, PageTokens pages, TimeProvider clock) : FeeService.FeeServiceBase
{
    private const int DocumentLength = 63;
}
