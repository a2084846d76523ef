using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using DienBien.Platform.Shared.Hosting;

namespace DienBien.Platform.Membership.Imports;

/// <summary>
/// The files that people fill in: the columns, and a made-up line that the import passes over until its mark is taken
/// away. A workbook's columns are text, so that Excel neither drops a code's zeros nor turns dates round.
/// </summary>
internal static class ImportTemplates
{
    private const int Rows = 2;

    private static readonly Dictionary<string, (string[] Columns, string[] Example)> Known = new(StringComparer.Ordinal)
    {
        ["organizations"] = (
            ["code", "parentCode", "kind", "sector", "name", "areaCode", "establishedOn", "partyCode"],
            ["03316-C01", "03316", "CELL", "VILLAGE", "Chi bộ bản Ví Dụ", "03316", "2010-01-01", ""]),
        ["villages"] = (
            ["code", "communeCode", "kind", "name", "border", "remote", "headName", "headMemberNumber", "headSince", "cellCode", "cellIndependent"],
            ["03316-V01", "03316", "HAMLET", "Bản Ví Dụ", "false", "true", "Lò Văn Ví Dụ", "", "2024-01-01", "", ""]),
        ["members"] = (
            ["memberNumber", "organizationCode", "fullName", "sex", "birthDate", "ethnicity", "education", "occupation", "admittedOn", "officialOn", "cardNumber", "ceremonyOn", "dossierNumber"],
            ["03316-0001", "03316", "Lò Văn Ví Dụ", "MALE", "1980-05-01", "Thái", "12/12", "Nông dân", "2005-03-03", "2006-03-10", "", "2005-03-10", ""]),
        ["payments"] = (
            ["memberNumber", "organizationCode", "month", "amount", "receiptNumber", "paidOn"],
            ["03316-0001", "03316-C01", "2026-01", "20000", "BL-0001", "2026-01-15"]),
    };

    /// <summary>A template by the file's name, or null if there is none.</summary>
    public static (string Type, byte[] Content)? Find(string file)
    {
        var (name, ending) = (Path.GetFileNameWithoutExtension(file), Path.GetExtension(file));
        return !Known.TryGetValue(name, out var template) ? null : ending switch
        {
            ".csv" => (UploadFormat.Csv + "; charset=utf-8", Csv(template.Columns, template.Example)),
            ".xlsx" => (UploadFormat.Xlsx, Workbook(name, template.Columns, template.Example)),
            _ => null,
        };
    }

    // The mark of UTF-8 in front, without which Excel reads Vietnamese as something else.
    private static byte[] Csv(string[] columns, string[] example) =>
        [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes($"{string.Join(',', columns)}\r\n{ImportFile.Remark}{string.Join(',', example)}\r\n")];

    private static byte[] Workbook(string name, string[] columns, string[] example)
    {
        var sheet = new StringBuilder("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">")
            .Append(CultureInfo.InvariantCulture, $"<cols><col min=\"1\" max=\"{columns.Length}\" width=\"18\" style=\"1\" customWidth=\"1\"/></cols><sheetData>");
        string[][] rows = [columns, [ImportFile.Remark + example[0], .. example[1..]]];
        for (var r = 0; r < Rows; r++)
        {
            sheet.Append(CultureInfo.InvariantCulture, $"<row r=\"{r + 1}\">");
            for (var c = 0; c < columns.Length; c++)
            {
                sheet.Append(CultureInfo.InvariantCulture, $"<c r=\"{(char)('A' + c)}{r + 1}\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(rows[r][c])}</t></is></c>");
            }

            sheet.Append("</row>");
        }

        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (part, content) in Parts(name).Append(("xl/worksheets/sheet1.xml", sheet.Append("</sheetData></worksheet>").ToString())))
            {
                using var writer = new StreamWriter(zip.CreateEntry(part).Open(), new UTF8Encoding(false));
                writer.Write(content);
            }
        }

        return file.ToArray();
    }

    private static IEnumerable<(string Part, string Content)> Parts(string sheet)
    {
        const string Types = "http://schemas.openxmlformats.org/package/2006/content-types";
        const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";
        const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Format = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        yield return ("[Content_Types].xml", $"""<Types xmlns="{Types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Format}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Format}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="{Format}.styles+xml"/></Types>""");
        yield return ("_rels/.rels", $"""<Relationships xmlns="{Package}"><Relationship Id="r1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        yield return ("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>""");
        yield return ("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{Package}"><Relationship Id="r1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{Office}/styles" Target="styles.xml"/></Relationships>""");
        yield return ("xl/styles.xml", $"""<styleSheet xmlns="{Main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>""");
    }
}
