using System.Globalization;
using System.Text.RegularExpressions;
using DienBien.Platform.Membership.Fees;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Imports;

/// <summary>Takes lists of paid fees.</summary>
/// <param name="clock">Tells the day.</param>
/// <param name="organizationId">The organisation that collected them.</param>
internal sealed partial class PaymentImporter(TimeProvider clock, string organizationId) : Importer("/dienbien.membership.v1.ImportService/ImportPayments")
{
    public override IReadOnlyList<string> Columns { get; } = ["memberNumber", "organizationCode", "month", "amount", "receiptNumber", "paidOn"];

    public override async Task<ImportBatch> ApplyAsync(Work work, IReadOnlyList<ImportLine> lines, Scope scope, Scope callerScope)
    {
        var batch = new ImportBatch();
        var organizations = await OrganizationsAsync(work, lines.Select(line => line["organizationCode"]), scope);
        var members = await MembersAsync(work, lines.Where(line => organizations.ContainsKey(line["organizationCode"])).Select(line => (organizations[line["organizationCode"]].RegisterId, line["memberNumber"])));
        var payments = new List<(int Line, FeePaymentRow Row)>();
        foreach (var line in lines)
        {
            var reader = new LineReader(line);
            var row = Read(reader, organizations, members);
            if (!reader.Ok)
            {
                batch.Reject(line, reader.Fault!);
            }
            else if (!RefuseRepeated(batch, line, $"{row.MemberId} {line["month"]} {row.ReceiptNumber}"))
            {
                payments.Add((line.Number, row));
            }
        }

        var outcome = await PaymentBook.TakeAsync(work, organizationId, scope, payments);
        (batch.Accepted, batch.Unchanged) = (outcome.Added.Count, outcome.Unchanged);
        batch.Rejections.AddRange(outcome.Faults("memberNumber", "receiptNumber"));
        return batch;
    }

    private FeePaymentRow Read(LineReader reader, Dictionary<string, OrganizationRow> organizations, Dictionary<(string Register, string Number), string> members)
    {
        var (number, code) = (reader.Code("memberNumber"), reader.Code("organizationCode"));
        var organization = organizations.GetValueOrDefault(code);
        reader.Require(organization is not null, "organizationCode", "ORGANIZATION_UNKNOWN");
        var member = organization is null ? null : members.GetValueOrDefault((organization.RegisterId, number));
        reader.Require(organization is null || member is not null, "memberNumber", "MEMBER_UNKNOWN");
        var row = new FeePaymentRow
        {
            MemberId = member ?? "",
            Month = Month(reader),
            Amount = Amount(reader),
            ReceiptNumber = reader.Text("receiptNumber", PaymentBook.ReceiptLength, required: true),
            PaidOn = reader.Date("paidOn"),
        };
        reader.Require(row.PaidOn <= clock.Today(), "paidOn", "DATE_IN_FUTURE");
        return row;
    }

    // A spreadsheet may have made the first day of it.
    private static DateOnly Month(LineReader reader)
    {
        var text = reader.Line["month"];
        var read = DateOnly.TryParseExact(text, ["yyyy-MM", "MM/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Day == 1 && month.Year >= 1900;
        reader.Require(read, "month", text.Length == 0 ? "FIELD_REQUIRED" : "MONTH_INVALID");
        return month;
    }

    private static long Amount(LineReader reader)
    {
        var text = reader.Line["amount"];
        var read = long.TryParse(Thousands().IsMatch(text) ? text.Replace(".", "", StringComparison.Ordinal) : text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount);
        reader.Require(read && amount is > 0 and <= PaymentBook.MaxAmount, "amount", text.Length == 0 ? "FIELD_REQUIRED" : "AMOUNT_INVALID");
        return amount;
    }

    [GeneratedRegex(@"^\d{1,3}(\.\d{3})+\z")]
    private static partial Regex Thousands();
}
