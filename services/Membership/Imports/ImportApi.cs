using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace DienBien.Platform.Membership.Imports;

/// <summary>The streaming imports over gRPC.</summary>
internal sealed partial class ImportApi(IServiceProvider services, ImportRunner runner) : ImportService.ImportServiceBase
{
    public override Task ImportOrganizations(IAsyncStreamReader<ImportOrganizationsRequest> requestStream, IServerStreamWriter<ImportProgress> responseStream, ServerCallContext context) =>
        ImportAsync("organizations", requestStream, r => new Piece(r.Parent, r.ContentType, r.ValidateOnly, r.Content), responseStream, context);

    public override Task ImportVillages(IAsyncStreamReader<ImportVillagesRequest> requestStream, IServerStreamWriter<ImportProgress> responseStream, ServerCallContext context) =>
        ImportAsync("villages", requestStream, r => new Piece(r.Parent, r.ContentType, r.ValidateOnly, r.Content), responseStream, context);

    public override Task ImportMembers(IAsyncStreamReader<ImportMembersRequest> requestStream, IServerStreamWriter<ImportProgress> responseStream, ServerCallContext context) =>
        ImportAsync("members", requestStream, r => new Piece(r.Parent, r.ContentType, r.ValidateOnly, r.Content), responseStream, context);

    public override Task ImportPayments(IAsyncStreamReader<ImportPaymentsRequest> requestStream, IServerStreamWriter<ImportProgress> responseStream, ServerCallContext context) =>
        ImportAsync("payments", requestStream, r => new Piece(r.Parent, r.ContentType, r.ValidateOnly, r.Content), responseStream, context);

    private async Task ImportAsync<T>(string collection, IAsyncStreamReader<T> requests, Func<T, Piece> read, IServerStreamWriter<ImportProgress> responses, ServerCallContext context)
    {
        if (!await requests.MoveNext(context.CancellationToken))
        {
            throw Problems.Invalid("parent", "FIELD_REQUIRED");
        }

        var first = read(requests.Current);
        var type = ImportFile.TypeOf(first.ContentType) ?? throw Problems.Invalid("content_type", "FILE_TYPE_UNSUPPORTED");
        var organization = ResourceName.Require(ResourceName.Organizations, first.Parent);
        await using var upload = new Upload(services);
        do
        {
            await upload.AppendAsync(read(requests.Current).Content.Memory, context.CancellationToken);
        }
        while (await requests.MoveNext(context.CancellationToken));

        var summary = await runner.RunAsync(
            Importers.Of(collection, organization, services), upload.Rewind(), type, organization, context.Access(), first.ValidateOnly,
            rows => responses.WriteAsync(new ImportProgress { Rows = rows }, context.CancellationToken), context.CancellationToken);
        await responses.WriteAsync(new ImportProgress { Rows = summary.Accepted + summary.Unchanged + summary.Rejected, Summary = summary }, context.CancellationToken);
    }

    private sealed record Piece(string Parent, string ContentType, bool ValidateOnly, ByteString Content);
}

/// <summary>The importers by collection; one is made for each file, since it remembers the file's keys.</summary>
internal static class Importers
{
    public static Importer Of(string collection, string organizationId, IServiceProvider services) => collection switch
    {
        "organizations" => ActivatorUtilities.CreateInstance<OrganizationImporter>(services),
        "villages" => ActivatorUtilities.CreateInstance<VillageImporter>(services),
        "payments" => ActivatorUtilities.CreateInstance<PaymentImporter>(services, organizationId),
        "members" => ActivatorUtilities.CreateInstance<MemberImporter>(services),
        _ => throw new InvalidOperationException($"Nothing imports {collection}."),
    };
}
