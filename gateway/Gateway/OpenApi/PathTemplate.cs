using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;

namespace DienBien.Platform.Gateway.OpenApi;

/// <summary>
/// A template as an OpenAPI path. A parameter there cannot hold a slash, so that <c>{name=organizations/*}</c> becomes
/// <c>organizations/{organization}</c>.
/// </summary>
internal sealed partial class PathTemplate
{
    private readonly HashSet<string> bound = [];

    public PathTemplate(string template, MessageDescriptor request, Comments comments)
    {
        Path = Variable.Replace(template, match =>
        {
            var field = match.Groups["field"].Value;
            bound.Add(field);
            var pattern = match.Groups["pattern"] is { Success: true } group ? group.Value : "*";
            var comment = Find(request, field) is { } found ? comments[found] : "";
            var collection = Singular(field);
            return string.Join('/', pattern.Split('/').Select(segment =>
            {
                if (segment is "*" or "**")
                    return Parameter(collection, comment);
                collection = Singular(segment);
                return segment;
            }));
        });
    }

    [GeneratedRegex(@"\{(?<field>[^}=]+)(?:=(?<pattern>[^}]*))?\}")]
    private static partial Regex Variable { get; }

    public string Path { get; }

    public List<JsonObject> Parameters { get; } = [];

    /// <summary>Whether the path fills a field of the request, by its proto path.</summary>
    public bool Binds(string protoPath) => bound.Contains(protoPath);

    private string Parameter(string name, string comment)
    {
        var unique = Parameters.Any(p => (string?)p["name"] == name) ? $"{name}{Parameters.Count}" : name;
        Parameters.Add(new JsonObject
        {
            ["name"] = unique,
            ["in"] = "path",
            ["required"] = true,
            ["description"] = $"The `{unique}` part of the resource name. {comment}".TrimEnd(),
            ["schema"] = new JsonObject { ["type"] = "string" },
        });
        return $"{{{unique}}}";
    }

    private static FieldDescriptor? Find(MessageDescriptor message, string path)
    {
        FieldDescriptor? field = null;
        foreach (var name in path.Split('.'))
            field = (field?.MessageType ?? message).FindFieldByName(name);
        return field;
    }

    private static string Singular(string collection) => collection switch
    {
        _ when collection.EndsWith("ies", StringComparison.Ordinal) => collection[..^3] + "y",
        _ when collection.EndsWith('s') => collection[..^1],
        _ => collection,
    };
}
