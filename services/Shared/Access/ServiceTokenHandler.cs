using System.Net;
using System.Net.Http.Headers;

namespace DienBien.Platform.Shared.Access;

/// <summary>Sends the service's own token with each call of a gRPC channel or an HTTP client.</summary>
public sealed class ServiceTokenHandler(ServiceTokenProvider tokens) : DelegatingHandler
{
    private const string Unauthenticated = "16";

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await base.SendAsync(request, cancellationToken);
        // A refused gRPC call carries its status in the headers, for it has no body.
        if (response.StatusCode == HttpStatusCode.Unauthorized
            || (response.Headers.TryGetValues("grpc-status", out var status) && status.Contains(Unauthenticated)))
        {
            tokens.Forget(token);
        }

        return response;
    }
}
