namespace DienBien.Platform.Shared.Policies;

/// <summary>What the software does where a rule is not kept.</summary>
public enum Effect
{
    /// <summary>Shows it and lets it pass: the rule's source is not sure enough to refuse anybody anything.</summary>
    Warn,

    /// <summary>Refuses.</summary>
    Block,
}
