using Scalar.AspNetCore;

namespace DienBien.Platform.Gateway.OpenApi;

/// <summary>The contract for programs and, browsable, for people.</summary>
internal static class ApiPages
{
    public static void MapApiPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/openapi/v1.json", () => Results.Bytes(ApiDocument.Utf8, "application/json; charset=utf-8")).AllowAnonymous();
        app.MapScalarApiReference("/docs", options => options
            .WithTitle("DienBien.Platform API")
            .WithOpenApiRoutePattern("/openapi/{documentName}.json")
            .DisableDefaultFonts()
            .DisableAgent()
            .DisableMcp()).AllowAnonymous();
    }
}
