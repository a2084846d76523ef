using Microsoft.AspNetCore.Http;

namespace DienBien.Platform.Shared.Errors;

/// <summary>The language of a text meant for people.</summary>
public static class Languages
{
    /// <summary>Picks <c>en</c> when Accept-Language prefers it to Vietnamese, else <c>vi</c>, the default.</summary>
    /// <param name="request">The request whose header counts.</param>
    public static string Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Headers.AcceptLanguage.Count == 0)
            return "vi";
        foreach (var language in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1))
        {
            if (language.Value.StartsWith("vi", StringComparison.OrdinalIgnoreCase))
                return "vi";
            if (language.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase))
                return "en";
        }

        return "vi";
    }
}
