using DienBien.Membership.V1;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Organizations.Health;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations.Committees;

internal sealed partial class CommitteeApi
{
    private const string CountOverlapping = """
        SELECT COUNT(*) FROM committee_terms c WHERE c.organization_id = @OrganizationId AND c.kind = @Kind
            AND (c.ends_on IS NULL OR c.ends_on > @StartsOn) AND (@EndsOn IS NULL OR c.starts_on < @EndsOn)
        """;

    public override async Task<CommitteeTerm> CreateCommitteeTerm(CreateCommitteeTermRequest request, ServerCallContext context)
    {
        var check = new Check();
        check.That(request.CommitteeTerm is not null, "committee_term", "FIELD_REQUIRED").OrThrow();
        var input = request.CommitteeTerm!;
        var row = new CommitteeTermRow
        {
            Kind = check.Name(input.Kind, "committee_term.kind", required: true),
            Label = check.Text(input.Label, "committee_term.label", 63),
            StartsOn = check.Date(input.StartsOn, "committee_term.starts_on"),
            EndsOn = check.OptionalDate(input.EndsOn, "committee_term.ends_on"),
            CongressOn = check.OptionalDate(input.CongressOn, "committee_term.congress_on"),
            SeatsSet = input.SeatsSet,
            NewlyFormed = input.NewlyFormed,
        };
        check.That(row.SeatsSet is > 0 and <= 200, "committee_term.seats_set", "SEATS_RANGE")
            .That(row.EndsOn is null || row.EndsOn > row.StartsOn, "committee_term.ends_on", "UNTIL_BEFORE_SINCE")
            .That(row.CongressOn is null || row.CongressOn <= clock.Today(), "committee_term.congress_on", "DATE_IN_FUTURE").OrThrow();
        RuleFinding? warning = null;
        var answer = await commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var organization = await OrganizationStore.RequireAsync(work, request.Parent, context.Access().Scope);
            var policy = HealthPolicy.On(row.StartsOn);
            warning = row.Kind == "INSPECTION" ? Judge(policy.Inspection(organization.Kind), "committee_term.kind") : null;
            var stored = row with { Id = Ids.New(), OrganizationId = organization.Id, Version = 1, PolicyVersion = policy.Version.Version, CreateTime = work.Now, UpdateTime = work.Now };
            // Two writers of overlapping terms wait for each other.
            if (!await OrganizationStore.HoldAsync(work, organization.Id))
            {
                throw Problems.Precondition("parent", "ORGANIZATION_DISSOLVED");
            }

            if (await work.SingleAsync<long>(CountOverlapping, stored) > 0)
            {
                throw Problems.Precondition("committee_term.starts_on", "TERM_OVERLAPS");
            }

            await work.InsertAsync("committee_terms", stored);
            if (stored.CongressOn is { } congress && congress >= WorkingDays.Vietnam.FirstDay)
            {
                await DeadlineBook.OpenAsync(work, new Case(stored.Name, organization.Id), policy.Version, "congressReport", "CONGRESS", congress);
            }

            return await CommitteeStore.PublishAsync(work, stored);
        });
        await WarnAsync(context, warning);
        return answer;
    }
}
