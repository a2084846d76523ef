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

    public override Task<Candidate> CreateCandidate(CreateCandidateRequest request, ServerCallContext context)
    {
        var input = request.Candidate ?? throw Problems.Invalid("candidate", "FIELD_REQUIRED");
        var today = clock.Today();
        var check = new Check();
        var consented = check.Date(input.ConsentedOn, "candidate.consented_on");
        check.That(consented <= today, "candidate.consented_on", "DATE_IN_FUTURE");
        var source = check.Name(input.Source, "candidate.source", required: true);
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
                PolicyVersion = AdmissionRules.On(consented).Version,
                Version = 1,
                CreateTime = work.Now,
                UpdateTime = work.Now,
            };
            await CandidateStore.AddAsync(work, row, person);
            return row.ToProto();
        });
    }

    private static async Task<string?> VillageAsync(Shared.Data.Session session, string name, OrganizationRow cell) => name.Length == 0
        ? null
        : await session.FindAsync<string>(SelectVillage, new { id = ResourceName.IdOf(ResourceName.Villages, name), paths = Ancestry.PathsOf(cell.Path) }) ?? throw Problems.NotFound(name);
}
