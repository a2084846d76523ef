using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Badges;

/// <summary>Badges for years of membership; one file an RPC.</summary>
internal sealed partial class BadgeApi(Database database, Commands commands, PageTokens pages, TimeProvider clock) : BadgeService.BadgeServiceBase;
