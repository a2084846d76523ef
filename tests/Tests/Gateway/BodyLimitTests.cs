using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DienBien.Platform.Gateway.Limits;
using Xunit;

namespace DienBien.Platform.Tests.Gateway;

[Collection(GatewayTests.Name)]
public sealed class BodyLimitTests(GatewayFixture gateway)
{
    private const string Upload = "/v1/organizations/na-tau/members:import";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_within_the_limit_goes_through(bool declared)
    {
        using var content = Spaces(64 << 20, declared);
        using var response = await gateway.Door.RawAsync(HttpMethod.Post, Upload, content: content);

        Assert.Equal("67108864", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_beyond_the_limit_is_too_large(bool declared)
    {
        using var content = Spaces(BodyLimit.UploadBytes + 1, declared);
        var answer = await gateway.Door.SendAsync(HttpMethod.Post, Upload, content: content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Http);
        Assert.Equal("UPLOAD_TOO_LARGE", answer.Info.Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_body_has_a_smaller_limit(bool declared)
    {
        using var content = Spaces(BodyLimit.MessageBytes + 1, declared, "application/json");
        var answer = await gateway.Door.SendAsync(HttpMethod.Patch, "/v1/organizations/na-tau", content: content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Http);
        Assert.Equal("REQUEST_TOO_LARGE", answer.Info.Reason);
    }

    [Theory]
    [InlineData(300 << 20, true, true, 413)]
    [InlineData(300 << 20, false, true, 413)]
    [InlineData(60 << 20, true, false, 401)]
    public async Task A_client_that_sends_everything_before_it_reads_gets_the_answer(int length, bool declared, bool known, int status)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(gateway.Door.Http.Host, gateway.Door.Http.Port, cancellation);
        var stream = socket.GetStream();
        var framing = declared ? $"Content-Length: {length}" : "Transfer-Encoding: chunked";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {Upload} HTTP/1.1\r\nHost: x\r\nAuthorization: {(known ? "Bearer " + gateway.Door.Token : "")}\r\nContent-Type: text/csv\r\n{framing}\r\n\r\n"), cancellation);
        var megabyte = new byte[1 << 20];
        for (var sent = 0; sent < length; sent += megabyte.Length)
        {
            if (!declared)
                await stream.WriteAsync("100000\r\n"u8.ToArray(), cancellation);
            await stream.WriteAsync(megabyte, cancellation);
            if (!declared)
                await stream.WriteAsync("\r\n"u8.ToArray(), cancellation);
        }

        var answer = new byte[4096];
        var read = await stream.ReadAsync(answer, cancellation);

        Assert.StartsWith($"HTTP/1.1 {status} ", Encoding.UTF8.GetString(answer, 0, read), StringComparison.Ordinal);
    }

    private static StreamContent Spaces(long length, bool declared, string type = "text/csv") => new(new SpaceStream(length, declared))
    {
        Headers = { ContentType = new MediaTypeHeaderValue(type) },
    };

    /// <summary>White space, which a JSON reader takes for long; without a known length HttpClient sends chunks.</summary>
    private sealed class SpaceStream(long length, bool seekable) : MemoryStream
    {
        private long position;

        public override bool CanSeek => seekable;

        public override long Length => length;

        public override long Position { get => position; set => position = value; }

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, length - position);
            position += count;
            buffer[..count].Fill((byte)' ');
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => CopyAsync(destination, cancellationToken);

        private async Task CopyAsync(Stream destination, CancellationToken cancellationToken)
        {
            var buffer = new byte[1 << 16];
            while (Read(buffer) is > 0 and var read)
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }
}
