using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DienBien.Membership.V1;
using Google.Protobuf;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Imports;

/// <summary>How files arrive: types, sizes, damage, progress, and clients that go away.</summary>
[Collection(SharedRegister.Name)]
public sealed class UploadTests(RegisterFixture register)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_of_300_MB_is_refused_before_it_is_all_there(bool declared)
    {
        var body = new Zeros(300L << 20);
        using var content = new StreamContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        content.Headers.ContentLength = declared ? body.Length : null;
        var start = Stopwatch.GetTimestamp();
        var (status, answer) = await register.SendAsync(HttpMethod.Post, $"/v1/{NaTau}/members:import", content);
        Assert.Equal((413, "UPLOAD_TOO_LARGE"), (status, ReasonOf(answer)));
        Assert.True(body.Position < (declared ? 16L << 20 : 90L << 20), $"{body.Position} bytes were sent.");
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_file_larger_than_a_message_may_be_is_taken()
    {
        // Beyond 30 MB a server refuses by itself unless told otherwise.
        var file = Encoding.UTF8.GetBytes(MemberHeader + "\n" + register.Line() + "\n" + new string('\n', 33 << 20));
        var (status, body) = await register.UploadAsync(file, "text/csv", query: "?validateOnly=true");
        Assert.Equal((200, (1, 0, 0)), (status, Counts(body)));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("application/vnd.ms-excel")]
    public async Task An_unknown_type_is_415(string type)
    {
        var (status, body) = await register.UploadAsync("x"u8.ToArray(), type);
        Assert.Equal((415, "FILE_TYPE_UNSUPPORTED"), (status, ReasonOf(body)));
    }

    [Fact]
    public async Task A_damaged_file_changes_nothing_even_if_the_damage_is_far_down()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 2_600).Select(_ => register.Line("03316", ("fullName", "Hỏng Giữa Chừng"))));
        byte[] file = [.. Encoding.UTF8.GetBytes(MemberHeader + "\n" + lines + "\n"), 0xC3, 0x28, (byte)'\n'];
        var (status, body) = await register.UploadAsync(file, "text/csv", parent: NaTau);
        Assert.Equal((400, "content FILE_UNREADABLE"), (status, ViolationOf(body)));
        var found = await register.Members.ListMembersAsync(new ListMembersRequest { Parent = NaTau, Query = "Hỏng Giữa" }, register.Board);
        Assert.Empty(found.Members);
    }

    [Fact]
    public async Task An_empty_file_and_a_missing_column_are_refused()
    {
        Assert.Equal("content FILE_UNREADABLE", ViolationOf((await register.UploadAsync([], "text/csv")).Body));
        var (status, body) = await register.UploadAsync("memberNumber,fullName\n1,2\n"u8.ToArray(), "text/csv");
        Assert.Equal((400, "organizationCode COLUMN_MISSING"), (status, ViolationOf(body)));
    }

    [Fact]
    public async Task Progress_comes_a_line_each()
    {
        var file = Encoding.UTF8.GetBytes(MemberHeader + "\n" + string.Join('\n', Enumerable.Range(0, 2_600).Select(_ => register.Line())));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/v1/{NaTau}/members:import?validateOnly=true", UriKind.Relative)) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", register.Token("it", NaTau));
        request.Headers.Accept.ParseAdd("application/x-ndjson");
        using var response = await register.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        var lines = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal([1_000, 2_000, 2_600, 2_600], lines.Select(line => (int)line["rows"]!));
        Assert.Equal(2_600, (int)lines[^1]["summary"]!["accepted"]!);
        Assert.All(lines[..^1], line => Assert.Null(line["summary"]));
    }

    [Fact]
    public async Task Who_goes_away_while_sending_stores_nothing()
    {
        using var gone = new CancellationTokenSource();
        using var call = register.Imports.ImportMembers(register.As("it", NaTau).WithCancellationToken(gone.Token));
        var lines = string.Join('\n', Enumerable.Range(0, 100).Select(_ => register.Line("03316", ("fullName", "Bỏ Đi Giữa Chừng"))));
        await call.RequestStream.WriteAsync(new ImportMembersRequest { Parent = NaTau, ContentType = "text/csv", Content = ByteString.CopyFromUtf8(MemberHeader + "\n" + lines) }, TestContext.Current.CancellationToken);
        await gone.CancelAsync();
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        var found = await register.Members.ListMembersAsync(new ListMembersRequest { Parent = NaTau, Query = "Bỏ Đi" }, register.Board);
        Assert.Empty(found.Members);
    }

    [Fact]
    public async Task Who_goes_away_during_the_import_leaves_whole_batches()
    {
        using var gone = new CancellationTokenSource();
        using var call = register.Imports.ImportMembers(register.As("it", NaTau).WithCancellationToken(gone.Token));
        var cell = await register.CellAsync();
        var lines = string.Join('\n', Enumerable.Range(0, 7_400).Select(_ => register.Line(cell.Code)));
        await call.RequestStream.WriteAsync(new ImportMembersRequest { Parent = NaTau, ContentType = "text/csv", Content = ByteString.CopyFromUtf8(MemberHeader + "\n" + lines) }, TestContext.Current.CancellationToken);
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        await gone.CancelAsync();
        // Another writer's turn comes when the last batch is either kept or gone.
        await register.CreateAsync(register.Person());
        var stored = await register.CountMembersAsync(cell.Name);
        Assert.True(stored >= 1_000 && (stored % 1_000 == 0 || stored == 7_400), $"{stored} members are stored.");
    }

    private static string? ReasonOf(JsonNode body) => (string?)body["details"]![0]!["reason"];

    private static string ViolationOf(JsonNode body)
    {
        var violation = body["details"]!.AsArray().Single(d => d!["fieldViolations"] is not null)!["fieldViolations"]![0]!;
        return $"{(string?)violation["field"]} {(string?)violation["reason"]}";
    }

    /// <summary>A long body that is nowhere held.</summary>
    private sealed class Zeros(long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Position);
            Array.Clear(buffer, offset, read);
            Position += read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
