using System.IO.Compression;
using System.Text;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Imports;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Hosting;
using Google.Protobuf;
using Grpc.Core;
using MiniExcelLibs;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Imports;

/// <summary>Workbooks that unpack to far more than they weigh.</summary>
[Collection(SharedRegister.Name)]
public sealed class WorkbookTests(RegisterFixture register)
{
    private const string Strings = "xl/sharedStrings.xml";

    private const string Sheet = "xl/worksheets/sheet1.xml";

    private static readonly byte[] Blank = [.. Enumerable.Repeat((byte)' ', 1 << 20)];

    [Theory]
    [InlineData(Sheet)]
    [InlineData(Strings)]
    public async Task A_bomb_is_refused_and_changes_nothing(string part)
    {
        var bomb = Bomb((part, Workbook.MaxBytes + 1));
        Assert.True(bomb.Length < 4 << 20, $"The bomb weighs {bomb.Length} bytes.");
        var (status, answer) = await register.UploadAsync(bomb, UploadFormat.Xlsx, parent: NaTau);
        Assert.Equal((413, "UNPACKED_TOO_LARGE"), (status, (string?)answer["details"]![0]!["reason"]));
    }

    [Fact]
    public async Task Over_gRPC_it_is_refused_too()
    {
        using var call = register.Imports.ImportMembers(register.As("it", NaTau));
        foreach (var piece in Bomb((Sheet, Workbook.MaxBytes + 1)).Chunk(1 << 20))
        {
            await call.RequestStream.WriteAsync(new ImportMembersRequest { Parent = NaTau, ContentType = UploadFormat.Xlsx, Content = ByteString.CopyFrom(piece) }, TestContext.Current.CancellationToken);
        }

        await call.RequestStream.CompleteAsync();
        var refusal = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal((StatusCode.ResourceExhausted, "UNPACKED_TOO_LARGE"), (refusal.StatusCode, refusal.GetRpcStatus()!.GetDetail<Google.Rpc.ErrorInfo>().Reason));
    }

    [Fact]
    public void Parts_count_together_and_none_of_them_is_held()
    {
        using var bomb = new MemoryStream(Bomb((Strings, Workbook.MaxBytes / 2), (Sheet, Workbook.MaxBytes / 2)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("UNPACKED_TOO_LARGE", Assert.Throws<Problem>(() => ImportFile.Read(bomb, UploadFormat.Xlsx, []).Count()).Reason);
        var held = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(held < 4 << 20, $"{held} bytes were taken.");
    }

    [Fact]
    public void What_the_directory_says_of_the_sizes_opens_no_door()
    {
        var file = Bomb((Sheet, Workbook.MaxBytes + 1));
        Understate(file, 100);
        using var bomb = new MemoryStream(file);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<Problem>(() => ImportFile.Read(bomb, UploadFormat.Xlsx, []).Count());
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
    }

    [Theory]
    [InlineData("""<dimension ref="A1:ZZZZZZ1"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>""")]
    [InlineData("""<sheetData><row r="2000000000"><c r="A2000000000"><v>1</v></c></row></sheetData>""")]
    public void A_sheet_that_claims_to_be_huge_is_unreadable(string content)
    {
        using var file = new MemoryStream(Made([(Sheet, [Encoding.UTF8.GetBytes($"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{content}</worksheet>""")])]));
        Assert.Equal("FILE_UNREADABLE", Assert.Throws<Problem>(() => ImportFile.Read(file, UploadFormat.Xlsx, []).Count()).Violations[0].Reason);
    }

    /// <summary>A sound workbook in which some parts are as many bytes of white space.</summary>
    private static byte[] Bomb(params (string Name, long Bytes)[] parts) => Made([.. parts.Select(part => (part.Name, Blanks(part.Bytes)))]);

    private static IEnumerable<byte[]> Blanks(long bytes)
    {
        for (var left = bytes; left > 0; left -= Blank.Length)
        {
            yield return left >= Blank.Length ? Blank : Blank[..(int)left];
        }
    }

    private static byte[] Made((string Name, IEnumerable<byte[]> Content)[] parts)
    {
        using var sound = new MemoryStream();
        sound.SaveAs(new[] { new { memberNumber = "1" } });
        using var file = new MemoryStream();
        using (var from = new ZipArchive(sound))
        using (var to = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in from.Entries.ExceptBy(parts.Select(p => p.Name), entry => entry.FullName))
            {
                using var source = part.Open();
                using var target = to.CreateEntry(part.FullName).Open();
                source.CopyTo(target);
            }

            foreach (var (name, content) in parts)
            {
                using var target = to.CreateEntry(name).Open();
                foreach (var piece in content)
                {
                    target.Write(piece);
                }
            }
        }

        return file.ToArray();
    }

    private static void Understate(byte[] zip, uint bytes)
    {
        var directory = zip.AsSpan().LastIndexOf("PK\x01\x02"u8);
        Assert.Equal(Sheet, Encoding.ASCII.GetString(zip, directory + 46, Sheet.Length));
        BitConverter.TryWriteBytes(zip.AsSpan(directory + 24), bytes);
    }
}
