using DienBien.Membership.V1;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Life;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Policies;
using Detail = DienBien.Membership.V1.CandidateStep.DetailOneofCase;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Membership.Admissions;

/// <summary>A step that is being recorded, with all that it is judged by.</summary>
internal sealed class StepContext
{
    public required Work Work { get; init; }

    public required CardVault Vault { get; init; }

    public required Scope Scope { get; init; }

    public required DateOnly Today { get; init; }

    public required CandidateRow Before { get; init; }

    public required CandidateStep Step { get; init; }

    public required DateOnly Day { get; init; }

    public required PersonRow Person { get; init; }

    /// <summary>The steps recorded so far, oldest first.</summary>
    public required IReadOnlyList<CandidateStep> Past { get; init; }

    /// <summary>The cell and what stands above it, the province first.</summary>
    public required IReadOnlyList<OrganizationRow> Line { get; init; }

    public required PolicyVersion Policy { get; init; }

    public required Findings Findings { get; init; }

    public OrganizationRow Cell => Line[^1];

    /// <summary>The organisation whose standing committee decides: the nearest above that may (R-ADM-9).</summary>
    public OrganizationRow Decider => Line.Last(o => Policy.Strings("decidingKinds").Contains(o.Kind));

    /// <summary>The grassroots committee between the cell and the decider, if there is one.</summary>
    public OrganizationRow? GrassrootsCommittee => Line.LastOrDefault(o => o.Kind == "GRASSROOTS");

    public Case AtCell => new(Before.Name, Before.OrganizationId, Before.MemberId);

    public Case AtDecider => new(Before.Name, Decider.Id, Before.MemberId);

    /// <summary>The candidate at another stage from the step's day on.</summary>
    public CandidateRow At(Stage stage) => EnumNames.Of(stage) == Before.Stage ? Before : Before with { Stage = EnumNames.Of(stage), StageSince = Day };

    /// <summary>The last step of a kind, or null.</summary>
    public CandidateStep? Last(Detail kind) => Past.LastOrDefault(step => step.DetailCase == kind);

    public IEnumerable<CandidateStep> All(Detail kind) => Past.Where(step => step.DetailCase == kind);

    public static DateOnly DayOf(CandidateStep step) => IsoDate.Parse(step.Date);

    public Task OpenAsync(Case about, string parameter, string startEvent, DateOnly start, DateOnly? stands = null) =>
        DeadlineBook.OpenAsync(Work, about, Policy, parameter, startEvent, start, stands);

    /// <summary>The last day in time of a term of the policy.</summary>
    public DateOnly DueOf(string parameter, DateOnly start) => Policy.Deadline(parameter, "", start, WorkingDays.Vietnam).DueDate;

    public Task CloseAsync(string rule = "") => DeadlineBook.CloseAsync(Work, Before.Name, Day, rule);

    /// <summary>The members of the cell who count that day, by the register and their facts; those on probation have no vote (R-OFF-6).</summary>
    public Task<int> ElectorateAsync(int attending) => FactStore.ElectorateAsync(Work, Cell.Id, Day, attending);
}
