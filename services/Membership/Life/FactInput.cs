using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Policies;
using Ground = DienBien.Membership.V1.MemberFact.Types.Ground;
using Kind = DienBien.Membership.V1.MemberFact.Types.Kind;

namespace DienBien.Platform.Membership.Life;

/// <summary>A fact that a request states, checked by itself and against the others.</summary>
internal sealed class FactInput
{
    private const string Path = "member_fact.";

    private FactInput(MemberFact fact, DateOnly since, DateOnly until, DateOnly? educated, DateOnly? voted) =>
        (Fact, Since, Until, EducatedOn, VotedOn) = (fact, since, until, educated, voted);

    public MemberFact Fact { get; }

    public DateOnly Since { get; }

    public DateOnly Until { get; }

    public DateOnly? VotedOn { get; }

    private DateOnly? EducatedOn { get; }

    /// <summary>Reads a request.</summary>
    /// <exception cref="Problem">INVALID_ARGUMENT with all that is wrong.</exception>
    public static FactInput Read(MemberFact fact, DateOnly today)
    {
        var check = new Check();
        check.Name(fact.Kind, Path + "kind", required: true);
        check.Name(fact.Ground, Path + "ground", required: LifeRules.Exempts(fact.Kind) || fact.Kind == Kind.Deleted);
        var since = check.Date(fact.Since, Path + "since");
        var until = check.OptionalDate(fact.Until, Path + "until");
        var educated = check.OptionalDate(fact.EducatedOn, Path + "educated_on");
        var ceremony = check.OptionalDate(fact.CeremonyOn, Path + "ceremony_on");
        var cleared = check.OptionalDate(fact.RecordClearedOn, Path + "record_cleared_on");
        var voted = check.OptionalDate(fact.Votes?.Date ?? "", Path + "votes.date");
        check.That(since <= today, Path + "since", "DATE_IN_FUTURE").That(until is null || until > since, Path + "until", "END_NOT_AFTER")
            .That(fact.Kind is not (Kind.Away or Kind.TransferredOut), Path + "kind", "FACT_BY_TRANSFER")
            .That(until is null || !(LifeRules.Ends(fact.Kind) || LifeRules.ComesBack(fact.Kind)), Path + "until", "END_IS_FOR_GOOD")
            .That(until is not null || fact.Kind != Kind.TemporarilyExempt, Path + "until", "FIELD_REQUIRED")
            .That(fact.Ground != Ground.NoProgress || educated is not null, Path + "educated_on", "FIELD_REQUIRED")
            .That(fact.Ground != Ground.StandingBreached || fact.BreachYears.Count > 0, Path + "breach_years", "FIELD_REQUIRED")
            .That(fact.Kind != Kind.Deleted || voted is not null, Path + "votes.date", "FIELD_REQUIRED");
        check.Text(fact.Document, Path + "document", 63, required: fact.Kind != Kind.Died);
        if (fact.Kind == Kind.Readmitted)
        {
            check.Name(fact.Departure, Path + "departure", required: true);
            check.That(ceremony is not null, Path + "ceremony_on", "FIELD_REQUIRED").That(ceremony is null || ceremony >= since, Path + "ceremony_on", "CEREMONY_BEFORE_DECISION")
                .That(ceremony is null || ceremony <= today, Path + "ceremony_on", "DATE_IN_FUTURE")
                .That(fact.Departure != MemberFact.Types.Departure.LessSeriousCrime || cleared is not null, Path + "record_cleared_on", "FIELD_REQUIRED");
        }

        check.Text(fact.Consent, Path + "consent", 63, required: false);
        check.Text(fact.CommitteeDocument, Path + "committee_document", 63, required: false);
        check.OrThrow();
        var stored = fact.Clone();
        (stored.Name, stored.Since, stored.Until, stored.PolicyVersion, stored.CreateTime, stored.RetractTime) = ("", "", "", "", null, null);
        (stored.Candidate, stored.EndedBy) = ("", "");
        stored.Complaints.Clear();
        return new FactInput(stored, since, until ?? DateOnly.MaxValue, educated, voted);
    }

