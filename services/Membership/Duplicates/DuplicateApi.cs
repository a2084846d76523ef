using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Duplicates;

/// <summary>Decides cases of records that seem to be one person; one file an RPC.</summary>
internal sealed partial class DuplicateApi(Database database, Commands commands, DuplicateBook book, CardVault vault, TimeProvider clock) : DuplicateService.DuplicateServiceBase;
