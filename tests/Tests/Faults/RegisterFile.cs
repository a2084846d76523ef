using System.Globalization;
using System.Text;

namespace DienBien.Platform.Tests.Faults;

/// <summary>A member as a file says it.</summary>
internal sealed record FileMember(string Number, string Cell, string Name, DateOnly BirthDate, DateOnly AdmittedOn, string Card)
{
    public string Commune => Cell == RegisterFile.Cells[0].Code ? RegisterFile.Cells[0].Commune : RegisterFile.Cells[1].Commune;
}

/// <summary>A village as a file says it.</summary>
internal sealed record FileVillage(string Code, string Commune, bool HeadIsMember, bool HasHead, bool OwnCell);

/// <summary>Files of made-up members and villages, each number with its own people.</summary>
internal sealed class RegisterFile
{
    public const string Organizations = """
        code,parentCode,kind,sector,name,areaCode,establishedOn
        K1,03316,CELL,VILLAGE,Chi bộ bản Co Hắm,,2005-01-01
        K2,03325,CELL,VILLAGE,Chi bộ bản Bánh,,2005-01-01
        """;

    public static readonly (string Code, string Commune)[] Cells = [("K1", "03316"), ("K2", "03325")];

    private static readonly string[] Names = ["Lò Văn Kẻo", "Quàng Thị Ngoan", "Giàng A Páo", "Cà Văn Chựa", "Vàng Thị Sua", "Tòng Văn Ún", "Lường Thị Ỏm"];

    public RegisterFile(int number, int members)
    {
        Members = [.. Enumerable.Range(0, members).Select(i => new FileMember(
            string.Create(CultureInfo.InvariantCulture, $"F{number}-{i:D5}"),
            Cells[i % 2].Code,
            Names[i % Names.Length],
            new DateOnly(1970, 1, 1).AddDays(i % 5_000),
            i % 9 == 0 ? new DateOnly(2026, 1, 1).AddDays(i % 180) : new DateOnly(2010, 1, 1).AddDays(i % 5_000),
            i % 3 == 0 ? string.Create(CultureInfo.InvariantCulture, $"011{number:D3}{i:D6}") : ""))];
        Villages = [.. Enumerable.Range(0, 20).Select(i => new FileVillage(string.Create(CultureInfo.InvariantCulture, $"F{number}-V{i:D2}"), Cells[i % 2].Commune, i % 3 == 0, i % 5 != 4, i % 4 < 2))];
    }

    public IReadOnlyList<FileMember> Members { get; }

    public IReadOnlyList<FileVillage> Villages { get; }

    public string MembersCsv() => Members.Aggregate(
        new StringBuilder("memberNumber,organizationCode,fullName,sex,birthDate,ethnicity,education,occupation,admittedOn,officialOn,cardNumber\n"),
        (text, m) => text.Append(CultureInfo.InvariantCulture, $"{m.Number},{m.Cell},{m.Name},MALE,{m.BirthDate:yyyy-MM-dd},Thái,12/12,Nông dân,{m.AdmittedOn:yyyy-MM-dd},{Official(m)},{m.Card}\n")).ToString();

    /// <summary>Heads are members of this file from both cells, or people who are only a name.</summary>
    public string VillagesCsv() => Villages.Select((village, i) => (village, i)).Aggregate(
        new StringBuilder("code,communeCode,kind,name,border,remote,headName,headMemberNumber,headSince,cellCode,cellIndependent\n"),
        (text, v) => text.Append(CultureInfo.InvariantCulture, $"{v.village.Code},{v.village.Commune},HAMLET,Bản {v.village.Code},false,true,{Head(v.village, v.i)},{Cells[v.i % 2].Code},{(v.village.OwnCell ? "true" : "false")}\n")).ToString();

    private static string Official(FileMember member) => member.AdmittedOn.Year < 2025 ? member.AdmittedOn.AddYears(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "";

    private string Head(FileVillage village, int i) => village switch
    {
        { HasHead: false } => ",,",
        { HeadIsMember: true } => $",{Members[i].Number},2026-08-01",
        _ => "Sùng A Chu,,2026-08-01",
    };
}
