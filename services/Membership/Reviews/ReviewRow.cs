using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using Google.Protobuf.WellKnownTypes;
using Kind = DienBien.Membership.V1.Review.Types.SubjectKind;
using Level = DienBien.Membership.V1.Review.Types.Level;
using State = DienBien.Membership.V1.Review.Types.State;

namespace DienBien.Platform.Membership.Reviews;

/// <summary>A review as it stands, without its texts. Scores are in tenths of a point.</summary>
internal sealed record ReviewRow
{
    internal const string Columns = """
        r.id, r.cycle_id, r.subject_kind, r.subject_id, r.organization_id, r.unit_id, r.task_group, r.state, r.filed_on, r.text_hash, r.evidence_count,
        r.general_tenths, r.task_tenths, r.fact_tenths, r.assigned, r.done, r.on_time, r.beyond, r.verified_on, r.verified_general, r.verified_task,
        r.disciplined, r.level, r.decided_on, r.in_favour, r.voters, r.version, r.create_time, r.update_time
        """;

    public string Id { get; init; } = "";

    public string CycleId { get; init; } = "";

    public string SubjectKind { get; init; } = "";

    public string SubjectId { get; init; } = "";

    public string OrganizationId { get; init; } = "";

    public string UnitId { get; init; } = "";

    public string TaskGroup { get; init; } = "";

    public string State { get; init; } = "";

    public DateOnly FiledOn { get; init; }

    /// <summary>Of the text's folded words: two texts that differ in case, tones or punctuation only are one.</summary>
    public string TextHash { get; init; } = "";

    public int EvidenceCount { get; init; }

    public int GeneralTenths { get; init; }

    public int TaskTenths { get; init; }

    /// <summary>What the task figures give; null without tasks.</summary>
    public int? FactTenths { get; init; }

    public int Assigned { get; init; }

    public int Done { get; init; }

    public int OnTime { get; init; }

    public int Beyond { get; init; }

    public DateOnly? VerifiedOn { get; init; }

    public int? VerifiedGeneral { get; init; }

    public int? VerifiedTask { get; init; }

    public bool Disciplined { get; init; }

    public string? Level { get; init; }

    public DateOnly? DecidedOn { get; init; }

    public int InFavour { get; init; }

    public int Voters { get; init; }

    public long Version { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    internal string Name => ReviewNames.Review(CycleId, Id);

    internal string Subject => Of == Kind.Member ? ResourceName.Member(SubjectId) : ResourceName.Organization(SubjectId);

    internal Kind Of => KindOf(SubjectKind);

    internal State Stands => EnumNames.TryParse<State>(State, out var state) ? state : default;

    internal static Kind KindOf(string name) => EnumNames.TryParse<Kind>(name, out var kind) ? kind : default;

    /// <summary>The review for a list.</summary>
    internal Review ToProto() => new()
    {
        Name = Name,
        Subject = Subject,
        SubjectKind = Of,
        Organization = ResourceName.Organization(OrganizationId),
        Unit = ResourceName.Organization(UnitId),
        TaskGroup = TaskGroup,
        State = Stands,
        SelfReview = SelfProto(),
        Verification = VerificationProto(),
        Decision = DecisionProto(),
        Etag = Etags.Of(Version),
        CreateTime = CreateTime.ToTimestamp(),
        UpdateTime = UpdateTime.ToTimestamp(),
    };

    /// <summary>The review with its texts and the grounds of the proposal.</summary>
    internal Review ToProto(TextRow texts, ReviewPolicy policy)
    {
        var review = ToProto();
        review.SelfReview.Text = texts.SelfText;
        review.SelfReview.Evidence.AddRange(texts.Evidence.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        if (review.Verification is { } verification)
        {
            verification.Opinion = texts.Opinion;
            verification.Proposal = Appraisal.Of(policy, new Merits(verification.GeneralTenths + verification.TaskTenths, Assigned, Done, OnTime, Beyond, Disciplined));
        }

        if (review.Decision is { } decision)
        {
            decision.Note = texts.Note;
        }

        return review;
    }

    internal ReviewChanged ToEvent() => new() { Review = Name, Subject = Subject, SubjectKind = Of, Organization = ResourceName.Organization(OrganizationId), State = Stands };

    private SelfReview SelfProto()
    {
        var self = new SelfReview
        {
            GeneralTenths = GeneralTenths,
            TaskTenths = TaskTenths,
            Tasks = new TaskFigures { Assigned = Assigned, Done = Done, OnTime = OnTime, Beyond = Beyond },
            EvidenceCount = EvidenceCount,
            FiledOn = IsoDate.Of(FiledOn),
        };
        if (FactTenths is { } fact)
        {
            self.FactTenths = fact;
        }

        return self;
    }

    private ReviewVerification? VerificationProto() => VerifiedOn is not { } day ? null : new ReviewVerification
    {
        GeneralTenths = VerifiedGeneral ?? 0,
        TaskTenths = VerifiedTask ?? 0,
        Disciplined = Disciplined,
        VerifiedOn = IsoDate.Of(day),
    };

    private ReviewDecision? DecisionProto() => DecidedOn is not { } day ? null : new ReviewDecision
    {
        Level = EnumNames.TryParse<Level>(Level, out var level) ? level : default,
        DecidedOn = IsoDate.Of(day),
        InFavour = InFavour,
        Voters = Voters,
    };
}
