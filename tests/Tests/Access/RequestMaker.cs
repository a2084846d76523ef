using System.Text.RegularExpressions;
using DienBien.Common.V1;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DienBien.Platform.Tests.Access;

/// <summary>
/// Makes a request about a place from the RPC's descriptor: the resource names that its HTTP template or its access
/// rule tells of, and, where a handler itself decides what lies inside, the other fields it needs to get that far.
/// </summary>
internal static partial class RequestMaker
{
    /// <summary>What a valid request of a method says besides; words in angle brackets stand for things of the place.</summary>
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["LookUpOrganization"] = """{"code":"<code>"}""",
        ["Subscribe"] = """{"untilHead":true}""",
        ["ListOpeningRevisions"] = """{"year":2026}""",
        ["AppointVillageHead"] = """{"head":{"displayName":"Vàng A Sử","since":"2026-03-01"}}""",
        ["LinkVillageCell"] = """{"cell":{"organization":"<cell>","independent":true,"since":"2026-03-01"}}""",
        ["UpdateVillage"] = """{"village":{"remote":true},"updateMask":"remote"}""",
        ["ListFigureMembers"] = """{"dimension":"SEX","value":"MALE"}""",
        ["GetMemberSeries"] = """{"from":"2025-12-31","to":"2026-06-30"}""",
        ["GetMemberBalance"] = """{"from":"2025-12-31","to":"2026-06-30"}""",
        ["CreatePolicyDecision"] = """{"policyDecision":{"policy":"statistics","decision":"80-QĐ/TU","validFrom":"2080-01-01","parameters":[{"name":"ageBands","value":"[\"50\"]"}]},"validateOnly":true}""",
        ["RecordBadgeAward"] = """{"badgeAward":{"level":30,"awardedOn":"2026-02-03","decision":"1-QĐ/TU","earlyGround":"SERIOUS_ILLNESS"}}""",
        ["RetractBadgeAward"] = """{"consent":"1-CV/ĐU"}""",
        ["CheckEarlyBadge"] = """{"ground":"SERIOUS_ILLNESS"}""",
        ["RecordFeeBasis"] = """{"feeBasis":{"group":"STUDENT","sinceMonth":"2026-03"}}""",
        ["RecordFeeRelief"] = """{"feeRelief":{"kind":"DEFERRAL","firstMonth":"2026-03","decidedOn":"2026-03-01","documentNumber":"1"}}""",
        ["CreateCandidateStep"] = """{"step":{"date":"2025-09-01","awarenessClass":{"certificate":"1"}}}""",
        ["CreateMemberFact"] = """{"memberFact":{"kind":"SUSPENDED","since":"2020-08-01","until":"2020-09-01","document":"1-QĐ/ĐU"}}""",
        ["EndMemberFact"] = """{"until":"2025-10-01"}""",
        ["RetractMemberFact"] = """{"consent":"1-CV/ĐU"}""",
        ["FileComplaint"] = """{"level":"PROVINCE_OR_BELOW","receivedOn":"2025-10-01","filedOn":"2025-10-02"}""",
        ["SettleComplaint"] = """{"settledOn":"2025-10-02","document":"1"}""",
        ["RejectDeletionProposal"] = """{"votes":{"date":"2026-11-02"},"document":"1"}""",
        ["CreateTransfer"] = """{"transfer":{"member":"<member>","kind":"OFFICIAL","effectiveOn":"2026-01-05"}}""",
        ["CreateTransferStep"] = """{"step":{"date":"2026-01-06","introduction":{"document":"1-GTSHĐ"}}}""",
        ["ReadDossier"] = """{"purpose":"TRANSFER"}""",
        ["RecordDossierItem"] = """{"dossierItem":{"documentType":1}}""",
        ["CorrectBirthDate"] = """{"birthDate":"1980-05-02","document":"1","consent":"1"}""",
        ["CorrectName"] = """{"fullName":"Lò Văn Đúng","document":"1","consent":"1"}""",
        ["WithdrawCandidate"] = """{"withdrawnOn":"2025-10-01"}""",
        ["AppointCommitteeMember"] = """{"member":"<member>","role":"SECRETARY","basis":"ELECTED","since":"2025-09-01","documentNumber":"1"}""",
        ["EndCommitteeOffices"] = """{"members":["<member>"],"reason":"RETIREMENT","endsOn":"2025-10-01","documentNumber":"1"}""",
        ["RecordCongressStep"] = """{"step":"REPORTED","takenOn":"2025-10-01"}""",
        ["OpenReviewCycle"] = """{"reviewCycle":{"year":2025}}""",
        ["ReopenReviewCycle"] = """{"reason":"Nhầm số liệu"}""",
        ["SendReviewReport"] = """{"sentOn":"2026-01-05"}""",
        ["SubmitSelfReview"] = """{"review":{"subject":"<member>","selfReview":{"text":"Đã làm","generalTenths":250,"taskTenths":600,"tasks":{"assigned":4,"done":4,"onTime":4}}}}""",
        ["VerifyReview"] = """{"verification":{"generalTenths":250,"taskTenths":600,"opinion":"Nhất trí"}}""",
        ["DecideReview"] = """{"decision":{"level":"GOOD","decidedOn":"2026-01-05"}}""",
        ["DismissDuplicateCase"] = """{"statement":"Hai người"}""",
        ["MergeMembers"] = """{"other":"<member>","statement":"Một người"}""",
        ["UndoMemberMerge"] = """{"statement":"Nhầm"}""",
        ["UpdateMember"] = """{"member":{"occupation":"Giáo viên"},"updateMask":"occupation"}""",
    };

    /// <summary>The request, and whether it says anything about the place at all.</summary>
    public static (IMessage Request, bool SaysWhere) Make(MethodDescriptor rpc, Place place, string service)
    {
        var body = Bodies.GetValueOrDefault(rpc.Name, "{}");
        var request = JsonParser.Default.Parse(body.Replace("<code>", place.Code, StringComparison.Ordinal).Replace("<cell>", place.Cell, StringComparison.Ordinal).Replace("<member>", place.Member, StringComparison.Ordinal), rpc.InputType);
        var says = body.Contains('<', StringComparison.Ordinal);
        foreach (var (path, pattern) in Names(rpc))
        {
            var name = Name(pattern, place, service);
            Set(request, path, name.Value);
            says |= name.IsOfPlace;
        }

        return (request, says);
    }

    private static IEnumerable<(string Path, string Pattern)> Names(MethodDescriptor rpc)
    {
        var scope = rpc.GetOptions().GetExtension(AccessExtensions.Access)?.ScopeField ?? "";
        var template = rpc.GetOptions().GetExtension(AnnotationsExtensions.Http) is { } rule
            ? string.Concat(new[] { rule }.Concat(rule.AdditionalBindings).Select(r => r.Get + r.Post + r.Patch + r.Put + r.Delete))
            : "";
        var names = Variable().Matches(template).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).DistinctBy(name => name.Item1).ToList();
        return scope.Length > 0 && !names.Exists(name => name.Item1 == scope) ? names.Append((scope, "organizations/*")) : names;
    }

    private static (string Value, bool IsOfPlace) Name(string pattern, Place place, string service) => pattern.Split('/') switch
    {
        ["organizations", "*"] => (place.Organization, true),
        ["organizations", "*", var collection, "*"] => ($"{place.Organization}/{collection}/T4", true),
        ["members", "*"] => (place.Member, true),
        ["duplicateCases", "*"] => (place.Duplicate, true),
        ["candidates", "*"] => (place.Candidate, true),
        ["transfers", "*"] => (place.Transfer, true),
        ["members", "*", "facts", "*"] => (place.Fact, true),
        ["members", "*", "badgeAwards", "*"] => (place.Award, true),
        ["deletionProposals", "*"] => (place.Proposal, true),
        ["villages", "*"] => (place.Village, true),
        ["organizationActs", "*"] => (place.Act, true),
        ["committeeTerms", "*"] => (place.Committee, true),
        ["reviewCycles", "*"] => (place.Cycle, true),
        ["reviewCycles", "*", "reviews", "*"] => (place.Review, true),
        ["feeds", "*"] => ($"feeds/{service}", false),
        ["importTemplates", "*"] => ("importTemplates/members.csv", false),
        _ => throw new NotSupportedException($"Say here which resource of a place is meant by {pattern}."),
    };

    private static void Set(IMessage message, string path, string value)
    {
        var parts = path.Split('.');
        foreach (var part in parts[..^1])
        {
            var field = message.Descriptor.FindFieldByName(part);
            if (field.Accessor.GetValue(message) is not IMessage inner)
            {
                field.Accessor.SetValue(message, inner = field.MessageType.Parser.ParseFrom(ByteString.Empty));
            }

            message = inner;
        }

        message.Descriptor.FindFieldByName(parts[^1]).Accessor.SetValue(message, value);
    }

    [GeneratedRegex(@"\{([a-z_.]+)=([^}]+)\}")]
    private static partial Regex Variable();
}
