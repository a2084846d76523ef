namespace DienBien.Platform.Membership.Life;

/// <summary>What a member was before a return: a membership that ended, and the time out of the Party after it.</summary>
internal sealed record EarlierRow
{
    internal const string Columns = "e.comeback_id, e.member_id, e.valid_from, e.ended_on, e.valid_to, e.ceremony_on, e.official_on, e.readmitted_on, e.party_age_from, e.recorded_at";

    /// <summary>The fact by which the member came back.</summary>
    public string ComebackId { get; init; } = "";

    public string MemberId { get; init; } = "";

    /// <summary>The beginning of time, or an earlier return.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>When another membership took its place.</summary>
    public DateOnly ValidTo { get; init; }

    public DateOnly EndedOn { get; init; }

    public DateOnly CeremonyOn { get; init; }

    public DateOnly? OfficialOn { get; init; }

    public DateOnly? ReadmittedOn { get; init; }

    public DateOnly? PartyAgeFrom { get; init; }

    public DateTime RecordedAt { get; init; }
}
