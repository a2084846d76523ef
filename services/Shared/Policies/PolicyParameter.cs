using System.Text.Json;
using System.Text.Json.Serialization;

namespace DienBien.Platform.Shared.Policies;

/// <summary>One number, choice or list that a regulation sets, with where it stands and how sure that is.</summary>
public sealed record PolicyParameter
{
    /// <summary>The value as JSON.</summary>
    public required JsonElement Value { get; init; }

    /// <summary>The clause, for instance <c>P294 §4.3.1</c>.</summary>
    public required string Clause { get; init; }

    /// <summary>Id of the rule that uses it, for instance <c>R-ADM-10</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>The grade of confidence as written, for instance <c>A</c>.</summary>
    public required string Confidence { get; init; }

    /// <summary>What the grade makes of a breach.</summary>
    [JsonIgnore]
    public Effect Effect => Policies.Confidence.EffectOf(Confidence);
}
