using System.Text;
using System.Text.Json.Nodes;
using DienBien.Membership.V1;
using Google.Protobuf;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Group = DienBien.Membership.V1.FeeBasis.Types.Group;

namespace DienBien.Platform.Tests.Membership.Imports;

[Collection(SharedRegister.Name)]
public sealed class ImportPaymentsTests(RegisterFixture register)
{
    private const string Header = "memberNumber,organizationCode,month,amount,receiptNumber,paidOn";

    [Fact]
    public async Task A_list_pays_fees_and_can_be_sent_again()
    {
        var (cell, member) = await PayerAsync();
        string[] lines = [Line(member, cell, "2026-01", "3000"), Line(member, cell, "01/2026", "2.000"), Line(member, cell, "2026-02-01", "5000")];
        Assert.Equal((3, 0, 0), Counts(await UploadAsync(cell, "?validateOnly=true", lines)));
        Assert.Equal((3, 0, 0), Counts(await UploadAsync(cell, "", lines)));
        Assert.Equal((0, 3, 0), Counts(await UploadAsync(cell, "", lines)));
        Assert.Equal(5_000, (await register.FeeAsync(cell.Name, "2026-01")).AmountPaid);
        Assert.Contains("ImportPayments", await register.AuditAsync(cell.Name));
    }

    [Fact]
    public async Task Lines_that_are_wrong_are_listed_and_the_others_kept()
    {
        var (cell, member) = await PayerAsync();
        var (other, stranger) = await PayerAsync();
        var known = Line(member, cell, "2026-01", "5000", "BL-1");
        await UploadAsync(cell, "", known);
        var body = await UploadAsync(
            cell, "", Line(member, cell, "2026-01", "4000", "BL-1"), Line(stranger, other, "2026-01", "5000"), Line(member, cell, "2026-1", "5000"), Line(member, cell, "2026-02", "5,5"),
            Line(member, cell, "", "", ""), Line(member, cell, "2026-02", "50.00"), $"NN-1,{cell.Code},2026-02,5000,X,2026-02-03", $"{member.MemberNumber},{cell.Code},2026-02,5000,X,2099-01-01",
            Line(member, cell, "2026-03", "5000", "BL-3"), Line(member, cell, "2026-03", "5000", "BL-3"));
        Assert.Equal((1, 0, 9), Counts(body));
        Assert.Equal(
            [
                "2 receiptNumber RECEIPT_DIFFERS", "3 organizationCode ORGANIZATION_UNKNOWN", "4 month MONTH_INVALID", "5  COLUMN_COUNT", "6 month FIELD_REQUIRED", "7 amount AMOUNT_INVALID",
                "8 memberNumber MEMBER_UNKNOWN", "9 paidOn DATE_IN_FUTURE", "11 memberNumber KEY_REPEATED",
            ],
            Rejections(body));
    }

    [Fact]
    public async Task Who_pays_elsewhere_pays_nothing_here()
    {
        var commune = await register.CommuneAsync();
        var (cell, neighbour) = (await register.CellAsync(parent: commune.Name), await register.CellAsync(parent: commune.Name));
        var member = await register.CreateAsync(register.Person(), neighbour.Name);
        var body = await UploadAsync(cell, "", Line(member, cell, "2026-01", "5000"));
        Assert.Equal(["2 memberNumber MEMBER_NOT_HERE"], Rejections(body));
        Assert.Equal((1, 0, 0), Counts(await UploadAsync(commune, "", Line(member, neighbour, "2026-01", "5000"))));
    }

    [Fact]
    public async Task Over_gRPC_the_same_file_gives_the_same_answer_and_a_stranger_none()
    {
        var (cell, member) = await PayerAsync();
        var first = new ImportPaymentsRequest { Parent = cell.Name, ContentType = "text/csv", Content = ByteString.CopyFromUtf8(Header + "\n" + Line(member, cell, "2026-01", "5000")) };
        Assert.Equal(1, (await SendAsync(first, register.Board)).Accepted);
        var refused = await Assert.ThrowsAsync<RpcException>(() => SendAsync(first, register.As("organization-board", MuongPhang)));
        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
    }

    private static string Line(Member member, Organization cell, string month, string amount, string? receipt = null) =>
        $"{member.MemberNumber},{cell.Code},{month},{amount},{receipt ?? Guid.CreateVersion7().ToString()},2026-11-03";

    private async Task<(Organization Cell, Member Member)> PayerAsync()
    {
        var cell = await register.CellAsync();
        var member = await register.CreateAsync(register.Person(), cell.Name);
        await register.BasisAsync(member.Name, Group.Student, 0, "2026-01");
        return (cell, member);
    }

    private async Task<JsonNode> UploadAsync(Organization parent, string query, params string[] lines)
    {
        var (status, body) = await register.UploadAsync(Encoding.UTF8.GetBytes(Header + "\n" + string.Join('\n', lines) + "\n"), "text/csv", "payments", query, parent: parent.Name, role: "organization-board", organization: Province);
        Assert.Equal(200, status);
        return body;
    }

    private async Task<ImportSummary> SendAsync(ImportPaymentsRequest request, CallOptions caller)
    {
        using var call = register.Imports.ImportPayments(caller);
        await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        var last = new ImportProgress();
        await foreach (var progress in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            last = progress;
        }

        return last.Summary;
    }
}
