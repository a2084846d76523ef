using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Fees;

/// <summary>Where a member pays who is temporarily elsewhere (R-FEE-5); written by the act that sends him there or brings him back.</summary>
internal static class FeePlaces
{
    private const string Supersede = "UPDATE fee_places SET superseded_at = @now WHERE member_id = @memberId AND valid_from = @from AND superseded_at IS NULL";

    private const string SelectOpen = """
        SELECT f.id, f.member_id, f.organization_id, f.valid_from, f.valid_to, f.recorded_at FROM fee_places f
        WHERE f.member_id = @memberId AND f.organization_id = @organizationId AND f.superseded_at IS NULL AND f.valid_from <= @to
        """;

    /// <summary>Lets an organisation collect the fees of the months that begin in an interval.</summary>
    /// <param name="work">The act's transaction.</param>
    /// <param name="memberId">The member.</param>
    /// <param name="organizationId">The temporary cell.</param>
    /// <param name="from">The first day. What was stated for the same first day is replaced.</param>
    /// <param name="to">The first day on which the own cell collects again, or null while that is open.</param>
    public static async Task SetAsync(Work work, string memberId, string organizationId, DateOnly from, DateOnly? to)
    {
        await work.ExecuteAsync(Supersede, new { memberId, from, now = work.Now });
        await work.InsertAsync("fee_places", new FeePlaceRow { Id = Ids.New(), MemberId = memberId, OrganizationId = organizationId, ValidFrom = from, ValidTo = to, RecordedAt = work.Now });
    }

    /// <summary>States when the own cell collects again.</summary>
    public static async Task EndAsync(Work work, string memberId, string organizationId, DateOnly to)
    {
        // Earlier stays there have ended by themselves.
        if ((await work.QueryAsync<FeePlaceRow>(SelectOpen, new { memberId, organizationId, to })).MaxBy(place => place.ValidFrom) is { } place)
        {
            await SetAsync(work, memberId, organizationId, place.ValidFrom, to > place.ValidFrom ? to : place.ValidFrom);
        }
    }

    private sealed record FeePlaceRow
    {
        public string Id { get; init; } = "";

        public string MemberId { get; init; } = "";

        public string OrganizationId { get; init; } = "";

        public DateOnly ValidFrom { get; init; }

        public DateOnly? ValidTo { get; init; }

        public DateTime RecordedAt { get; init; }
    }
}
