using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Admissions;

internal sealed partial class CandidateApi
{
    private const string SelectVillage = "SELECT v.id FROM villages v JOIN organizations o ON o.id = v.commune_id WHERE v.id = @id AND o.path {in paths}";

    // Who is no member and has agreed to help.
    private static readonly Candidate.Types.Source[] Helpers = [Candidate.Types.Source.VillageElder, Candidate.Types.Source.VillageHead, Candidate.Types.Source.PrestigiousPerson];

    public override Task<Candidate> CreateCandidate(CreateCandidateRequest request, ServerCallContext context)
    {
        var input = request.Candidate ?? throw Problems.Invalid("candidate", "FIELD_REQUIRED");
        var today = clock.Today();
        var check = new Check();
        var consented = check.Date(input.ConsentedOn, "candidate.consented_on");
        check.That(consented <= today, "candidate.consented_on", "DATE_IN_FUTURE");
        var source = check.Name(input.Source, "candidate.source", required: true);
        var body = check.Name(input.MassOrganization, "candidate.mass_organization");
        var agreed = check.OptionalDate(input.SourceAgreedOn, "candidate.source_agreed_on");
        check.That(body.Length == 0 || input.Source == Candidate.Types.Source.MassOrganization, "candidate.mass_organization", "SOURCE_CONTRADICTS")
            .That(agreed is null || Helpers.Contains(input.Source), "candidate.source_agreed_on", "SOURCE_CONTRADICTS")
            .That(agreed is null || agreed <= today, "candidate.source_agreed_on", "DATE_IN_FUTURE");
        var departure = check.Name(input.Departure, "candidate.departure", required: input.FormerMember.Length > 0);
        var cleared = check.OptionalDate(input.RecordClearedOn, "candidate.record_cleared_on");
        check.That(input.Departure != MemberFact.Types.Departure.LessSeriousCrime || cleared is not null, "candidate.record_cleared_on", "FIELD_REQUIRED");
        var person = PersonRow.Read(check, input.Person, today);
        check.OrThrow();
        var scope = context.Access().Scope;
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var cell = await OrganizationStore.RequireAsync(work, request.Parent, scope);
            if (!TreePolicy.On(today).IsCell(cell.Kind) || !await OrganizationStore.HoldAsync(work, cell.Id))
            {
                throw Problems.Precondition("parent", cell.DissolvedOn is null ? "ORGANIZATION_NO_CELL" : "ORGANIZATION_DISSOLVED");
            }

            var policy = AdmissionRules.On(consented);
            var row = new CandidateRow
            {
                Id = Ids.New(),
                OrganizationId = cell.Id,
                VillageId = await VillageAsync(work, input.Village, cell),
                Source = source,
                SourceMemberId = input.SourceMember.Length == 0 ? null : (await MemberStore.RequireAsync(work, input.SourceMember, scope)).Id,
                ConsentedOn = consented,
                Stage = EnumNames.Of(Candidate.Types.Stage.Outstanding),
                StageSince = consented,
                PolicyVersion = policy.Version,
                Version = 1,
                CreateTime = work.Now,
                UpdateTime = work.Now,
                FormerMemberId = input.FormerMember.Length == 0 ? null : (await MemberStore.RequireAsync(work, input.FormerMember, scope)).Id,
                Departure = departure.Length == 0 ? null : departure,
                RecordClearedOn = cleared,
                MassOrganization = body.Length == 0 ? null : body,
                SourceAgreedOn = agreed,
            };
            var findings = new Findings(policy);
            if (await Former.OfAsync(work, row) is { } former)
            {
                Readmissions.Bar(findings, policy, former.Asks, "candidate.departure").OrThrow();
            }

            await CandidateStore.AddAsync(work, row, person);
            var answer = row.ToProto();
            answer.Findings.AddRange(findings.ToProto());
            return answer;
        });
    }

    private static async Task<string?> VillageAsync(Shared.Data.Session session, string name, OrganizationRow cell) => name.Length == 0
        ? null
        : await session.FindAsync<string>(SelectVillage, new { id = ResourceName.IdOf(ResourceName.Villages, name), paths = Ancestry.PathsOf(cell.Path) }) ?? throw Problems.NotFound(name);
}
