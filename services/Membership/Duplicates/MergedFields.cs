using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Membership.Duplicates;

/// <summary>Which record's values hold after a merge.</summary>
internal static class MergedFields
{
    private static readonly string[] Choices = ["full_name", "sex", "ethnicity", "education", "occupation", "card_number", "dossier_number"];

    private static readonly string[] Shown = ["member_number", .. Choices, "birth_date", "admitted_on", "ceremony_on", "official_on", "ended_on"];

    /// <summary>Reads which fields come from the other record, and notes what is wrong.</summary>
    public static IReadOnlySet<string> Read(Check check, FieldMask? take)
    {
        var taken = (take?.Paths ?? []).ToHashSet(StringComparer.Ordinal);
        foreach (var path in taken)
        {
            check.That(path != "birth_date", "take", "BIRTH_DATE_FIXED", "R-FILE-1").That(path == "birth_date" || Choices.Contains(path), "take", "MASK_PATH_UNKNOWN");
        }

        return taken;
    }

    /// <summary>The kept record with the values that hold.</summary>
    /// <param name="kept">The record that is kept.</param>
    /// <param name="other">The other one.</param>
    /// <param name="take">The fields whose value comes from the other.</param>
    /// <param name="takesCard">Whether the other's card number is the person's.</param>
    /// <param name="joined">Whether the memberships of both hold, and with them the earlier dates.</param>
    public static MemberRow Of(MemberRow kept, MemberRow other, IReadOnlySet<string> take, bool takesCard, bool joined)
    {
        var (name, earlier) = (take.Contains("full_name") ? other : kept, joined && other.AdmittedOn < kept.AdmittedOn ? other : kept);
        return kept with
        {
            FullName = name.FullName,
            SortKey = name.SortKey,
            FoldedName = name.FoldedName,
            Sex = take.Contains("sex") ? other.Sex : kept.Sex,
            Ethnicity = Choose("ethnicity", kept.Ethnicity, other.Ethnicity),
            Education = Choose("education", kept.Education, other.Education),
            Occupation = Choose("occupation", kept.Occupation, other.Occupation),
            DossierNumber = Choose("dossier_number", kept.DossierNumber, other.DossierNumber),
            CardLast4 = takesCard ? other.CardLast4 : kept.CardLast4,
            AdmittedOn = earlier.AdmittedOn,
            CeremonyOn = earlier.CeremonyOn,
            OfficialOn = !joined || other.OfficialOn is null || other.OfficialOn > kept.OfficialOn ? kept.OfficialOn : other.OfficialOn,
        };

        string? Choose(string field, string? ours, string? theirs) => take.Contains(field) ? theirs ?? ours : ours ?? theirs;
    }

    /// <summary>The kept record with the values that it had before.</summary>
    public static MemberRow Restore(MemberRow kept, MemberRow before) => kept with
    {
        FullName = before.FullName,
        SortKey = before.SortKey,
        FoldedName = before.FoldedName,
        Sex = before.Sex,
        Ethnicity = before.Ethnicity,
        Education = before.Education,
        Occupation = before.Occupation,
        DossierNumber = before.DossierNumber,
        CardLast4 = before.CardLast4,
        AdmittedOn = before.AdmittedOn,
        CeremonyOn = before.CeremonyOn,
        OfficialOn = before.OfficialOn,
    };

    /// <summary>The fields in which the records differ, with the value that holds.</summary>
    public static IEnumerable<MemberMerge.Types.Field> Differences(MemberRow kept, MemberRow other, MemberRow after)
    {
        var (ours, theirs, result) = (kept.ToProto(DateOnly.MaxValue), other.ToProto(DateOnly.MaxValue), after.ToProto(DateOnly.MaxValue));
        var ends = (Shared.Calendar.IsoDate.Of(kept.EndedOn), Shared.Calendar.IsoDate.Of(other.EndedOn), Shared.Calendar.IsoDate.Of(after.EndedOn));
        return Shown.Select(field => field == "ended_on"
                ? new MemberMerge.Types.Field { Field_ = field, KeptValue = ends.Item1, OtherValue = ends.Item2, Value = ends.Item3 }
                : new MemberMerge.Types.Field { Field_ = field, KeptValue = Value(ours, field), OtherValue = Value(theirs, field), Value = Value(result, field) })
            .Where(field => field.KeptValue != field.OtherValue);
    }

    private static string Value(Member member, string field) =>
        field == "sex" ? EnumNames.Of(member.Sex) : (string)Member.Descriptor.FindFieldByName(field).Accessor.GetValue(member);
}
