using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using DienBien.Membership.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Microsoft.AspNetCore.Builder;
using Xunit;
using Status = Google.Rpc.Status;

namespace DienBien.Platform.Tests.Gateway;

public enum Protocol
{
    Json,
    Grpc,
    GrpcWeb,
    GrpcWebText,
}

/// <summary>What a caller got: the message as JSON, or the status.</summary>
internal sealed record Answer(string? Message, Status? Status, HttpStatusCode Http)
{
    public ErrorInfo Info => Status!.Details.Select(d => d.TryUnpack<ErrorInfo>(out var info) ? info : null).Single(i => i is not null)!;

    public LocalizedMessage Text => Status!.Details.Select(d => d.TryUnpack<LocalizedMessage>(out var text) ? text : null).Single(t => t is not null)!;
}

/// <summary>A gateway and the ways to knock.</summary>
internal sealed class GatewayDoor(WebApplication host, Uri http, Uri grpc, FakeIssuer issuer) : IAsyncDisposable
{
    private static readonly JsonParser Json = new(JsonParser.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    private readonly HttpClient client = new() { BaseAddress = http };

    public IServiceProvider Host => host.Services;

    public Uri Http => http;

    public Uri Grpc => grpc;

    public string Token { get; } = issuer.Token();

    public async Task ReadyAsync()
    {
        using var response = await client.GetAsync("/readyz", TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Asks for an organisation.</summary>
    public Task<Answer> GetAsync(Protocol protocol, string name, string? token = "", string? language = null) => protocol switch
    {
        Protocol.Json => SendAsync(HttpMethod.Get, "/v1/" + name, token, language),
        Protocol.Grpc => CallAsync(new SocketsHttpHandler { EnableMultipleHttp2Connections = true }, grpc, name, token, language),
        Protocol.GrpcWeb => CallAsync(new GrpcWebHandler(GrpcWebMode.GrpcWeb, new SocketsHttpHandler()), http, name, token, language),
        _ => CallAsync(new GrpcWebHandler(GrpcWebMode.GrpcWebText, new SocketsHttpHandler()), http, name, token, language),
    };

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? token = "", string? language = null, HttpContent? content = null)
    {
        using var response = await RawAsync(method, path, token, language, content);
        var body = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? new Answer(body, null, response.StatusCode)
            : new Answer(null, Whole(Json.Parse<Status>(body)), response.StatusCode);
    }

    public Task<HttpResponseMessage> RawAsync(HttpMethod method, string path, string? token = "", string? language = null, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token == "" ? Token : token);
        if (language is not null)
            request.Headers.Add("Accept-Language", language);
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>An HTTP/2 request with a gRPC body, to look at the headers that a gRPC library hides.</summary>
    public async Task<HttpResponseMessage> RawGrpcAsync(string path, string contentType, IMessage message, string? token)
    {
        var bytes = message.ToByteArray();
        var frame = new byte[5 + bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)bytes.Length);
        bytes.CopyTo(frame, 5);
        using var h2 = new HttpClient { BaseAddress = grpc };
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } },
        };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await h2.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public GrpcChannel Channel() => GrpcChannel.ForAddress(grpc);

    public Metadata Headers(string? token = "", string? language = null)
    {
        var headers = new Metadata();
        if (token is not null)
            headers.Add("authorization", $"Bearer {(token == "" ? Token : token)}");
        if (language is not null)
            headers.Add("accept-language", language);
        return headers;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    /// <summary>Whatever went wrong, a program finds a reason and a person a text.</summary>
    private static Status Whole(Status status)
    {
        Assert.Equal("platform.dienbien.vn", status.GetDetail<ErrorInfo>()?.Domain);
        Assert.NotEmpty(status.GetDetail<ErrorInfo>()!.Reason);
        Assert.NotEmpty(status.GetDetail<LocalizedMessage>()?.Message ?? "");
        return status;
    }

    private async Task<Answer> CallAsync(HttpMessageHandler handler, Uri address, string name, string? token, string? language)
    {
        using var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            HttpVersion = address == http ? HttpVersion.Version11 : HttpVersion.Version20,
        });
        try
        {
            var organization = await new OrganizationService.OrganizationServiceClient(channel).GetOrganizationAsync(
                new GetOrganizationRequest { Name = name }, Headers(token, language), cancellationToken: TestContext.Current.CancellationToken);
            return new Answer(JsonFormatter.Default.Format(organization), null, HttpStatusCode.OK);
        }
        catch (RpcException e)
        {
            return new Answer(null, Whole(e.GetRpcStatus() ?? new Status { Code = (int)e.StatusCode, Message = e.Status.Detail }), HttpStatusCode.OK);
        }
    }
}
