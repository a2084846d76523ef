using Kind = DienBien.Membership.V1.MemberMerge.Types.Part.Types.Kind;

namespace DienBien.Platform.Membership.Duplicates;

/// <summary>A row about the other record.</summary>
internal sealed record MergeItem
{
    public string RowKey { get; init; } = "";

    /// <summary>What it belongs to: the term, village or cycle; empty for most.</summary>
    public string Owner { get; init; } = "";

    public string Label { get; init; } = "";

    public DateOnly? Day { get; init; }

    /// <summary>True if the kept record has the same on record.</summary>
    public bool Stays { get; init; }
}

/// <summary>What is on record about members, and how it goes from one record to another. What was superseded before stays where it was known.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The form of its resource name: {0} is the key, {1} the owner, {2} the member.</param>
/// <param name="Select">Reads what is about <c>@from</c>, next to what is about <c>@to</c>.</param>
/// <param name="Move">Makes the row <c>@key</c> about <c>@to</c> if it is about <c>@from</c>.</param>
internal sealed record MergeKind(Kind Kind, string Name, string Select, string Move)
{
    /// <summary>All of them. Facts that end a membership stay: the person goes on under the kept record.</summary>
    public static readonly IReadOnlyList<MergeKind> All =
    [
        new(Kind.MemberFact, "members/{2}/facts/{0}", """
            SELECT f.id AS row_key, f.kind AS label, f.valid_from AS day, CASE WHEN f.kind IN ('DELETED', 'RESIGNED', 'EXPELLED', 'DIED', 'ADMISSION_CANCELLED', 'TRANSFERRED_OUT')
                OR EXISTS (SELECT 1 FROM member_facts k WHERE k.member_id = @to AND k.kind = f.kind AND k.valid_from = f.valid_from AND k.superseded_at IS NULL) THEN 1 ELSE 0 END AS stays
            FROM member_facts f WHERE f.member_id = @from AND f.superseded_at IS NULL ORDER BY f.valid_from, f.id
            """, "UPDATE member_facts SET member_id = @to WHERE id = @key AND member_id = @from AND superseded_at IS NULL"),
        new(Kind.Transfer, "transfers/{0}", "SELECT t.id AS row_key, t.kind AS label, t.effective_on AS day, 0 AS stays FROM transfers t WHERE t.member_id = @from ORDER BY t.effective_on, t.id",
            "UPDATE transfers SET member_id = @to WHERE id = @key AND member_id = @from"),
        new(Kind.Review, "reviewCycles/{1}/reviews/{0}", """
            SELECT r.id AS row_key, r.cycle_id AS owner, r.state AS label, r.filed_on AS day, 0 AS stays FROM reviews r WHERE r.subject_id = @from ORDER BY r.filed_on, r.id
            """, "UPDATE reviews SET subject_id = @to WHERE id = @key AND subject_id = @from"),
        new(Kind.FeeBasis, "", """
            SELECT b.id AS row_key, b.income_group AS label, b.since_month AS day,
                CASE WHEN EXISTS (SELECT 1 FROM fee_bases k WHERE k.member_id = @to AND k.since_month = b.since_month AND k.superseded_at IS NULL) THEN 1 ELSE 0 END AS stays
            FROM fee_bases b WHERE b.member_id = @from AND b.superseded_at IS NULL ORDER BY b.since_month, b.id
            """, "UPDATE fee_bases SET member_id = @to WHERE id = @key AND member_id = @from AND superseded_at IS NULL"),
        new(Kind.FeeRelief, "", """
            SELECT f.id AS row_key, f.kind AS label, f.first_month AS day,
                CASE WHEN EXISTS (SELECT 1 FROM fee_reliefs k WHERE k.member_id = @to AND k.kind = f.kind AND k.first_month = f.first_month AND k.superseded_at IS NULL) THEN 1 ELSE 0 END AS stays
            FROM fee_reliefs f WHERE f.member_id = @from AND f.superseded_at IS NULL ORDER BY f.first_month, f.id
            """, "UPDATE fee_reliefs SET member_id = @to WHERE id = @key AND member_id = @from AND superseded_at IS NULL"),
        new(Kind.FeePayment, "", """
            SELECT p.receipt_number AS row_key, p.receipt_number AS label, p.month AS day,
                CASE WHEN EXISTS (SELECT 1 FROM fee_payments k WHERE k.member_id = @to AND k.month = p.month AND k.receipt_number = p.receipt_number) THEN 1 ELSE 0 END AS stays
            FROM fee_payments p WHERE p.member_id = @from ORDER BY p.month, p.receipt_number
            """, "UPDATE fee_payments SET member_id = @to WHERE member_id = @from AND month = @day AND receipt_number = @key"),
        new(Kind.FeePlace, "organizations/{1}", """
            SELECT f.id AS row_key, f.organization_id AS owner, f.valid_from AS day, 0 AS stays FROM fee_places f WHERE f.member_id = @from AND f.superseded_at IS NULL ORDER BY f.valid_from, f.id
            """, "UPDATE fee_places SET member_id = @to WHERE id = @key AND member_id = @from AND superseded_at IS NULL"),
        new(Kind.DeletionProposal, "deletionProposals/{0}", """
            SELECT d.id AS row_key, d.ground AS label, d.opened_on AS day,
                CASE WHEN EXISTS (SELECT 1 FROM deletion_proposals k WHERE k.member_id = @to AND k.ground = d.ground AND k.year = d.year) THEN 1 ELSE 0 END AS stays
            FROM deletion_proposals d WHERE d.member_id = @from ORDER BY d.opened_on, d.id
            """, "UPDATE deletion_proposals SET member_id = @to WHERE id = @key AND member_id = @from"),
        new(Kind.CommitteeOffice, "committeeTerms/{1}", """
            SELECT f.id AS row_key, f.term_id AS owner, f.role AS label, f.since AS day, 0 AS stays FROM committee_offices f
            WHERE f.member_id = @from AND f.superseded_at IS NULL ORDER BY f.since, f.id
            """, "UPDATE committee_offices SET member_id = @to WHERE id = @key AND member_id = @from AND superseded_at IS NULL"),
        new(Kind.VillageHead, "villages/{1}", """
            SELECT h.id AS row_key, h.village_id AS owner, h.valid_from AS day, 0 AS stays FROM village_heads h WHERE h.member_id = @from AND h.superseded_at IS NULL ORDER BY h.valid_from, h.id
            """, "UPDATE village_heads SET member_id = @to WHERE id = @key AND member_id = @from AND superseded_at IS NULL"),
        new(Kind.Candidate, "candidates/{0}", "SELECT c.id AS row_key, c.stage AS label, c.stage_since AS day, 0 AS stays FROM candidates c WHERE c.member_id = @from ORDER BY c.id",
            "UPDATE candidates SET member_id = @to WHERE id = @key AND member_id = @from"),
        new(Kind.CandidateSource, "candidates/{0}", "SELECT c.id AS row_key, c.source AS label, c.consented_on AS day, 0 AS stays FROM candidates c WHERE c.source_member_id = @from ORDER BY c.id",
            "UPDATE candidates SET source_member_id = @to WHERE id = @key AND source_member_id = @from"),
        new(Kind.DossierItem, "", """
            SELECT i.id AS row_key, CAST(i.document_type AS varchar(8)) AS label,
                CASE WHEN EXISTS (SELECT 1 FROM dossier_items k WHERE k.member_id = @to AND k.document_type = i.document_type AND k.superseded_at IS NULL) THEN 1 ELSE 0 END AS stays
            FROM dossier_items i WHERE i.member_id = @from AND i.superseded_at IS NULL ORDER BY i.document_type, i.id
            """, "UPDATE dossier_items SET member_id = @to WHERE id = @key AND member_id = @from AND superseded_at IS NULL"),
        new(Kind.BadgeAward, "members/{2}/badgeAwards/{0}", """
            SELECT a.id AS row_key, CAST(a.level AS varchar(8)) AS label, a.awarded_on AS day,
                CASE WHEN EXISTS (SELECT 1 FROM badge_awards k WHERE k.member_id = @to AND k.level = a.level AND k.superseded_at IS NULL) THEN 1 ELSE 0 END AS stays
            FROM badge_awards a WHERE a.member_id = @from AND a.superseded_at IS NULL ORDER BY a.level, a.id
            """, "UPDATE badge_awards SET member_id = @to WHERE id = @key AND member_id = @from AND superseded_at IS NULL"),
        // That of a fact stays with the fact: only those that end a membership have one.
        new(Kind.Deadline, "deadlines/{0}", """
            SELECT d.id AS row_key, d.rule_id AS label, d.due_on AS day, CASE WHEN d.case_name LIKE 'members/%' THEN 1 ELSE 0 END AS stays FROM deadlines d
            WHERE d.member_id = @from ORDER BY d.due_on, d.id
            """, "UPDATE deadlines SET member_id = @to WHERE id = @key AND member_id = @from"),
        new(Kind.Hold, "", """
            SELECT h.member_id AS row_key, CASE WHEN EXISTS (SELECT 1 FROM member_holds k WHERE k.member_id = @to) THEN 1 ELSE 0 END AS stays FROM member_holds h WHERE h.member_id = @from
            """, "UPDATE member_holds SET member_id = @to WHERE member_id = @from"),
    ];

    public static readonly IReadOnlyDictionary<string, MergeKind> ByName = All.ToDictionary(kind => Shared.EnumNames.Of(kind.Kind));
}
