using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace DienBien.Platform.Shared.Policies;

/// <summary>The JSON form of a policy. Unknown and repeated members are refused, so that a slip of the pen cannot switch a rule off.</summary>
internal static partial class PolicyFile
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads and checks a policy.</summary>
    /// <param name="file">Name of the file without its ending, which must be the policy's code.</param>
    /// <param name="json">The text.</param>
    /// <exception cref="PolicyException">The file is malformed.</exception>
    public static Policy Read(string file, Stream json)
    {
        Document document;
        try
        {
            document = JsonSerializer.Deserialize<Document>(json, Options) ?? throw new PolicyException($"Policy file {file} is empty.");
        }
        catch (JsonException cause)
        {
            throw new PolicyException($"Policy file {file} is malformed: {cause.Message}", cause);
        }

        if (document.Code != file || !CodeForm().IsMatch(file))
        {
            throw new PolicyException($"Policy file {file} must be named for its code, lower case with hyphens, and not '{document.Code}'.");
        }

        PolicyVersion[] versions = [.. document.Versions.Select(version => version.Named(document.Code))];
        if (versions.CountBy(version => version.Version).FirstOrDefault(label => label.Value > 1) is { Key: { } twice })
        {
            throw new PolicyException($"{document.Code} has two versions '{twice}'.");
        }

        foreach (var version in versions)
        {
            Check(version);
        }

        CheckKinds(document.Code, versions);
        return new Policy(document.Code, document.Title, versions, document.Fixed);
    }

    internal static void Check(PolicyVersion version)
    {
        foreach (var (name, parameter) in version.Parameters)
        {
            if (!RuleForm().IsMatch(parameter.Rule) || parameter.Clause.Length == 0)
            {
                throw new PolicyException($"{version}: parameter '{name}' must name a rule (R-ADM-1 for example) and a clause.");
            }

            try
            {
                _ = parameter.Effect;
            }
            catch (FormatException cause)
            {
                throw new PolicyException($"{version}: parameter '{name}': {cause.Message}", cause);
            }
        }
    }

    private static void CheckKinds(string code, PolicyVersion[] versions)
    {
        foreach (var values in versions.SelectMany(version => version.Parameters).GroupBy(pair => pair.Key, pair => Kind(pair.Value.Value)))
        {
            if (values.Distinct().Count() > 1 || values.First() is JsonValueKind.Null or JsonValueKind.Undefined)
            {
                throw new PolicyException($"{code}: parameter '{values.Key}' must be of one type in all versions, but is {string.Join(", ", values.Distinct())}.");
            }
        }
    }

    private static JsonValueKind Kind(JsonElement value) => value.ValueKind == JsonValueKind.False ? JsonValueKind.True : value.ValueKind;

    [GeneratedRegex("^[a-z][a-z0-9-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex CodeForm();

    [GeneratedRegex("^R-[A-Z]+-[0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex RuleForm();

    private sealed record Document
    {
        public required string Code { get; init; }

        public required string Title { get; init; }

        public bool Fixed { get; init; }

        public required VersionDocument[] Versions { get; init; }
    }

    private sealed record VersionDocument
    {
        public required string Version { get; init; }

        public required DateOnly ValidFrom { get; init; }

        public DateOnly? ValidTo { get; init; }

        public required string Source { get; init; }

        public required Dictionary<string, ParameterDocument> Parameters { get; init; }

        public PolicyVersion Named(string policy) => new()
        {
            Policy = policy,
            Version = Version,
            ValidFrom = ValidFrom,
            ValidTo = ValidTo,
            Source = Source,
            Parameters = Parameters.ToDictionary(pair => pair.Key, pair => pair.Value.ToParameter(), StringComparer.Ordinal),
        };
    }

    private sealed record ParameterDocument
    {
        public required JsonElement Value { get; init; }

        public required string Clause { get; init; }

        public required string Rule { get; init; }

        public required string Confidence { get; init; }

        public PolicyParameter ToParameter() => new() { Value = Value, Clause = Clause, Rule = Rule, Confidence = Confidence };
    }
}
