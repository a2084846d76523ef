using System.Globalization;
using DienBien.Platform.Membership.Organizations.Health;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Policies;
using Xunit;

namespace DienBien.Platform.Tests.Rules;

/// <summary>The rules about organisations and committees with the vectors of the catalogue, under both versions of the policy.</summary>
public sealed class OrganizationRules
{
    private static readonly HealthPolicy[] Policies = [HealthPolicy.On(new(2025, 7, 1)), HealthPolicy.On(new(2026, 11, 24))];

    [Theory]
    [Rule("R-ORG-1")]
    [InlineData(3, 0, true)]
    [InlineData(2, 0, false)]
    [InlineData(2, 5, false)]
    public void A_cell_has_three_official_members(int official, int probationary, bool ok) => Both(policy =>
        Assert.Equal(ok ? null : Effect.Warn, Find(policy, "OFFICIAL_MEMBERS_FEW", new Headcount { Kind = "CELL", Official = official, Probationary = probationary })));

    [Theory]
    [Rule("R-ORG-2")]
    [InlineData(8, 0, "")]
    [InlineData(9, 0, "COMMITTEE_MISSING")]
    [InlineData(9, 3, "")]
    [InlineData(8, 3, "COMMITTEE_TOO_EARLY")]
    [InlineData(8, 2, "")]
    [InlineData(30, 7, "")]
    [InlineData(30, 8, "COMMITTEE_LARGE")]
    public void Nine_official_members_elect_a_committee(int official, int committee, string reason) => Both(policy => Assert.Equal(reason, string.Join(' ',
        policy.Of(new Headcount { Kind = "CELL", Official = official, Committee = committee, PlainMembers = Math.Max(0, committee - 2) }).Where(f => f.Rule.Rule == "R-ORG-2").Select(f => f.Reason))));

    [Theory]
    [Rule("R-ORG-3")]
    [InlineData("GRASSROOTS", 30, false, "")]
    [InlineData("GRASSROOTS", 29, false, "GRASSROOTS_SMALL")]
    [InlineData("GRASSROOTS", 29, true, "")]
    [InlineData("GRASSROOTS_CELL", 29, false, "")]
    [InlineData("GRASSROOTS_CELL", 3, false, "")]
    [InlineData("GRASSROOTS_CELL", 30, false, "GRASSROOTS_CELL_LARGE")]
    public void A_grassroots_committee_has_thirty_members(string kind, int members, bool consent, string reason) => Both(policy =>
    {
        var found = policy.Of(new Headcount { Kind = kind, Official = members - 1, Probationary = 1, Consents = consent ? new HashSet<string> { "SMALL_GRASSROOTS" } : [] }).Where(f => f.Rule.Rule == "R-ORG-3").ToList();
        Assert.Equal(reason, string.Join(' ', found.Select(f => f.Reason)));
        Assert.All(found, f => Assert.True(f.Blocks));
    });

    [Theory]
    [Rule("R-ORG-4")]
    [InlineData(29, false, "")]
    [InlineData(30, false, "PARTY_GROUPS_EXPECTED")]
    [InlineData(31, false, "CELL_LARGE PARTY_GROUPS_EXPECTED")]
    [InlineData(31, true, "PARTY_GROUPS_EXPECTED")]
    public void A_cell_of_more_than_thirty_needs_consent(int members, bool consent, string reasons) => Both(policy =>
    {
        var found = policy.Of(new Headcount { Kind = "CELL", Official = members, Committee = 3, PlainMembers = 1, Consents = consent ? new HashSet<string> { "LARGE_CELL" } : [] }).ToList();
        Assert.Equal(reasons, string.Join(' ', found.Select(f => f.Reason)));
        Assert.All(found, f => Assert.Equal(f.Reason == "CELL_LARGE", f.Blocks));
    });

    [Theory]
    [Rule("R-ORG-5")]
    [InlineData(49, 0, "GROUP_MEETING_MEMBERS")]
    [InlineData(50, 2, null)]
    [InlineData(50, 3, "GROUP_MEETINGS_OFTEN")]
    public void Large_cells_meet_by_groups_three_times_a_year(int members, int held, string? reason) => Both(policy => Assert.Equal(reason, policy.GroupMeeting(members, held)?.Reason));

