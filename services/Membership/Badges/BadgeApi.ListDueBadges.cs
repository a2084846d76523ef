using System.Globalization;
using System.Text.Json;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Badges;

internal sealed partial class BadgeApi
{
    // In the order of the tree, so that a page of a large sub-tree is found without reading all of it. A cross join keeps
    // SQLite to that order.
    private const string SelectDue = $$"""
        SELECT o.path, o.id AS organization_id, m.id AS member_id, m.full_name, COALESCE(m.party_age_from, m.admitted_on) AS admitted_on, w.level
        FROM organizations o CROSS JOIN memberships t CROSS JOIN members m CROSS JOIN {rows windows: level int, first_day date, last_day date} AS w
        WHERE {scope o.path} AND o.path >= @path AND (o.path > @path OR m.id > @member) AND t.organization_id = o.id AND m.id = t.member_id
            AND {{MembershipRow.InForce}}
            AND m.admitted_on <= @latest AND COALESCE(m.party_age_from, m.admitted_on) >= w.first_day AND COALESCE(m.party_age_from, m.admitted_on) <= w.last_day
            AND NOT EXISTS (SELECT 1 FROM badge_awards a WHERE a.member_id = m.id AND a.level >= w.level AND a.superseded_at IS NULL)
        ORDER BY o.path, m.id {page}
        """;

    public override async Task<ListDueBadgesResponse> ListDueBadges(ListDueBadgesRequest request, ServerCallContext context)
    {
        var check = new Check();
        var today = clock.Today();
        var day = check.OptionalDate(request.AwardDay, "award_day") ?? BadgePolicy.On(today).NextAwardDay(today);
        var policy = BadgePolicy.On(day);
        var window = policy.WindowOf(day);
        check.That(window is not null || !check.Ok, "award_day", "AWARD_DAY_UNKNOWN", "R-BDG-3")
            .That(request.Level == 0 || policy.LevelOf(request.Level) is not null, "level", "BADGE_LEVEL_UNKNOWN", "R-BDG-1");
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var windows = policy.Levels.Where(level => request.Level == 0 || level == request.Level).Select(level => AdmittedIn(window!.Value, level)).ToList();
        var parameters = new
        {
            windows = JsonSerializer.Serialize(windows.Select(w => new object[] { w.Level, IsoDate.Of(w.First), IsoDate.Of(w.Last) })),
            latest = windows.Max(w => w.Last),
            day,
            path = page.Key(0) ?? "",
            member = page.Key(1) ?? "",
            take = page.Take,
        };
        var list = await database.ReadAsync(async session =>
        {
            var scope = context.Access().Scope;
            scope = request.Parent.Length == 0 ? scope : await Subtree.OfAsync(session, request.Parent, scope);
            return (await session.QueryAsync<DueRow>(SelectDue, parameters, scope)).ToList();
        }, context.CancellationToken);
        var next = pages.Next(page, list, row => [row.Path, row.MemberId]);
        var parameter = policy.Version["awardDays"];
        return new ListDueBadgesResponse
        {
            DueBadges = { list.Select(row => row.ToProto(day)) },
            NextPageToken = next,
            AwardDay = IsoDate.Of(day),
            Basis = string.Create(CultureInfo.InvariantCulture, $"{parameter.Rule}, {parameter.Clause} ({policy.Version.Version})"),
        };
    }

    /// <summary>When those were admitted whose years of a level are full in a window.</summary>
    internal static (int Level, DateOnly First, DateOnly Last) AdmittedIn((DateOnly First, DateOnly Last) window, int level)
    {
        // Who was admitted on 29 February has full years on the 28th where there is no 29th, so the ends are tried.
        var (first, last) = (window.First.AddYears(-level), window.Last.AddYears(-level));
        first = PartyAge.FullOn(first.AddDays(-1), level) >= window.First ? first.AddDays(-1) : first;
        return (level, first, PartyAge.FullOn(last.AddDays(1), level) <= window.Last ? last.AddDays(1) : last);
    }

    private sealed record DueRow
    {
        public string Path { get; init; } = "";

        public string OrganizationId { get; init; } = "";

        public string MemberId { get; init; } = "";

        public string FullName { get; init; } = "";

        public DateOnly AdmittedOn { get; init; }

        public int Level { get; init; }

        public DueBadge ToProto(DateOnly day) => new()
        {
            Member = ResourceName.Member(MemberId),
            Organization = ResourceName.Organization(OrganizationId),
            FullName = FullName,
            Level = Level,
            AdmittedOn = IsoDate.Of(AdmittedOn),
            FullOn = IsoDate.Of(PartyAge.FullOn(AdmittedOn, Level)),
            AwardDay = IsoDate.Of(day),
        };
    }
}
