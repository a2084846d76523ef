using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Organizations.Health;

/// <summary>Organisations held against the rules about their size, and what superiors consented to; one file an RPC.</summary>
internal sealed partial class OrganizationHealthApi(Database database, Commands commands, PageTokens pages, TimeProvider clock) : OrganizationHealthService.OrganizationHealthServiceBase;
