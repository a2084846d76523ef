using DienBien.Membership.V1;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Policies;
using Stage = DienBien.Membership.V1.Transfer.Types.Stage;

namespace DienBien.Platform.Membership.Transfers;

/// <summary>A step of a transfer that is being recorded, with all that it is judged by.</summary>
internal sealed class TransferRun
{
    public required Work Work { get; init; }

    public required CardVault Vault { get; init; }

    public required Scope Scope { get; init; }

    public required TransferRow Before { get; init; }

    public required TransferStep Step { get; init; }

    public required DateOnly Day { get; init; }

    public required PolicyVersion Policy { get; init; }

    public required Findings Findings { get; init; }

    public TransferRow At(Stage stage) => Before with { Stage = EnumNames.Of(stage), StageSince = Day };

    public Task<OrganizationRow> OrganizationAsync(string id) => OrganizationStore.GetAsync(Work, id);

    public Task<MemberRow> MemberAsync() => MemberStore.GetAsync(Work, Before.MemberId);

    /// <summary>The sending side acts: the caller must see the organisation that the member leaves.</summary>
    public async Task RequireSenderAsync()
    {
        if (!Scope.Contains((await OrganizationAsync(Before.FromId)).Path))
        {
            throw Problems.Precondition("step.detail", "BALLOT_OUT_OF_TURN");
        }
    }

    public Task OpenAsync(string organizationId, string parameter, string startEvent) =>
        DeadlineBook.OpenAsync(Work, new Case(Before.Name, organizationId, Before.MemberId), Policy, parameter, startEvent, Day);

    public Task CloseAsync(string rule = "") => DeadlineBook.CloseAsync(Work, Before.Name, Day, rule);
}
