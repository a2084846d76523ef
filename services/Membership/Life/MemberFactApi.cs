using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Life;

/// <summary>What happens to members after the admission; one file an RPC.</summary>
internal sealed partial class MemberFactApi(Database database, Commands commands, CardVault vault, TimeProvider clock) : MemberFactService.MemberFactServiceBase;
