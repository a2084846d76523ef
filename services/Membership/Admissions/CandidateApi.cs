using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Statistics;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Admissions;

/// <summary>The way from outstanding person to official member; one file an RPC.</summary>
internal sealed partial class CandidateApi(Database database, Commands commands, PageTokens pages, CardVault vault, StatisticsBook book, TimeProvider clock) : CandidateService.CandidateServiceBase;
