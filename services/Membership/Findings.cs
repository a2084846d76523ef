using DienBien.Membership.V1;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Policies;

namespace DienBien.Platform.Membership;

/// <summary>
/// What is not as the rules want it. A rule with a sure source refuses, another only tells; which of the two is read
/// from the parameter that the rule rests on.
/// </summary>
internal sealed class Findings(PolicyVersion policy)
{
    private readonly List<(Violation Fault, PolicyParameter Parameter, Effect Effect)> found = [];

    /// <summary>Notes a breach unless the condition holds.</summary>
    /// <param name="condition">What the rule wants.</param>
    /// <param name="field">The proto path of the field that breaks it.</param>
    /// <param name="reason">The reason in the catalogue.</param>
    /// <param name="parameter">The parameter that names rule and clause.</param>
    /// <param name="metadata">The values that the texts mention.</param>
    public Findings That(bool condition, string field, string reason, string parameter, IReadOnlyDictionary<string, string>? metadata = null)
    {
        if (!condition)
        {
            found.Add((new Violation(field, reason, policy[parameter].Rule, metadata), policy[parameter], policy[parameter].Effect));
        }

        return this;
    }

    /// <summary>Tells of something that is no breach, such as the result of a ballot.</summary>
    public void Tell(string field, string reason, string parameter, IReadOnlyDictionary<string, string> metadata) =>
        found.Add((new Violation(field, reason, policy[parameter].Rule, metadata), policy[parameter], Effect.Warn));

    /// <summary>Refuses if a sure rule is broken.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION with the first such rule and its clause, and all of them as violations.</exception>
    public void OrThrow()
    {
        var blocking = found.FindAll(f => f.Effect == Effect.Block);
        if (blocking is [var (fault, parameter, _), ..])
        {
            var metadata = new Dictionary<string, string>(fault.Metadata ?? new Dictionary<string, string>()) { ["rule"] = fault.Rule, ["clause"] = parameter.Clause };
            throw new Problem(Grpc.Core.StatusCode.FailedPrecondition, fault.Reason, metadata, [.. blocking.Select(f => f.Fault)]);
        }
    }

    /// <summary>What remains to be told.</summary>
    public IEnumerable<Finding> ToProto() => found.Select(f => new Finding
    {
        Field = f.Fault.Field,
        Reason = f.Fault.Reason,
        Rule = f.Fault.Rule,
        Clause = f.Parameter.Clause,
        Message = f.Fault.Message,
        MessageVi = f.Fault.MessageVi,
    });
}
