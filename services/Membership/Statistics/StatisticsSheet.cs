using System.Globalization;
using System.Text;
using CsvHelper;
using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Hosting;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace DienBien.Platform.Membership.Statistics;

/// <summary>Structure and balance laid out as a table of three columns with Vietnamese headings.</summary>
internal sealed class StatisticsSheet(string title, MemberStatistics structure, MemberBalance balance)
{
    public const string CsvType = UploadFormat.Csv + "; charset=utf-8";

    public const string XlsxType = UploadFormat.Xlsx;

    private const string SheetName = "Thống kê đảng viên";

    // The mark of UTF-8 in front, without which Excel reads Vietnamese as something else.
    public byte[] ToCsv()
    {
        using var file = new MemoryStream();
        using (var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var csv = new CsvWriter(writer, CultureInfo.InvariantCulture))
        {
            foreach (var row in Rows())
            {
                foreach (var value in row)
                {
                    csv.WriteField(value?.ToString());
                }

                csv.NextRecord();
            }
        }

        return file.ToArray();
    }

    public byte[] ToXlsx()
    {
        using var file = new MemoryStream();
        var rows = Rows().Select(row => new Dictionary<string, object?> { ["A"] = row[0], ["B"] = row[1], ["C"] = row[2] });
        file.SaveAs(rows, printHeader: false, SheetName, configuration: new OpenXmlConfiguration { AutoFilter = false, TableStyles = TableStyles.None });
        return file.ToArray();
    }

    private static string Day(string date) => IsoDate.Parse(date).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private IEnumerable<object?[]> Rows()
    {
        yield return ["THỐNG KÊ ĐẢNG VIÊN", title, null];
        yield return ["Chỉ tiêu", "Giá trị", "Số đảng viên"];
        yield return [$"Tổng số đến {Day(structure.AsOf)}", null, structure.Total];
        foreach (var figure in structure.Figures)
        {
            yield return [FigureTexts.Title(figure.Dimension), Text(figure.LabelVi), figure.Count];
        }

        yield return ["BIẾN ĐỘNG", $"{Day(balance.From)} – {Day(balance.To)}", null];
        yield return [$"Có đến {Day(balance.From)}", null, balance.Opening];
        foreach (var flow in balance.Increase)
        {
            yield return ["Tăng", flow.LabelVi, flow.Count];
        }

        foreach (var flow in balance.Decrease)
        {
            yield return ["Giảm", flow.LabelVi, flow.Count];
        }

        yield return [$"Có đến {Day(balance.To)}", null, balance.Closing];
    }

    // What people recorded must not become a formula of the reader's spreadsheet.
    private static string Text(string label) => label.Length > 0 && "=+-@\t".Contains(label[0], StringComparison.Ordinal) ? "'" + label : label;
}
