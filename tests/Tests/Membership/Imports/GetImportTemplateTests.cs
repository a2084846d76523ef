using System.Net.Http.Headers;
using System.Text;
using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Imports;

[Collection(SharedRegister.Name)]
public sealed class GetImportTemplateTests(RegisterFixture register)
{
    public static TheoryData<string, string> Files { get; } = new MatrixTheoryData<string, string>(["organizations", "villages", "members", "payments"], ["csv", "xlsx"]);

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_template_is_a_file_that_the_import_takes(string collection, string ending)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/importTemplates/{collection}.{ending}") { Version = new Version(2, 0), VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", register.Token("secretary", NaTau));
        using var response = await register.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal($"{collection}.{ending}", response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        var file = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var type = response.Content.Headers.ContentType!.ToString();
        Assert.StartsWith(ending == "csv" ? "text/csv" : "application/vnd.openxmlformats", type, StringComparison.Ordinal);
        var (status, body) = await register.UploadAsync(file, type, collection, "?validateOnly=true");
        Assert.Equal((200, (0, 0, 0)), (status, Counts(body)));
        var direct = await register.Imports.GetImportTemplateAsync(new GetImportTemplateRequest { Name = $"importTemplates/{collection}.{ending}" }, register.Board);
        Assert.Equal((type, file.Length), (direct.ContentType, direct.Data.Length));
    }

    [Theory]
    [InlineData("organizations")]
    [InlineData("villages")]
    [InlineData("members")]
    public async Task Its_example_is_right_once_its_mark_is_taken_away(string collection)
    {
        var template = await register.Imports.GetImportTemplateAsync(new GetImportTemplateRequest { Name = $"importTemplates/{collection}.csv" }, register.Board);
        var text = template.Data.ToStringUtf8().Replace("# ", "", StringComparison.Ordinal);
        var (_, body) = await register.UploadAsync(Encoding.UTF8.GetBytes(text), "text/csv", collection, "?validateOnly=true");
        Assert.Equal((1, 0, 0), Counts(body));
        Assert.Equal(0, (int)body["warned"]!);
    }

    [Theory]
    [InlineData("importTemplates/members.pdf")]
    [InlineData("importTemplates/cadres.csv")]
    [InlineData("members.csv")]
    [InlineData("")]
    public async Task What_does_not_exist_is_not_found(string name) =>
        (await Refusal.OfAsync(register.Imports.GetImportTemplateAsync(new GetImportTemplateRequest { Name = name }, register.Board))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
}