    [Theory]
    [Rule("R-ORG-7")]
    [InlineData("GRASSROOTS", false, 11, 33, true)]
    [InlineData("GRASSROOTS", false, 12, 33, false)]
    [InlineData("PROVINCE", false, 12, 33, false)]
    [InlineData("PROVINCE", true, 16, 33, true)]
    [InlineData("PROVINCE", true, 17, 34, false)]
    [InlineData("COMMUNE", false, 12, 33, true)]
    public void A_standing_committee_is_a_third_at_most(string kind, bool newlyFormed, int standing, int committee, bool ok) => Both(policy =>
        Assert.Equal(ok ? null : true, policy.Standing(kind, newlyFormed, standing, committee)?.Blocks));

    [Theory]
    [Rule("R-ORG-8")]
    [InlineData("GRASSROOTS", 15, 3, true)]
    [InlineData("GRASSROOTS", 15, 4, false)]
    [InlineData("PROVINCE", 30, 3, true)]
    [InlineData("PROVINCE", 30, 4, false)]
    public void Those_appointed_beside_are_few(string kind, int set, int appointed, bool ok) => Both(policy => Assert.Equal(ok, policy.Extra(kind, set, appointed) is null));

    [Theory]
    [Rule("R-ORG-9")]
    [InlineData(15, 5, false, true)]
    [InlineData(15, 6, false, false)]
    [InlineData(15, 6, true, true)]
    public void More_than_a_third_do_not_move_at_once(int elected, int moved, bool merger, bool ok) => Both(policy => Assert.Equal(ok, policy.Moved(elected, moved, merger) is null));

    [Theory]
    [Rule("R-ORG-10")]
    [InlineData("RETIREMENT", true)]
    [InlineData("TRANSFER", true)]
    [InlineData("DISMISSAL", false)]
    public void A_seat_ends_by_the_decision_on_retirement_or_transfer(string reason, bool ends) => Both(policy =>
        Assert.Equal(ends ? new DateOnly(2026, 3, 1) : null, policy.SeatEnd(reason, new(2026, 3, 1))));

    [Theory]
    [Rule("R-ORG-11")]
    [InlineData("GRASSROOTS", true)]
    [InlineData("COMMUNE", true)]
    [InlineData("CELL", false)]
    [InlineData("SECTIONAL", false)]
    public void Cells_have_no_inspection_committee(string kind, bool has) => Both(policy => Assert.Equal(has ? null : Effect.Warn, policy.Inspection(kind)?.Rule.Effect));

    [Theory]
    [Rule("R-ORG-12")]
    [InlineData("GRASSROOTS", true)]
    [InlineData("SECTIONAL", false)]
    [InlineData("CELL", false)]
    public void A_sectional_committee_signs_no_decisions(string kind, bool signs) => Both(policy => Assert.Equal(signs ? null : true, policy.Seal(kind)?.Blocks));

    [Fact]
    [Rule("R-ORG-14")]
    public void Files_and_seal_are_recovered_within_thirty_working_days() => Both(policy =>
    {
        var deadline = policy.Version.Deadline("handover", "dissolution", new(2025, 10, 1), WorkingDays.Vietnam);
        Assert.Equal(("R-ORG-14", "30 Wd"), (deadline.Rule, deadline.Term.ToString()));
        Assert.False(deadline.IsOverdue(WorkingDays.Vietnam.Add(new(2025, 10, 1), 30).Date));
        Assert.True(deadline.IsOverdue(WorkingDays.Vietnam.Add(new(2025, 10, 1), 31).Date));
    });

    [Theory]
    [Rule("R-ORG-15")]
    [InlineData("congressNotice", -30)]
    [InlineData("congressReport", 7)]
    [InlineData("congressApproval", 15)]
    [InlineData("congressHandover", 15)]
    public void The_steps_around_a_congress_have_their_terms(string parameter, int workingDays) => Both(policy =>
    {
        var deadline = policy.Version.Deadline(parameter, "congress", new(2025, 10, 1), WorkingDays.Vietnam);
        var due = WorkingDays.Vietnam.Add(new(2025, 10, 1), workingDays).Date;
        Assert.Equal(("R-ORG-15", due), (deadline.Rule, deadline.DueDate));
        Assert.False(deadline.IsOverdue(due));
        Assert.True(deadline.IsOverdue(due.AddDays(1)));
        Assert.Equal(workingDays.ToString(CultureInfo.InvariantCulture) + " Wd", deadline.Term.ToString());
    });

    private static Effect? Find(HealthPolicy policy, string reason, Headcount count) => policy.Of(count).SingleOrDefault(f => f.Reason == reason)?.Rule.Effect;

    private static void Both(Action<HealthPolicy> check) => Array.ForEach(Policies, check);
}
