using DienBien.Membership.V1;
using DienBien.Platform.Membership.Text;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Membership.Members;

/// <summary>The current facts of a member.</summary>
internal sealed record MemberRow
{
    public string Id { get; init; } = "";

    public string OrganizationId { get; init; } = "";

    public string RegisterId { get; init; } = "";

    public string MemberNumber { get; init; } = "";

    public string FullName { get; init; } = "";

    public string SortKey { get; init; } = "";

    /// <summary>The words of the name as they are searched.</summary>
    public string FoldedName { get; init; } = "";

    public string Sex { get; init; } = "";

    public DateOnly BirthDate { get; init; }

    public string? Ethnicity { get; init; }

    public string? Education { get; init; }

    public string? Occupation { get; init; }

    public DateOnly AdmittedOn { get; init; }

    public DateOnly CeremonyOn { get; init; }

    public DateOnly? OfficialOn { get; init; }

    public DateOnly? EndedOn { get; init; }

    public DateOnly? ReadmittedOn { get; init; }

    /// <summary>The admission, later by the time out of the Party; null without such a time.</summary>
    public DateOnly? PartyAgeFrom { get; init; }

    public string? CardLast4 { get; init; }

    public string? DossierNumber { get; init; }

    /// <summary>The record of the same person that this one became part of; it counts nowhere any more.</summary>
    public string? MergedInto { get; init; }

    public long Version { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    internal const string Columns = """
        m.id, m.organization_id, m.register_id, m.member_number, m.full_name, m.sort_key, m.folded_name, m.sex, m.birth_date, m.ethnicity,
        m.education, m.occupation, m.admitted_on, m.ceremony_on, m.official_on, m.ended_on, m.readmitted_on, m.party_age_from, m.card_last4, m.dossier_number, m.merged_into,
        m.version, m.create_time, m.update_time
        """;

    /// <summary>The facts under another name, with what is searched and sorted by.</summary>
    internal MemberRow Named(string name) => this with { FullName = name, SortKey = Vietnamese.PersonSortKey(name), FoldedName = NameSearch.Stored(name) };

    internal Member ToProto(DateOnly today) => new()
    {
        Name = ResourceName.Member(Id),
        MemberNumber = MemberNumber,
        Organization = ResourceName.Organization(OrganizationId),
        FullName = FullName,
        Sex = EnumNames.TryParse<Member.Types.Sex>(Sex, out var sex) ? sex : default,
        BirthDate = IsoDate.Of(BirthDate),
        Ethnicity = Ethnicity ?? "",
        Education = Education ?? "",
        Occupation = Occupation ?? "",
        AdmittedOn = IsoDate.Of(AdmittedOn),
        CeremonyOn = IsoDate.Of(CeremonyOn),
        OfficialOn = IsoDate.Of(OfficialOn),
        CardNumber = CardLast4 is null ? "" : "••••••••" + CardLast4,
        DossierNumber = DossierNumber ?? "",
        Status = MergedInto is not null ? Member.Types.Status.Merged : EndedOn <= today ? Member.Types.Status.Ended : OfficialOn <= today ? Member.Types.Status.Official : Member.Types.Status.Probationary,
        Etag = Etags.Of(Version),
        CreateTime = CreateTime.ToTimestamp(),
        UpdateTime = UpdateTime.ToTimestamp(),
        ReadmittedOn = IsoDate.Of(ReadmittedOn),
        PartyAgeFrom = IsoDate.Of(PartyAgeFrom),
    };

    /// <summary>What only facts of life change, as another version of the record has it.</summary>
    internal MemberRow WithLifeOf(MemberRow stored) => this with
    {
        EndedOn = stored.EndedOn,
        ReadmittedOn = stored.ReadmittedOn,
        // A corrected admission moves it by as many days.
        PartyAgeFrom = stored.PartyAgeFrom?.AddDays(AdmittedOn.DayNumber - stored.AdmittedOn.DayNumber),
    };

    /// <summary>The event that he belongs to another organisation now.</summary>
    /// <param name="terms">Where he belongs when.</param>
    internal MemberLeft ToLeft(IReadOnlyList<MembershipRow> terms) => new()
    {
        Member = ResourceName.Member(Id),
        Organization = ResourceName.Organization(OrganizationId),
        Until = IsoDate.Of(terms[^1].ValidFrom),
    };

    /// <summary>The event of the member's state.</summary>
    /// <param name="terms">Where he belongs when.</param>
    internal MemberChanged ToEvent(IReadOnlyList<MembershipRow> terms) => new()
    {
        Member = ResourceName.Member(Id),
        Organization = ResourceName.Organization(OrganizationId),
        AdmittingOrganization = ResourceName.Organization(terms.Count == 0 ? OrganizationId : terms[0].OrganizationId),
        AdmittedOn = IsoDate.Of(AdmittedOn),
        OfficialOn = IsoDate.Of(OfficialOn),
        EndedOn = IsoDate.Of(EndedOn),
        MemberNumber = MemberNumber,
        ReadmittedOn = IsoDate.Of(ReadmittedOn),
        Terms = { terms.Count > 1 ? terms.Select(term => term.ToProto()) : [] },
        MergedInto = MergedInto is null ? "" : ResourceName.Member(MergedInto),
        FullName = FullName,
        Sex = EnumNames.TryParse<Member.Types.Sex>(Sex, out var sex) ? sex : default,
        Ethnicity = Ethnicity ?? "",
    };
}
