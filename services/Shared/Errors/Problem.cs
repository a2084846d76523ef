using System.Collections.Frozen;
using Grpc.Core;

namespace DienBien.Platform.Shared.Errors;

/// <summary>A failure that the caller is told about: typed once here, turned into a status once in the interceptor.</summary>
public sealed class Problem : Exception
{
    /// <summary>Makes a problem whose texts stand in the catalogue under its reason.</summary>
    /// <param name="code">The status.</param>
    /// <param name="reason">The reason, UPPER_SNAKE_CASE, stable for programs.</param>
    /// <param name="metadata">The values that the texts mention.</param>
    /// <param name="violations">The fields that are wrong.</param>
    public Problem(StatusCode code, string reason, IReadOnlyDictionary<string, string>? metadata = null, IReadOnlyList<Violation>? violations = null)
        : base(Messages.English(reason, metadata ?? FrozenDictionary<string, string>.Empty)) =>
        (Code, Reason, Metadata, Violations) = (code, reason, metadata ?? FrozenDictionary<string, string>.Empty, violations ?? []);

    /// <summary>The status.</summary>
    public StatusCode Code { get; }

    /// <summary>The reason.</summary>
    public string Reason { get; }

    /// <summary>The values that the texts mention.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The fields that are wrong.</summary>
    public IReadOnlyList<Violation> Violations { get; }
}

/// <summary>A field that is wrong.</summary>
/// <param name="Field">The proto path, for example <c>member.full_name</c>, or the column of a file.</param>
/// <param name="Reason">The reason, UPPER_SNAKE_CASE; its texts stand in the catalogue.</param>
/// <param name="Rule">The regulation's rule, for example <c>R-FILE-1</c>, or empty.</param>
/// <param name="Metadata">The values that the texts mention.</param>
public sealed record Violation(string Field, string Reason, string Rule = "", IReadOnlyDictionary<string, string>? Metadata = null)
{
    /// <summary>The explanation in English.</summary>
    public string Message => Messages.English(Reason, Metadata);

    /// <summary>The explanation in Vietnamese.</summary>
    public string MessageVi => Messages.Vietnamese(Reason, Metadata);
}
