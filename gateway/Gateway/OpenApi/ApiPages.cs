using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace DienBien.Platform.Gateway.OpenApi;

/// <summary>The contract for programs and, browsable, for people.</summary>
internal static class ApiPages
{
    public static void MapApiPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/openapi/v1.json", () => Results.Bytes(ApiDocument.Utf8, "application/json; charset=utf-8")).AllowAnonymous();
        app.MapScalarApiReference("/docs", (options, context) =>
        {
            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            context.Response.Headers.ContentSecurityPolicy = Policy(nonce);
            options
                .WithTitle("DienBien.Platform API")
                .WithOpenApiRoutePattern("/openapi/{documentName}.json")
                .WithNonce(nonce)
                .DisableDefaultFonts()
                .HideDeveloperTools()
                .HideClientButton()
                .DisableTelemetry()
                .DisableAgent()
                .DisableMcp();
        }).AllowAnonymous();
    }

    // The page's script writes its styles into the page; it may talk to nobody but this host.
    private static string Policy(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
