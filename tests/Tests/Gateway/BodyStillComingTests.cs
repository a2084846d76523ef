using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using DienBien.Platform.Gateway.Limits;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Xunit;
using Status = Google.Rpc.Status;

namespace DienBien.Platform.Tests.Gateway;

/// <summary>A body that is too long is refused when the limit is passed, not when its sender has had enough.</summary>
[Collection(GatewayTests.Name)]
public sealed class BodyStillComingTests(GatewayFixture gateway)
{
    private const string Organization = "/v1/organizations/na-tau";
    private const string Upload = Organization + "/members:import";

    [Theory]
    [InlineData("PATCH", Organization, "application/json", BodyLimit.MessageBytes, "REQUEST_TOO_LARGE")]
    [InlineData("POST", Upload, "text/csv", BodyLimit.UploadBytes, "UPLOAD_TOO_LARGE")]
    public async Task Over_HTTP_1_the_answer_comes_meanwhile(string method, string path, string type, long limit, string reason)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var socket = new TcpClient();
        await socket.ConnectAsync(gateway.Door.Http.Host, gateway.Door.Http.Port, cancellation);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {gateway.Door.Token}\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n"), cancellation);
        for (var sent = 0L; sent <= limit; sent += 1 << 16)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("10000\r\n" + new string(' ', 1 << 16) + "\r\n"), cancellation);
        }

        var answer = new byte[1 << 14];
        var read = await stream.ReadAsync(answer, cancellation);
        var text = Encoding.UTF8.GetString(answer, 0, read);

        Assert.StartsWith("HTTP/1.1 413 ", text, StringComparison.Ordinal);
        while (!text.Contains(reason, StringComparison.Ordinal))
        {
            read = await stream.ReadAsync(answer, cancellation);
            Assert.NotEqual(0, read);
            text += Encoding.UTF8.GetString(answer, 0, read);
        }
    }

    [Theory]
    [InlineData("PATCH", Organization, "application/json", BodyLimit.MessageBytes, "REQUEST_TOO_LARGE")]
    [InlineData("POST", Upload, "text/csv", BodyLimit.UploadBytes, "UPLOAD_TOO_LARGE")]
    public async Task Over_HTTP_2_the_answer_comes_meanwhile(string method, string path, string type, long limit, string reason)
    {
        using var client = new HttpClient { BaseAddress = gateway.Door.Grpc };
        using var content = new NeverEnding(limit) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", gateway.Door.Token) },
        };

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        var parser = new JsonParser(JsonParser.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));
        var status = parser.Parse<Status>(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(reason, status.GetDetail<ErrorInfo>()?.Reason);
    }

    /// <summary>White space beyond the limit, and then silence without an end.</summary>
    private sealed class NeverEnding(long limit) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, TestContext.Current.CancellationToken);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            var piece = new byte[1 << 16];
            piece.AsSpan().Fill((byte)' ');
            for (var sent = 0L; sent <= limit; sent += piece.Length)
            {
                await stream.WriteAsync(piece, cancellationToken);
            }

            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
