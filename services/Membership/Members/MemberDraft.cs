using System.Text.RegularExpressions;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Imports;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Members;

/// <summary>A member as a line of a file, or a request laid out as one, states it.</summary>
internal sealed partial class MemberDraft
{
    public const int MaxEthnicity = 63;

    public required ImportLine Line { get; init; }

    public required OrganizationRow Organization { get; init; }

    public required MemberRow Row { get; init; }

    public string? CardNumber { get; init; }

    public string? CardHash { get; init; }

    /// <summary>What is wrong; the first is what a file's line is refused with.</summary>
    public IReadOnlyList<Violation> Faults { get; init; } = [];

    public List<Violation> Warnings { get; } = [];

    public static MemberDraft Read(LineReader reader, OrganizationRow? organization, CardVault vault, DateOnly today)
    {
        var line = reader.Line;
        var name = reader.Text("fullName", 127, required: true);
        var admitted = reader.Date("admittedOn");
        var card = line["cardNumber"];
        var row = new MemberRow
        {
            OrganizationId = organization?.Id ?? "",
            RegisterId = organization?.RegisterId ?? "",
            MemberNumber = reader.Code("memberNumber"),
            Sex = reader.Name<Member.Types.Sex>("sex"),
            BirthDate = reader.Date("birthDate"),
            Ethnicity = reader.Optional("ethnicity", MaxEthnicity),
            Education = reader.Optional("education", 127),
            Occupation = reader.Optional("occupation", 127),
            AdmittedOn = admitted,
            CeremonyOn = reader.OptionalDate("ceremonyOn") ?? admitted,
            OfficialOn = reader.OptionalDate("officialOn"),
            CardLast4 = card.Length == 12 ? card[8..] : null,
            DossierNumber = reader.Optional("dossierNumber", 16),
        }.Named(name);
        reader.Code("organizationCode");
        reader.Require(organization is not null, "organizationCode", "ORGANIZATION_UNKNOWN");
        reader.Require(card.Length == 0 || Cards().IsMatch(card), "cardNumber", "CARD_NUMBER_FORMAT");
        reader.Require(row.AdmittedOn <= today, "admittedOn", "DATE_IN_FUTURE");
        reader.Require(row.BirthDate <= today, "birthDate", "DATE_IN_FUTURE");
        reader.Require(row.OfficialOn is null || row.OfficialOn >= row.AdmittedOn, "officialOn", "OFFICIAL_BEFORE_ADMITTED");
        var draft = new MemberDraft
        {
            Line = line,
            Organization = organization ?? new OrganizationRow(),
            Row = row,
            CardNumber = card.Length == 0 ? null : card,
            CardHash = card.Length == 0 || !reader.Ok ? null : vault.Hash(card),
            Faults = reader.Faults,
        };
        draft.Warn();
        return draft;
    }

    public MemberRow AsNew(DateTime now) => Row with { Id = Ids.New(), Version = 1, CreateTime = now, UpdateTime = now };

    /// <summary>The stored facts with what the line states; an empty value states nothing.</summary>
    public MemberRow Over(MemberRow before) => (Row with
    {
        Id = before.Id,
        Ethnicity = Row.Ethnicity ?? before.Ethnicity,
        Education = Row.Education ?? before.Education,
        Occupation = Row.Occupation ?? before.Occupation,
        CeremonyOn = Line["ceremonyOn"].Length > 0 || Row.AdmittedOn != before.AdmittedOn ? Row.CeremonyOn : before.CeremonyOn,
        OfficialOn = Row.OfficialOn ?? before.OfficialOn,
        CardLast4 = Row.CardLast4 ?? before.CardLast4,
        DossierNumber = Row.DossierNumber ?? before.DossierNumber,
        Version = before.Version,
        CreateTime = before.CreateTime,
        UpdateTime = before.UpdateTime,
    }).WithLifeOf(before);

    /// <summary>Health rules never refuse a row that reports the past; they list it.</summary>
    private void Warn()
    {
        if (Faults.Count > 0)
        {
            return;
        }

        var months = Months.Between(Row.BirthDate, Row.AdmittedOn);
        if (months is < 18 * 12 or > 60 * 12)
        {
            Warnings.Add(new Violation("admittedOn", "AGE_AT_ADMISSION", "R-ADM-1"));
        }

        if (Row.CeremonyOn < Row.AdmittedOn)
        {
            Warnings.Add(new Violation("ceremonyOn", "CEREMONY_BEFORE_ADMITTED"));
        }

        if (Row.OfficialOn is { } official && official != Months.Add(Row.CeremonyOn, 12))
        {
            Warnings.Add(new Violation("officialOn", "OFFICIAL_DATE_EXPECTED", "R-OFF-1"));
        }

        if (Row.DossierNumber is { } dossier && !Dossiers().IsMatch(dossier))
        {
            Warnings.Add(new Violation("dossierNumber", "DOSSIER_NUMBER_FORMAT", "R-ORG-16"));
        }
    }

    [GeneratedRegex(@"^[0-9]{12}\z")]
    private static partial Regex Cards();

    [GeneratedRegex(@"^\d{6} [A-Z]{2,3}\z")]
    private static partial Regex Dossiers();
}
