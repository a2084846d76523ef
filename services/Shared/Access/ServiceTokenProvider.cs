using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace DienBien.Platform.Shared.Access;

/// <summary>
/// Holds a service's own token, for the calls that no user asked for. Reads <c>Identity:Token</c> (the token
/// endpoint, internal), <c>Identity:ClientId</c> and <c>Identity:ClientSecret</c> when a token is first needed.
/// </summary>
public sealed partial class ServiceTokenProvider(IConfiguration configuration, TimeProvider clock, ILogger<ServiceTokenProvider> logger) : IDisposable
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true };

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Token? current;

    /// <summary>The token, fetched when there is none and renewed when four fifths of its life are over.</summary>
    /// <exception cref="HttpRequestException">Identity refused or did not answer, and no older token is left.</exception>
    /// <exception cref="InvalidOperationException">A setting is missing.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellation)
    {
        if (Fresh() is { } fresh)
        {
            return fresh;
        }

        await gate.WaitAsync(cancellation);
        try
        {
            return Fresh() ?? (current = await RenewAsync(clock.GetUtcNow(), cancellation)).Value;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Drops a token that a service refused, so that the next call fetches another.</summary>
    public void Forget(string token)
    {
        if (current is { } held && held.Value == token)
        {
            current = null;
        }
    }

    /// <summary>Closes the connection to Identity.</summary>
    public void Dispose()
    {
        http.Dispose();
        gate.Dispose();
    }

    private string? Fresh() => current is { } held && clock.GetUtcNow() < held.RenewAt ? held.Value : null;

    private async Task<Token> RenewAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            return await FetchAsync(now, cancellation);
        }
        catch (HttpRequestException failure) when (current is { } held && now < held.ExpiresAt)
        {
            KeptOldToken(logger, failure);
            return held;
        }
    }

    private async Task<Token> FetchAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var endpoint = TokenAuthentication.Address(configuration, "Identity:Token");
        if (endpoint is not { Scheme: "https" } and not { IsLoopback: true })
        {
            throw new InvalidOperationException("Identity:Token must use https: the request carries a secret.");
        }

        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = Setting("Identity:ClientId"),
            ["client_secret"] = Setting("Identity:ClientSecret"),
        });
        using var response = await http.PostAsync(endpoint, form, cancellation);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<Answer>(SnakeCase, cancellation)
            ?? throw new HttpRequestException("Identity answered without a token.");
        return new Token(answer.AccessToken, now + TimeSpan.FromSeconds(answer.ExpiresIn * 0.8), now + TimeSpan.FromSeconds(answer.ExpiresIn));
    }

    private string Setting(string key) =>
        configuration[key] ?? throw new InvalidOperationException($"The setting {key} is missing.");

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Identity did not renew the service's token; the old one is used while it lasts")]
    private static partial void KeptOldToken(ILogger logger, Exception failure);

    private sealed record Token(string Value, DateTimeOffset RenewAt, DateTimeOffset ExpiresAt);

    private sealed record Answer(string AccessToken, int ExpiresIn);
}
