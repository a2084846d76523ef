using System.Security.Claims;

namespace DienBien.Platform.Shared.Access;

/// <summary>A principal that carries its caller along, so that no request parses claims again.</summary>
internal sealed class CallerPrincipal(ClaimsPrincipal principal) : ClaimsPrincipal(principal)
{
    public Caller Caller { get; } = Caller.From(principal);
}

/// <summary>Finds the caller in a request's principal.</summary>
public static class CallerPrincipalExtensions
{
    /// <summary>The caller whom the middleware recognised, or null for an anonymous request.</summary>
    public static Caller? AsCaller(this ClaimsPrincipal principal) => (principal as CallerPrincipal)?.Caller;
}
