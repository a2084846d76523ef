using DienBien.Membership.V1;
using DienBien.Platform.Membership.Duplicates;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Members;

/// <summary>The members' register; one file an RPC.</summary>
internal sealed partial class MemberApi(Database database, Commands commands, PageTokens pages, CardVault vault, DuplicateBook duplicates, TimeProvider clock) : MemberService.MemberServiceBase;
