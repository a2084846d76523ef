using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Badges;

internal sealed partial class BadgeApi
{
    private const string SelectAwards = $$"""
        SELECT o.path, m.organization_id, m.full_name, COALESCE(m.party_age_from, m.admitted_on) AS admitted, {{AwardRow.Columns}}
        FROM organizations o CROSS JOIN members m CROSS JOIN badge_awards a
        WHERE {scope o.path} AND o.path >= @path AND m.organization_id = o.id AND a.member_id = m.id AND a.superseded_at IS NULL
            AND (o.path > @path OR m.id > @member OR (m.id = @member AND a.level > @after))
            AND (@level = 0 OR a.level = @level) AND (@anyDay = 1 OR a.awarded_on = @day)
        ORDER BY o.path, m.id, a.level {page}
        """;

    public override async Task<ListBadgeAwardsResponse> ListBadgeAwards(ListBadgeAwardsRequest request, ServerCallContext context)
    {
        var check = new Check();
        var day = check.OptionalDate(request.AwardedOn, "awarded_on");
        check.That(request.Level == 0 || BadgePolicy.On(day ?? clock.Today()).LevelOf(request.Level) is not null, "level", "BADGE_LEVEL_UNKNOWN", "R-BDG-1");
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var after = page.Key(2) is { } level ? int.Parse(level, System.Globalization.CultureInfo.InvariantCulture) : 0;
        var parameters = new { path = page.Key(0) ?? "", member = page.Key(1) ?? "", after, level = request.Level, anyDay = day is null ? 1 : 0, day = day ?? default, take = page.Take };
        var list = await database.ReadAsync(async session =>
        {
            var scope = context.Access().Scope;
            scope = request.Parent.Length == 0 ? scope : await Subtree.OfAsync(session, request.Parent, scope);
            return (await session.QueryAsync<ListedRow>(SelectAwards, parameters, scope)).ToList();
        }, context.CancellationToken);
        var next = pages.Next(page, list, row => [row.Path, row.MemberId, row.Level.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        return new ListBadgeAwardsResponse { BadgeAwards = { list.Select(row => row.ToProto()) }, NextPageToken = next };
    }

    private sealed record ListedRow
    {
        public string Path { get; init; } = "";

        public string OrganizationId { get; init; } = "";

        public string FullName { get; init; } = "";

        public DateOnly Admitted { get; init; }

        public string Id { get; init; } = "";

        public string MemberId { get; init; } = "";

        public int Level { get; init; }

        public DateOnly AwardedOn { get; init; }

        public string Decision { get; init; } = "";

        public string EarlyGround { get; init; } = "";

        public BadgeAward ToProto() => new AwardRow { Id = Id, MemberId = MemberId, Level = Level, AwardedOn = AwardedOn, Decision = Decision, EarlyGround = EarlyGround }.ToProto(OrganizationId, FullName, Admitted);
    }
}
