namespace DienBien.Platform.Indicators.Facts;

/// <summary>Predicates that leave of each fact the version known at <c>@known</c>, by the alias that the table has in a query.</summary>
internal static class AsKnown
{
    internal const string Node = "o.recorded_at <= @known AND (o.superseded_at IS NULL OR o.superseded_at > @known)";

    /// <summary>A second node beside the first.</summary>
    internal const string OtherNode = "n.recorded_at <= @known AND (n.superseded_at IS NULL OR n.superseded_at > @known)";

    /// <summary>A third node beside those.</summary>
    internal const string ThirdNode = "x.recorded_at <= @known AND (x.superseded_at IS NULL OR x.superseded_at > @known)";

    internal const string Member = "m.recorded_at <= @known AND (m.superseded_at IS NULL OR m.superseded_at > @known)";

    internal const string Village = "v.recorded_at <= @known AND (v.superseded_at IS NULL OR v.superseded_at > @known)";

    internal const string Head = "h.recorded_at <= @known AND (h.superseded_at IS NULL OR h.superseded_at > @known)";

    internal const string Cell = "c.recorded_at <= @known AND (c.superseded_at IS NULL OR c.superseded_at > @known)";
}
