using Xunit.v3;

namespace DienBien.Platform.Tests.Rules;

/// <summary>Says which rule of rules.csv a test proves; <c>-trait Rule=R-ADM-7</c> (with <c>dotnet test</c>: <c>--filter-trait</c>) picks the tests of one rule.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
internal sealed class RuleAttribute(string id) : Attribute, ITraitAttribute
{
    public string Id { get; } = id;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Rule", Id)];
}
