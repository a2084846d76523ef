using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Members;

internal sealed partial class MemberApi
{
    private const string SelectById = $"SELECT {MemberRow.Columns} FROM members m JOIN organizations o ON o.id = m.organization_id WHERE m.id = @id AND {{scope o.path}}";

    public override async Task<Member> GetMember(GetMemberRequest request, ServerCallContext context)
    {
        var id = ResourceName.Require(ResourceName.Members, request.Name);
        var row = await database.ReadAsync(session => session.FindAsync<MemberRow>(SelectById, new { id }, context.Access().Scope), context.CancellationToken);
        return row?.ToProto(clock.Today()) ?? throw Problems.NotFound(request.Name);
    }
}
