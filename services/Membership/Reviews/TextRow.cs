namespace DienBien.Platform.Membership.Reviews;

/// <summary>What a review says in free text: personal data, kept apart from what is counted.</summary>
internal sealed record TextRow
{
    internal const string Select = "SELECT t.id, t.self_text, t.evidence, t.opinion, t.note FROM review_texts t WHERE t.id = @id";

    public string Id { get; init; } = "";

    public string SelfText { get; init; } = "";

    /// <summary>One piece a line.</summary>
    public string Evidence { get; init; } = "";

    public string Opinion { get; init; } = "";

    public string Note { get; init; } = "";

    /// <summary>A record prints its values; these must not reach a log.</summary>
    public override string ToString() => $"texts of {Id}";
}
