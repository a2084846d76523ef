namespace DienBien.Platform.Gateway.Health;

/// <summary>Whether the gateway lives, and whether everything behind it answers.</summary>
internal static class HealthPages
{
    public static void MapHealthPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => Results.Json(new Dictionary<string, string> { ["status"] = "OK" }))
            .AllowAnonymous().DisableRateLimiting();
        app.MapGet("/readyz", ReadyAsync).AllowAnonymous().DisableRateLimiting();
        app.MapGrpcService<AggregateHealth>().EnableGrpcWeb().AllowAnonymous();
    }

    private static async Task<IResult> ReadyAsync(ServiceStates states)
    {
        var services = await states.GetAsync();
        var ready = services.Values.All(up => up);
        return Results.Json(
            new Dictionary<string, object>
            {
                ["status"] = ready ? "READY" : "NOT_READY",
                ["services"] = services.ToDictionary(s => s.Key, s => s.Value ? "UP" : "DOWN"),
            },
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
