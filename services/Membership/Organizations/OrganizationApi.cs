using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Organizations;

/// <summary>The tree of organisations; one file an RPC.</summary>
internal sealed partial class OrganizationApi(Database database, Commands commands, PageTokens pages, TimeProvider clock) : OrganizationService.OrganizationServiceBase;
