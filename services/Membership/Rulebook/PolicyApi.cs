using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Policies;

namespace DienBien.Platform.Membership.Rulebook;

/// <summary>Policies and the province's decisions on them; one file an RPC.</summary>
internal sealed partial class PolicyApi(Commands commands, PolicyBook book, PageTokens pages, TimeProvider clock) : PolicyService.PolicyServiceBase;
