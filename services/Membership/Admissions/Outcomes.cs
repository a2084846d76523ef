namespace DienBien.Platform.Membership.Admissions;

/// <summary>What has come of a candidate <c>c</c>, as conditions: one set of them for the counts and for the lists behind them.</summary>
internal static class Outcomes
{
    public const string Admitted = "c.member_id IS NOT NULL";

    public const string BecameOfficial = "c.stage = 'OFFICIAL'";

    public const string NotCarried = "c.stage = 'REFUSED'";

    public const string NoLongerAgrees = "c.stage = 'WITHDRAWN'";

    public const string UnderWay = "c.member_id IS NULL AND c.stage <> 'REFUSED' AND c.stage <> 'WITHDRAWN'";

    /// <summary>The condition that a candidate has the outcome <c>@outcome</c>; empty for any.</summary>
    public const string Asked = $"""
        (@outcome = '' OR (@outcome = 'UNDER_WAY' AND {UnderWay}) OR (@outcome = 'NOT_CARRIED' AND {NotCarried}) OR (@outcome = 'NO_LONGER_AGREES' AND {NoLongerAgrees})
            OR (@outcome = 'ADMITTED' AND {Admitted}) OR (@outcome = 'BECAME_OFFICIAL' AND {BecameOfficial}))
        """;
}
