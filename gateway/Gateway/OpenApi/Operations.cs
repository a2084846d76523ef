using System.Text.Json.Nodes;
using DienBien.Common.V1;
using DienBien.Platform.Gateway.Routes;
using Google.Protobuf.Reflection;

namespace DienBien.Platform.Gateway.OpenApi;

/// <summary>An HTTP rule of an RPC as an OpenAPI operation.</summary>
internal sealed class Operations(Comments comments, Schemas schemas)
{
    public (string Path, string Method, JsonObject Operation) Of(MethodDescriptor rpc, Google.Api.HttpRule rule, int index)
    {
        var (method, template) = HttpTemplate.Of(rule);
        var path = new PathTemplate(template, rpc.InputType, comments);
        var operation = new JsonObject
        {
            ["operationId"] = $"{rpc.Service.Name}_{rpc.Name}" + (index == 0 ? "" : $"_{index + 1}"),
            ["tags"] = new JsonArray(rpc.Service.Name),
            ["summary"] = FirstSentence(comments[rpc]),
            ["description"] = comments[rpc] + AccessNote(rpc),
            ["parameters"] = new JsonArray([.. path.Parameters, .. Query(rpc.InputType, rule, path)]),
            ["responses"] = Responses(rpc, hasBody: rule.Body != ""),
        };
        if (rule.Body != "")
            operation["requestBody"] = Body(rpc.InputType, rule.Body);
        if (PlatformContract.IsPublic(rpc))
            operation["security"] = new JsonArray();
        return (path.Path, method, operation);
    }

    private IEnumerable<JsonObject> Query(MessageDescriptor request, Google.Api.HttpRule rule, PathTemplate path) => rule.Body == "*"
        ? []
        : Fields(request, "", "").Where(f => !path.Binds(f.ProtoPath) && f.ProtoPath.Split('.')[0] != rule.Body).Select(f => f.Parameter);

    // A message in a query is spelt field by field; deeper than three levels nobody can write it.
    private IEnumerable<(string ProtoPath, JsonObject Parameter)> Fields(MessageDescriptor message, string protoPrefix, string jsonPrefix)
    {
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            var protoPath = protoPrefix + field.Name;
            var name = jsonPrefix + field.JsonName;
            var schema = schemas.OfField(field);
            if (field.FieldType != FieldType.Message || !schema.ContainsKey("$ref"))
            {
                schema.Remove("description");
                yield return (protoPath, new JsonObject
                {
                    ["name"] = name,
                    ["in"] = "query",
                    ["description"] = comments[field],
                    ["schema"] = schema,
                });
            }
            else if (protoPath.Count(c => c == '.') < 2)
            {
                foreach (var inner in Fields(field.MessageType, protoPath + ".", name + "."))
                    yield return inner;
            }
        }
    }

    private JsonObject Body(MessageDescriptor request, string body)
    {
        var schema = body == "*" ? schemas.OfMessage(request) : schemas.OfField(request.FindFieldByName(body));
        return new JsonObject
        {
            ["required"] = true,
            ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schema } },
        };
    }

    private JsonObject Responses(MethodDescriptor rpc, bool hasBody)
    {
        var schema = schemas.OfMessage(rpc.OutputType);
        var content = new JsonObject();
        if (rpc.OutputType.FullName == "google.api.HttpBody")
            content["*/*"] = new JsonObject { ["schema"] = schema };
        else
            content["application/json"] = new JsonObject { ["schema"] = schema };
        var description = rpc.IsServerStreaming
            ? $"A stream, one JSON object a line. {comments[rpc.OutputType]}"
            : comments[rpc.OutputType];
        var responses = new JsonObject
        {
            ["200"] = new JsonObject { ["description"] = description is "" ? "The answer." : description, ["content"] = content },
        };
        foreach (var code in ErrorSchemas.CodesOf(hasBody))
            responses[code] = ErrorSchemas.Response(code);
        return responses;
    }

    public static string AccessNote(MethodDescriptor rpc) => rpc.GetOptions()?.GetExtension(AccessExtensions.Access) switch
    {
        null => "",
        { Public: true } => "\n\nNeeds no token.",
        { ScopeField: "" } access => $"\n\nNeeds the permission `{access.Permission}`.",
        var access => $"\n\nNeeds the permission `{access.Permission}` on the organisation that `{access.ScopeField}` names or belongs to.",
    };

    private static string FirstSentence(string comment)
    {
        var text = comment.ReplaceLineEndings(" ");
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).TrimEnd('.');
    }
}