    /// <summary>Refuses what the facts on record do not allow.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION naming the fact that stands in the way.</exception>
    public void Fit(MemberRow member, IReadOnlyList<FactRow> facts)
    {
        if (Since < member.AdmittedOn)
        {
            throw Problems.Precondition(Path + "since", "BEFORE_ADMISSION");
        }

        if (member.EndedOn is { } ended && (LifeRules.Ends(Fact.Kind) || Since >= ended))
        {
            throw Problems.Precondition(Path + "kind", "MEMBER_LEFT");
        }

        // Between an end and a return nobody is a member.
        if (facts.Any(fact => fact.SupersededAt is null && LifeRules.Ends(fact.KindValue) && fact.CutBy is not null && fact.ValidFrom < Until && Since < fact.ValidTo && !LifeRules.Ends(Fact.Kind)))
        {
            throw Problems.Precondition(Path + "since", "MEMBER_LEFT");
        }

        var rival = facts.FirstOrDefault(fact => fact.SupersededAt is null && Rivals(fact.KindValue) && fact.ValidFrom < Until && Since < fact.ValidTo);
        if (rival is not null)
        {
            throw Problems.Precondition(Path + "since", "FACT_OVERLAPS", "", new Dictionary<string, string> { ["kind"] = rival.Kind, ["since"] = Shared.Calendar.IsoDate.Of(rival.ValidFrom) });
        }

        if (LifeRules.Ends(Fact.Kind) && facts.FirstOrDefault(fact => fact.SupersededAt is null && fact.ValidFrom >= Since) is { } later)
        {
            throw Problems.Precondition(Path + "since", "FACT_OVERLAPS", "", new Dictionary<string, string> { ["kind"] = later.Kind, ["since"] = Shared.Calendar.IsoDate.Of(later.ValidFrom) });
        }
    }

    /// <summary>Holds the fact against the rules.</summary>
    /// <param name="policy">The version in force on its first day.</param>
    /// <param name="electorate">The members of the cell that count in the ballot, for a deletion.</param>
    /// <exception cref="Problem">FAILED_PRECONDITION with rule and clause.</exception>
    public void Judge(PolicyVersion policy, int electorate)
    {
        var findings = new Findings(policy);
        if (LifeRules.Exempts(Fact.Kind))
        {
            findings.That(LifeRules.CellDecides(policy, Fact.Ground) || Fact.CommitteeDocument.Length > 0, Path + "committee_document", "COMMITTEE_DECIDES", "exemptByCell");
        }

        if (Fact.Kind == Kind.TemporarilyExempt)
        {
            findings.That(Until < Shared.Calendar.Months.Add(Since, policy.Term("temporaryExemption").Count), Path + "until", "EXEMPTION_TOO_LONG", "temporaryExemption");
        }

        if (Fact.Kind == Kind.Deleted)
        {
            var votes = Fact.Votes;
            var counted = votes.CellInFavour >= 0 && votes.CellInFavour <= electorate && votes.SuperiorInFavour >= 0 && votes.SuperiorInFavour <= votes.SuperiorSitting;
            findings.That(Fact.Ground != Ground.NoProgress || LifeRules.HadTime(policy, EducatedOn!.Value, Since), Path + "educated_on", "EDUCATED_TOO_LATE", "noProgress")
                .That(Fact.Ground != Ground.StandingBreached || LifeRules.RunsOn(policy, Fact.BreachYears), Path + "breach_years", "YEARS_NOT_RUNNING", "breachYears")
                .That(counted && LifeRules.Carries(policy, votes.CellInFavour, electorate, votes.SuperiorInFavour, votes.SuperiorSitting), Path + "votes", "DELETION_NOT_CARRIED", "deletionCell", new Dictionary<string, string>
                {
                    ["votes"] = votes.CellInFavour.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ["members"] = electorate.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ["superior"] = votes.SuperiorInFavour.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ["sitting"] = votes.SuperiorSitting.ToString(System.Globalization.CultureInfo.InvariantCulture),
                });
            votes.CellDenominator = electorate;
        }

        findings.OrThrow();
    }

    public FactRow ToRow(MemberRow member, PolicyVersion policy, DateTime now) => new()
    {
        Id = Ids.New(),
        MemberId = member.Id,
        Kind = EnumNames.Of(Fact.Kind),
        ValidFrom = Since,
        ValidTo = Until,
        State = Google.Protobuf.MessageExtensions.ToByteArray(Fact),
        PolicyVersion = policy.Version,
        RecordedAt = now,
    };

    private bool Rivals(Kind other) => LifeRules.Exempts(Fact.Kind) ? LifeRules.Exempts(other) : Fact.Kind == Kind.Suspended && other == Kind.Suspended;
}
