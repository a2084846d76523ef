using System.Text;
using DienBien.Membership.V1;
using MiniExcelLibs;
using Xunit;
using Member = DienBien.Membership.V1.Member;
using Format = DienBien.Membership.V1.ExportMemberStatisticsRequest.Types.Format;

namespace DienBien.Platform.Tests.Membership.Statistics;

[Collection(SharedRegister.Name)]
public sealed class ExportMemberStatisticsTests(RegisterFixture register)
{
    [Fact]
    public async Task Both_forms_hold_the_same_table_with_Vietnamese_headings()
    {
        var cell = await register.CellAsync();
        await register.CreateAsync(new Member(register.Person()) { Ethnicity = "=1+1" }, cell.Name);
        var request = new ExportMemberStatisticsRequest { Parent = cell.Name, AsOf = "2026-06-30", Format = Format.Csv };
        var csv = await register.Statistics.ExportMemberStatisticsAsync(request, register.Board);
        Assert.Equal("text/csv; charset=utf-8", csv.ContentType);
        var text = Encoding.UTF8.GetString(csv.Data.Span);
        Assert.StartsWith("\uFEFFTHỐNG KÊ ĐẢNG VIÊN,Chi bộ bản Nà Sáng,", text, StringComparison.Ordinal);
        string[] lines = ["Chỉ tiêu,Giá trị,Số đảng viên", "Tổng số đến 30/06/2026,,1", "Giới tính,nam,1", "Dân tộc,'=1+1,1", "BIẾN ĐỘNG,31/12/2025 – 30/06/2026,", "Tăng,kết nạp,0", "Có đến 30/06/2026,,1"];
        Assert.All(lines, line => Assert.Contains(line, text.Split("\r\n")));
        var xlsx = await register.Statistics.ExportMemberStatisticsAsync(new ExportMemberStatisticsRequest(request) { Format = Format.Xlsx }, register.Board);
        using var file = new MemoryStream(xlsx.Data.ToByteArray());
        var rows = file.Query(useHeaderRow: false).Cast<IDictionary<string, object?>>().Select(row => string.Join(',', row.Values)).ToList();
        Assert.Equal(text.TrimStart('\uFEFF').TrimEnd().Replace("\"", "", StringComparison.Ordinal).Split("\r\n"), rows);
    }

    [Fact]
    public async Task Over_HTTP_it_is_a_file_to_save()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/v1/{RegisterFixture.NaTau}/statistics:export?asOf=2026-06-30", UriKind.Relative)) { Version = System.Net.HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Authorization = new("Bearer", register.Token("clerk", RegisterFixture.NaTau));
        using var response = await register.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("thong-ke-dang-vien-2026-06-30.xlsx", response.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.Equal((byte)'P', (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[0]);
    }

    [Fact]
    public async Task What_is_wrong_is_named() =>
        (await Refusal.OfAsync(register.Statistics.ExportMemberStatisticsAsync(new ExportMemberStatisticsRequest { From = "2026-02-01", AsOf = "2026-01-01", Format = (Format)9 }, register.Board))).IsInvalid("format VALUE_UNKNOWN");
}
