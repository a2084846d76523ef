namespace DienBien.Platform.Shared.Policies;

/// <summary>A decision of the province that sets some parameters of a policy differently from a day on.</summary>
public sealed record PolicyOverride
{
    /// <summary>Code of the policy.</summary>
    public required string Policy { get; init; }

    /// <summary>Number of the decision; it becomes part of the labels of the versions it makes, as in <c>294-QĐ/TW+12-QĐ/TU</c>.</summary>
    public required string Decision { get; init; }

    /// <summary>First day in force.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day in force; <c>null</c> while no end is known.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The parameters that it sets; each must exist in the policy.</summary>
    public required IReadOnlyDictionary<string, PolicyParameter> Parameters { get; init; }

    internal Policy LaidOver(Policy policy)
    {
        if (ValidTo < ValidFrom || policy.IsFixed || IsLaidOver(policy))
        {
            throw new PolicyException($"Decision {Decision} on {policy.Code} ends before it starts, is laid over it already, or none may be.");
        }

        var laid = new Policy(policy.Code, policy.Title, [.. policy.Versions.SelectMany(Split)]);
        return IsLaidOver(laid) ? laid : throw new PolicyException($"No version of {policy.Code} is in force when {Decision} is.");
    }

    internal bool IsLaidOver(Policy policy) => policy.Versions.Any(version => version.Version.Split('+').Contains(Decision));

    private IEnumerable<PolicyVersion> Split(PolicyVersion version)
    {
        var end = version.ValidTo ?? DateOnly.MaxValue;
        var from = ValidFrom > version.ValidFrom ? ValidFrom : version.ValidFrom;
        var to = (ValidTo ?? DateOnly.MaxValue) < end ? ValidTo!.Value : end;
        if (from > to)
        {
            return [version];
        }

        List<PolicyVersion> parts = [Changed(version) with { ValidFrom = from, ValidTo = to == DateOnly.MaxValue ? null : to }];
        if (from > version.ValidFrom)
        {
            parts.Insert(0, version with { ValidTo = from.AddDays(-1) });
        }

        if (to < end)
        {
            parts.Add(version with { ValidFrom = to.AddDays(1) });
        }

        return parts;
    }

    private PolicyVersion Changed(PolicyVersion version)
    {
        var parameters = new Dictionary<string, PolicyParameter>(version.Parameters, StringComparer.Ordinal);
        foreach (var (name, parameter) in Parameters)
        {
            if (ValueForm.Of(version[name].Value) is var form && form != ValueForm.Of(parameter.Value))
            {
                throw new PolicyException($"Decision {Decision}: parameter '{name}' of {version} must be {form}.");
            }

            parameters[name] = parameter;
        }

        var changed = version with { Version = $"{version.Version}+{Decision}", Source = $"{version.Source}; {Decision}", Parameters = parameters };
        PolicyFile.Check(changed);
        return changed;
    }
}
