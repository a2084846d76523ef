using System.Text.RegularExpressions;
using Google.Api;

namespace DienBien.Platform.Gateway.Routes;

/// <summary>
/// A <c>google.api.http</c> template as a route pattern. Parameters get neutral names, so that two templates that match
/// the same addresses are the same text.
/// </summary>
internal static partial class HttpTemplate
{
    [GeneratedRegex(@"\{[^}=]+(?:=([^}]*))?\}")]
    private static partial Regex Variable { get; }

    public static (string Method, string Template) Of(HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => ("GET", rule.Get),
        HttpRule.PatternOneofCase.Put => ("PUT", rule.Put),
        HttpRule.PatternOneofCase.Post => ("POST", rule.Post),
        HttpRule.PatternOneofCase.Delete => ("DELETE", rule.Delete),
        HttpRule.PatternOneofCase.Patch => ("PATCH", rule.Patch),
        HttpRule.PatternOneofCase.Custom => (rule.Custom.Kind, rule.Custom.Path),
        _ => throw new InvalidOperationException("An HTTP rule without a pattern."),
    };

    /// <summary>Turns <c>/v1/{name=members/*}:archive</c> into <c>/v1/members/{p0}:archive</c>.</summary>
    /// <exception cref="InvalidOperationException">The template cannot be routed.</exception>
    public static string ToPattern(string template)
    {
        var flat = Flatten(template);
        var colon = flat.LastIndexOf(':');
        var verb = colon > flat.LastIndexOf('/') ? flat[colon..] : "";
        var segments = flat[1..^verb.Length].Split('/');
        if (Array.IndexOf(segments, "**") is var rest and >= 0 && (rest < segments.Length - 1 || verb != ""))
            throw new InvalidOperationException($"{template}: nothing may follow **, the router would swallow it.");
        var n = 0;
        return "/" + string.Join('/', segments.Select(s => s switch
        {
            "*" => $"{{p{n++}}}",
            "**" => $"{{**p{n++}}}",
            _ => s,
        })) + verb;
    }

    /// <summary>Replaces the variables by what they match: <c>/v1/members/*:archive</c>.</summary>
    public static string Flatten(string template) =>
        template.StartsWith('/')
            ? Variable.Replace(template, m => m.Groups[1].Success ? m.Groups[1].Value : "*")
            : throw new InvalidOperationException($"{template}: a template starts with a slash.");
}
