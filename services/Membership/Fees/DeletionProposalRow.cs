using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;

namespace DienBien.Platform.Membership.Fees;

/// <summary>A proposal to delete a member's name that opened by itself.</summary>
internal sealed record DeletionProposalRow
{
    internal const string FeesUnpaid = "FEES_UNPAID";

    internal const string Columns = "d.id, d.member_id, d.organization_id, d.ground, d.year, d.months, d.opened_on, d.policy_version, d.rule_id, d.clause, d.status, d.votes, d.document, d.recorded_at";

    public string Id { get; init; } = "";

    public string MemberId { get; init; } = "";

    public string OrganizationId { get; init; } = "";

    public string Ground { get; init; } = FeesUnpaid;

    public int Year { get; init; }

    /// <summary>The months that count, with blanks between.</summary>
    public string Months { get; init; } = "";

    public DateOnly OpenedOn { get; init; }

    public string PolicyVersion { get; init; } = "";

    public string RuleId { get; init; } = "";

    public string Clause { get; init; } = "";

    public string Status { get; init; } = "OPEN";

    /// <summary>The votes that did not carry it.</summary>
    public byte[]? Votes { get; init; }

    public string? Document { get; init; }

    public DateTime RecordedAt { get; init; }

    internal string Name => "deletionProposals/" + Id;

    internal DeletionProposal ToProto() => new()
    {
        Name = Name,
        Member = ResourceName.Member(MemberId),
        Organization = ResourceName.Organization(OrganizationId),
        Ground = EnumNames.TryParse<DeletionProposal.Types.Ground>(Ground, out var ground) ? ground : default,
        Year = Year,
        Months = { Months.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
        OpenedOn = IsoDate.Of(OpenedOn),
        PolicyVersion = PolicyVersion,
        Rule = RuleId,
        Clause = Clause,
        State = EnumNames.TryParse<DeletionProposal.Types.State>(Status, out var state) ? state : default,
        Votes = Votes is null ? null : MemberFact.Types.Votes.Parser.ParseFrom(Votes),
        Document = Document ?? "",
    };
}
