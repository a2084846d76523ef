using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Policies;

namespace DienBien.Platform.Membership.Organizations.Health;

/// <summary>What is not as a rule wants it.</summary>
/// <param name="Reason">What it is; its texts stand in the catalogue.</param>
/// <param name="Rule">The rule and its clause.</param>
/// <param name="IsHint">True if nothing is broken.</param>
/// <param name="Figures">What the texts mention.</param>
internal sealed record RuleFinding(string Reason, PolicyParameter Rule, bool IsHint, params (string Name, int Value)[] Figures)
{
    /// <summary>True if what would bring this about is refused.</summary>
    public bool Blocks => !IsHint && Rule.Effect == Effect.Block;

    public Problem ToProblem(string field) => Problems.Precondition(field, Reason, Rule.Rule, Texts);

    /// <summary>As a header of an answer tells it.</summary>
    public string Warning => string.Join(' ', Figures.Select(figure => $"{figure.Name}={figure.Value.ToString(CultureInfo.InvariantCulture)}").Prepend(Rule.Rule).Prepend(Reason));

    public HealthFinding ToProto(string organizationId)
    {
        var finding = new HealthFinding
        {
            Organization = ResourceName.Organization(organizationId),
            Reason = Reason,
            Rule = Rule.Rule,
            Clause = Rule.Clause,
            Severity = IsHint ? HealthFinding.Types.Severity.Hint : Blocks ? HealthFinding.Types.Severity.Block : HealthFinding.Types.Severity.Warn,
            Message = Messages.English(Reason, Texts),
            MessageVi = Messages.Vietnamese(Reason, Texts),
        };
        foreach (var (name, value) in Figures)
        {
            finding.Figures[name] = value;
        }

        return finding;
    }

    private Dictionary<string, string> Texts => Figures.ToDictionary(figure => figure.Name, figure => figure.Value.ToString(CultureInfo.InvariantCulture));
}

/// <summary>What the rules about size look at.</summary>
internal sealed record Headcount
{
    public string Kind { get; init; } = "";

    public int Official { get; init; }

    public int Probationary { get; init; }

    /// <summary>Everybody with an office in the committee, secretary and deputies included.</summary>
    public int Committee { get; init; }

    /// <summary>Offices other than secretary and deputy.</summary>
    public int PlainMembers { get; init; }

    /// <summary>The kinds of consents on record.</summary>
    public IReadOnlySet<string> Consents { get; init; } = new HashSet<string>();

    public int Total => Official + Probationary;
}
