using DienBien.Membership.V1;
using DienBien.Platform.Membership.Imports;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Membership.Members;

/// <summary>Lays a request out as a line of an import file, so that one set of checks serves both.</summary>
internal static class MemberInput
{
    /// <summary>The facts that a mask may name. Birth date and name only to be refused with their rule.</summary>
    public static readonly string[] Fields =
        ["full_name", "sex", "birth_date", "ethnicity", "education", "occupation", "admitted_on", "ceremony_on", "official_on", "card_number", "dossier_number"];

    // Column and field of each fact; what a file calls organizationCode is the parent of a request.
    private static readonly (string Column, string Field, Func<Member, string> Read)[] Facts =
    [
        ("memberNumber", "member.member_number", m => m.MemberNumber),
        ("fullName", "member.full_name", m => m.FullName),
        ("sex", "member.sex", m => NameOf(m.Sex)),
        ("birthDate", "member.birth_date", m => m.BirthDate),
        ("ethnicity", "member.ethnicity", m => m.Ethnicity),
        ("education", "member.education", m => m.Education),
        ("occupation", "member.occupation", m => m.Occupation),
        ("admittedOn", "member.admitted_on", m => m.AdmittedOn),
        ("ceremonyOn", "member.ceremony_on", m => m.CeremonyOn),
        ("officialOn", "member.official_on", m => m.OfficialOn),
        ("cardNumber", "member.card_number", m => m.CardNumber),
        ("dossierNumber", "member.dossier_number", m => m.DossierNumber),
        ("organizationCode", "parent", _ => ""),
    ];

    private static readonly Dictionary<string, int> Columns = Facts.Select((fact, place) => (fact.Column, place)).ToDictionary(fact => fact.Column, fact => fact.place);

    /// <summary>Reads a member who is to belong to an organisation.</summary>
    /// <exception cref="Problem">INVALID_ARGUMENT with all that is wrong.</exception>
    public static MemberDraft Read(Member member, OrganizationRow organization, CardVault vault, DateOnly today)
    {
        var fields = Array.ConvertAll(Facts, fact => fact.Column == "organizationCode" ? organization.Code : fact.Read(member));
        var draft = MemberDraft.Read(new LineReader(new ImportLine(0, Columns, fields), isoDates: true), organization, vault, today);
        return draft.Faults.Count == 0 ? draft : throw Problems.Invalid([.. draft.Faults.Select(fault => fault with { Field = FieldOf(fault.Field) })]);
    }

    /// <summary>The stored member with the facts that a mask names in their place. The card stays out unless it is to change.</summary>
    public static Member Merge(MemberRow before, Member input, IReadOnlySet<string> mask)
    {
        var stored = before.ToProto(DateOnly.MaxValue);
        var merged = stored.Clone();
        merged.CardNumber = "";
        // A ceremony on the day of the decision follows the decision.
        merged.CeremonyOn = before.CeremonyOn == before.AdmittedOn ? "" : merged.CeremonyOn;
        new FieldMask { Paths = { mask } }.Merge(input, merged, new FieldMask.MergeOptions { ReplacePrimitiveFields = true });
        // Whoever sends back what he read, mask and all, changes nothing.
        merged.CardNumber = merged.CardNumber == stored.CardNumber ? "" : merged.CardNumber;
        return merged;
    }

    /// <summary>True if the request takes the member's card away.</summary>
    public static bool DropsCard(Member input, IReadOnlySet<string> mask) => mask.Contains("card_number") && input.CardNumber.Length == 0;

    /// <summary>The field of the contract that a column stands for.</summary>
    public static string FieldOf(string column) => Facts[Columns[column]].Field;

    // A number that the contract does not know arrives as it was sent, and is no name of the list.
    private static string NameOf(Member.Types.Sex sex) => System.Enum.IsDefined(sex) && sex != default ? EnumNames.Of(sex) : sex == default ? "" : sex.ToString();
}
