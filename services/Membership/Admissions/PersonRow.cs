using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Area = DienBien.Membership.V1.CandidatePerson.Types.Area;
using Schooling = DienBien.Membership.V1.CandidatePerson.Types.Schooling;
using Sex = DienBien.Membership.V1.Member.Types.Sex;

namespace DienBien.Platform.Membership.Admissions;

/// <summary>The personal values of a candidate, the one place that holds them.</summary>
internal sealed record PersonRow
{
    internal const string Columns = "p.candidate_id, p.full_name, p.sex, p.birth_date, p.ethnicity, p.schooling, p.areas, p.respected, p.occupation, p.erased_at";

    public string CandidateId { get; init; } = "";

    public string? FullName { get; init; }

    public string? Sex { get; init; }

    public DateOnly? BirthDate { get; init; }

    public string? Ethnicity { get; init; }

    public string? Schooling { get; init; }

    public string? Areas { get; init; }

    public bool? Respected { get; init; }

    public string? Occupation { get; init; }

    public DateTime? ErasedAt { get; init; }

    internal bool InSpecialArea => !string.IsNullOrEmpty(Areas);

    internal Schooling SchoolingLevel => EnumNames.TryParse<Schooling>(Schooling, out var level) ? level : default;

    /// <summary>Reads a request's values and notes what is wrong with them.</summary>
    internal static PersonRow Read(Check check, CandidatePerson? person, DateOnly today)
    {
        const string Path = "candidate.person";
        if (person is null)
        {
            check.That(false, Path, "FIELD_REQUIRED");
            return new PersonRow();
        }

        var born = check.Date(person.BirthDate, Path + ".birth_date");
        check.That(born <= today, Path + ".birth_date", "DATE_IN_FUTURE");
        return new PersonRow
        {
            FullName = check.Text(person.FullName, Path + ".full_name", 127),
            Sex = check.Name(person.Sex, Path + ".sex", required: true),
            BirthDate = born,
            Ethnicity = check.OptionalText(person.Ethnicity, Path + ".ethnicity", 63),
            Schooling = check.Name(person.Schooling, Path + ".schooling", required: true),
            Areas = string.Join(',', person.Areas.Distinct().Order().Select((area, i) => check.Name(area, $"{Path}.areas[{i}]", required: true))),
            Respected = person.Respected,
            Occupation = check.OptionalText(person.Occupation, Path + ".occupation", 127),
        };
    }

    internal CandidatePerson? ToProto() => ErasedAt is not null ? null : new CandidatePerson
    {
        FullName = FullName ?? "",
        Sex = EnumNames.TryParse<Sex>(Sex, out var sex) ? sex : default,
        BirthDate = IsoDate.Of(BirthDate),
        Ethnicity = Ethnicity ?? "",
        Schooling = SchoolingLevel,
        Areas = { (Areas ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => EnumNames.TryParse<Area>(name, out var area) ? area : default) },
        Respected = Respected ?? false,
        Occupation = Occupation ?? "",
    };
}
