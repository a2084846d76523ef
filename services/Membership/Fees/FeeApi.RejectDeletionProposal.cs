using System.Globalization;
using System.Text;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Life;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace DienBien.Platform.Membership.Fees;

internal sealed partial class FeeApi
{
    private const string SelectProposal = $$"""
        SELECT {{DeletionProposalRow.Columns}} FROM deletion_proposals d JOIN organizations o ON o.id = d.organization_id WHERE d.id = @id AND {scope o.path}
        """;

    private const string Reject = "UPDATE deletion_proposals SET status = @Status, votes = @Votes, document = @Document WHERE id = @Id AND status = 'OPEN'";

    public override Task<DeletionProposal> RejectDeletionProposal(RejectDeletionProposalRequest request, ServerCallContext context)
    {
        var votes = request.Votes?.Clone() ?? throw Problems.Invalid("votes", "FIELD_REQUIRED");
        var check = new Check();
        var day = check.Date(votes.Date, "votes.date");
        var document = check.Text(request.Document, "document", DocumentLength);
        check.That(day <= clock.Today(), "votes.date", "DATE_IN_FUTURE")
            .That(votes.CellInFavour >= 0, "votes.cell_in_favour", "NUMBER_NEGATIVE").That(votes.CellAttendingExempt >= 0, "votes.cell_attending_exempt", "NUMBER_NEGATIVE")
            .That(votes.SuperiorInFavour >= 0, "votes.superior_in_favour", "NUMBER_NEGATIVE").That(votes.SuperiorInFavour <= votes.SuperiorSitting, "votes.superior_in_favour", "MORE_VOTES_THAN_MEMBERS")
            .OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var before = await work.FindAsync<DeletionProposalRow>(SelectProposal, new { id = ResourceName.Require("deletionProposals", request.Name) }, context.Access().Scope) ?? throw Problems.NotFound(request.Name);
            if (day < before.OpenedOn)
            {
                throw Problems.Precondition("votes.date", "STEP_BEFORE_STAGE");
            }

            await JudgeAsync(work, before, votes, day);
            var after = before with { Status = EnumNames.Of(DeletionProposal.Types.State.Rejected), Votes = votes.ToByteArray(), Document = document };
            if (await work.ExecuteAsync(Reject, after) == 0)
            {
                throw Problems.Precondition("name", "PROPOSAL_CLOSED", "R-DEL-1");
            }

            work.Emit(after.Name, after.OrganizationId, new DeletionProposalRejected { DeletionProposal = after.Name, Member = ResourceName.Member(after.MemberId), Organization = ResourceName.Organization(after.OrganizationId), Year = after.Year });
            work.Audit(after.Name, after.OrganizationId, Encoding.UTF8.GetBytes(after.ToString()));
            return after.ToProto();
        });
    }

    /// <summary>Counts the cell in which the member has his vote, and refuses to close what was carried (R-DEL-4).</summary>
    private static async Task JudgeAsync(Work work, DeletionProposalRow proposal, MemberFact.Types.Votes votes, DateOnly day)
    {
        var (policy, cell) = (LifeRules.On(day), (await MemberStore.GetAsync(work, proposal.MemberId)).OrganizationId);
        votes.CellDenominator = await FactStore.ElectorateAsync(work, cell, day, votes.CellAttendingExempt);
        if (votes.CellInFavour > votes.CellDenominator)
        {
            throw Problems.Invalid("votes.cell_in_favour", "MORE_VOTES_THAN_MEMBERS");
        }

        var decided = votes.SuperiorSitting > 0 || !LifeRules.CellCarries(policy, votes.CellInFavour, votes.CellDenominator);
        var carried = LifeRules.Carries(policy, votes.CellInFavour, votes.CellDenominator, votes.SuperiorInFavour, votes.SuperiorSitting);
        new Findings(policy).That(decided, "votes.superior_sitting", "SUPERIOR_VOTES_MISSING", "deletionSuperior")
            .That(!carried, "votes", "PROPOSAL_CARRIED", "deletionCell", new Dictionary<string, string>
            {
                ["votes"] = votes.CellInFavour.ToString(CultureInfo.InvariantCulture), ["members"] = votes.CellDenominator.ToString(CultureInfo.InvariantCulture),
            }).OrThrow();
    }
}
