using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;

namespace DienBien.Platform.Membership.Imports;

/// <summary>The uploads over HTTP, which share handler and access rule with the streaming RPCs.</summary>
internal static class ImportRoutes
{
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    public static void MapImports(this IEndpointRouteBuilder app)
    {
        foreach (var collection in (string[])["organizations", "villages", "members", "payments"])
        {
            // The upload counts its bytes itself; the server's limit would break the connection without an answer.
            app.MapPost($"/v1/organizations/{{organization}}/{collection}:import", (HttpContext http, string organization) => ImportAsync(http, organization, collection))
                .WithMetadata(new DisableRequestSizeLimitAttribute());
        }
    }

    private static async Task ImportAsync(HttpContext http, string organization, string collection)
    {
        try
        {
            var importer = Importers.Of(collection, organization, http.RequestServices);
            var name = ResourceName.Organization(organization);
            var access = await http.RequestServices.GetRequiredService<AccessCheck>().CheckRouteAsync(importer.Method, http.User.AsCaller(), name, http.RequestAborted);
            var type = ImportFile.TypeOf(http.Request.ContentType) ?? throw new Problem(StatusCode.InvalidArgument, "FILE_TYPE_UNSUPPORTED");
            Upload.CheckLength(http.Request.ContentLength ?? 0);
            await using var upload = new Upload(http.RequestServices);
            await upload.FillAsync(http.Request.Body, http.RequestAborted);
            var lines = http.Request.Headers.Accept.ToString().Contains("ndjson", StringComparison.Ordinal);
            http.Response.ContentType = lines ? "application/x-ndjson" : "application/json";
            var summary = await http.RequestServices.GetRequiredService<ImportRunner>().RunAsync(
                importer, upload.Rewind(), type, ResourceName.Require("organizations", name), access, IsTrue(http.Request.Query["validateOnly"]),
                rows => lines ? WriteLineAsync(http, new ImportProgress { Rows = rows }) : Task.CompletedTask, http.RequestAborted);
            if (lines)
            {
                await WriteLineAsync(http, new ImportProgress { Rows = summary.Accepted + summary.Unchanged + summary.Rejected, Summary = summary });
            }
            else
            {
                await http.Response.WriteAsync(Json.Format(summary), http.RequestAborted);
            }
        }
        catch (Exception failure) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            await RefuseAsync(http, http.RequestServices.GetRequiredService<ErrorMap>().ProblemOf(failure, "import of " + collection));
        }
    }

    private static bool IsTrue(string? text) => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);

    private static async Task WriteLineAsync(HttpContext http, IMessage message)
    {
        await http.Response.WriteAsync(Json.Format(message) + "\n", http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext http, Problem problem) => StatusWriter.WriteAsync(http, problem.ToStatus(http.Request.Headers.AcceptLanguage), problem.Reason switch
    {
        "FILE_TYPE_UNSUPPORTED" => StatusCodes.Status415UnsupportedMediaType,
        "UPLOAD_TOO_LARGE" or "UNPACKED_TOO_LARGE" => StatusCodes.Status413PayloadTooLarge,
        _ => null,
    });
}
