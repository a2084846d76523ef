using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Transfers;

/// <summary>Members who move between organisations; one file an RPC.</summary>
internal sealed partial class TransferApi(Database database, Commands commands, PageTokens pages, CardVault vault, TimeProvider clock) : TransferService.TransferServiceBase;
