using System.Text;

namespace DienBien.Platform.Local.Demo;

/// <summary>Writes the demo data as the three files that the imports take.</summary>
internal static class DemoFiles
{
    /// <summary>Writes organizations.csv, members.csv and villages.csv (UTF-8, no BOM) into a directory, replacing what is there.</summary>
    public static void Write(string directory, DemoSize size, DateOnly today, int seed = 7)
    {
        Directory.CreateDirectory(directory);
        var data = DemoData.Generate(size, today, seed);
        WriteFile(Path.Combine(directory, "organizations.csv"), OrganizationLine.Header, data.Organizations, Fields);
        WriteFile(Path.Combine(directory, "members.csv"), MemberLine.Header, data.Members, Fields);
        WriteFile(Path.Combine(directory, "villages.csv"), VillageLine.Header, data.Villages, Fields);
    }

    /// <summary>Writes one file to a writer.</summary>
    public static void Write<T>(TextWriter writer, string header, IEnumerable<T> lines, Func<T, string[]> fields)
    {
        writer.Write(header);
        writer.Write('\n');
        foreach (var line in lines)
        {
            var columns = fields(line);
            for (var i = 0; i < columns.Length; i++)
            {
                if (i > 0)
                {
                    writer.Write(',');
                }

                writer.Write(Quoted(columns[i]));
            }

            writer.Write('\n');
        }
    }

    public static string[] Fields(OrganizationLine line) =>
        [line.Code, line.ParentCode, line.Kind, line.Sector, line.Name, line.AreaCode, line.EstablishedOn];

    public static string[] Fields(MemberLine line) =>
    [
        line.MemberNumber, line.OrganizationCode, line.FullName, line.Sex, line.BirthDate, line.Ethnicity, line.Education,
        line.Occupation, line.AdmittedOn, line.OfficialOn, line.CardNumber, line.CeremonyOn, line.DossierNumber,
    ];

    public static string[] Fields(VillageLine line) =>
    [
        line.Code, line.CommuneCode, line.Kind, line.Name, line.Border, line.Remote, line.HeadName, line.HeadMemberNumber,
        line.HeadSince, line.CellCode, line.CellIndependent,
    ];

    private static void WriteFile<T>(string path, string header, IEnumerable<T> lines, Func<T, string[]> fields)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false), bufferSize: 1 << 16);
        Write(writer, header, lines, fields);
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
