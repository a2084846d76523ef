using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Dossiers;

/// <summary>Check-lists of members' dossiers; one file an RPC.</summary>
internal sealed partial class DossierApi(Commands commands, CardVault vault, TimeProvider clock) : DossierService.DossierServiceBase;
