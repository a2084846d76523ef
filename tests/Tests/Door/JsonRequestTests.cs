using System.Text.Json.Nodes;
using Xunit;

namespace DienBien.Platform.Tests.Door;

/// <summary>JSON that does not fit is refused with a reason and, where there is one, the field.</summary>
[Collection(MembershipDoors.Name)]
public sealed class JsonRequestTests(MembershipDoor door)
{
    private const string Village = "/v1/villages/01890000-0000-7000-8000-00000000aaaa";
    private const string Organization = "/v1/organizations/" + MembershipDoor.NaTau;

    [Theory]
    [InlineData("{", "JSON_MALFORMED")]
    [InlineData("", "JSON_MALFORMED")]
    [InlineData("{\"since\":\"2026-01-01\",}", "JSON_MALFORMED")]
    [InlineData("{\"since\":NaN}", "JSON_MALFORMED")]
    public async Task A_body_that_is_no_JSON_names_the_place(string json, string reason)
    {
        var (status, body) = await door.SendAsync(HttpMethod.Post, Village + ":appointHead", json);

        Assert.Equal(400, status);
        Assert.Equal(reason, (string?)Detail(body, "ErrorInfo")["reason"]);
        Assert.Equal("1", (string?)Detail(body, "ErrorInfo")["metadata"]!["line"]);
        Assert.Contains("dòng 1", (string?)Detail(body, "LocalizedMessage")["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", Village + ":appointHead", "[]", "", "VALUE_TYPE")]
    [InlineData("POST", Village + ":appointHead", """{"head":{"sinec":"2026-01-01"}}""", "head.sinec", "FIELD_UNKNOWN")]
    [InlineData("POST", Village + ":appointHead", """{"head":{"since":20260101}}""", "head.since", "VALUE_TYPE")]
    [InlineData("POST", Village + ":appointHead", """{"head":"Lò Văn Mẫu"}""", "head", "VALUE_TYPE")]
    [InlineData("PATCH", Organization, """{"displayName":5}""", "organization.display_name", "VALUE_TYPE")]
    [InlineData("PATCH", Organization, """{"display_name":true}""", "organization.display_name", "VALUE_TYPE")]
    [InlineData("PATCH", Organization, """{"kind":"CASTLE"}""", "organization.kind", "VALUE_UNKNOWN")]
    [InlineData("PATCH", Organization, """{"kind":7777}""", "organization.kind", "VALUE_UNKNOWN")]
    [InlineData("PATCH", Organization, """{"createTime":"yesterday"}""", "organization.create_time", "VALUE_TYPE")]
    [InlineData("PATCH", Organization, """{"colour":"red"}""", "organization.colour", "FIELD_UNKNOWN")]
    [InlineData("PATCH", Village, """{"border":"yes"}""", "village.border", "VALUE_TYPE")]
    [InlineData("PATCH", Village, """{"cells":{}}""", "village.cells", "VALUE_TYPE")]
    [InlineData("PATCH", Village, """{"cells":[{},{"organization":7}]}""", "village.cells[1].organization", "VALUE_TYPE")]
    [InlineData("GET", Organization + "/members?pageSize=abc", null, "page_size", "VALUE_TYPE")]
    [InlineData("GET", Organization + "/members?pageSize=99999999999", null, "page_size", "VALUE_TYPE")]
    [InlineData("GET", Organization + "/members?pageSize=1&pageSize=2", null, "page_size", "VALUE_REPEATED")]
    [InlineData("GET", Organization + "/members?sex=BOTH", null, "sex", "VALUE_UNKNOWN")]
    [InlineData("GET", Organization + "/members?pagesize=5", null, "pagesize", "FIELD_UNKNOWN")]
    [InlineData("GET", "/v1/organizations?knownAt=now", null, "known_at", "VALUE_TYPE")]
    [InlineData("GET", "/v1/organizations?parent.name=x", null, "parent.name", "FIELD_UNKNOWN")]
    public async Task A_field_that_does_not_fit_is_named(string method, string path, string? json, string field, string reason)
    {
        var (status, body) = await door.SendAsync(new HttpMethod(method), path, json);

        Assert.Equal(400, status);
        Assert.Equal(3, (int)body["code"]!);
        Assert.Equal("INVALID_FIELDS", (string?)Detail(body, "ErrorInfo")["reason"]);
        var violation = Assert.Single(Detail(body, "BadRequest")["fieldViolations"]!.AsArray())!;
        Assert.Equal((field, reason), ((string?)violation["field"] ?? "", (string?)violation["reason"]));
        Assert.Equal("vi", (string?)violation["localizedMessage"]!["locale"]);
        Assert.NotEmpty((string?)Detail(body, "LocalizedMessage")["message"] ?? "");
    }

    [Fact]
    public async Task All_that_does_not_fit_is_named_at_once_in_the_caller_s_language()
    {
        var (_, body) = await door.SendAsync(HttpMethod.Patch, Village + "?colour=red", """{"border":1,"remote":2}""", language: "en");

        Assert.Equal(3, Detail(body, "BadRequest")["fieldViolations"]!.AsArray().Count);
        Assert.All(Detail(body, "BadRequest")["fieldViolations"]!.AsArray(), v => Assert.Equal("en", (string?)v!["localizedMessage"]!["locale"]));
    }

    [Theory]
    [InlineData("""{"head":{"since":"2026-01-05","displayName":"Lò Văn Mẫu"}}""")]
    [InlineData("\uFEFF{\"head\":{\"since\":\"2026-01-05\",\"display_name\":\"Lò Văn Mẫu\"},\"etag\":null}")]
    public async Task What_fits_reaches_the_handler(string json)
    {
        var (status, body) = await door.SendAsync(HttpMethod.Post, Village + ":appointHead", json, "application/json; charset=utf-8");

        Assert.Equal(404, status);
        Assert.Equal("RESOURCE_NOT_FOUND", (string?)Detail(body, "ErrorInfo")["reason"]);
    }

    [Fact]
    public async Task Numbers_and_names_may_be_written_as_protobuf_allows()
    {
        var (status, _) = await door.SendAsync(HttpMethod.Get, Organization + "/members?page_size=5&sex=FEMALE");

        Assert.Equal(200, status);
    }

    [Fact]
    public async Task Another_content_type_is_unsupported()
    {
        var (status, body) = await door.SendAsync(HttpMethod.Post, Village + ":appointHead", "{}", "text/plain");

        Assert.Equal(415, status);
        Assert.Equal("UNSUPPORTED_MEDIA_TYPE", (string?)Detail(body, "ErrorInfo")["reason"]);
    }

    [Fact]
    public async Task A_body_beyond_4_MiB_is_too_large()
    {
        var (status, body) = await door.SendAsync(HttpMethod.Post, Village + ":appointHead", $$"""{"etag":"{{new string('x', 4 << 20)}}"}""");

        Assert.Equal(413, status);
        Assert.Equal("REQUEST_TOO_LARGE", (string?)Detail(body, "ErrorInfo")["reason"]);
    }

    private static JsonNode Detail(JsonNode body, string type) =>
        body["details"]!.AsArray().Single(d => (string?)d!["@type"] == "type.googleapis.com/google.rpc." + type)!;
}
