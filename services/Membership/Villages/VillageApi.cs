using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Villages;

/// <summary>The villages; one file an RPC.</summary>
internal sealed partial class VillageApi(Database database, Commands commands, PageTokens pages, TimeProvider clock) : VillageService.VillageServiceBase;
