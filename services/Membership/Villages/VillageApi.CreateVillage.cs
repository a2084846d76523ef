using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Villages;

internal sealed partial class VillageApi
{
    public override Task<Village> CreateVillage(CreateVillageRequest request, ServerCallContext context)
    {
        var check = new Check();
        check.That(request.Parent.Length > 0, "parent", "FIELD_REQUIRED").That(request.Village is not null, "village", "FIELD_REQUIRED").OrThrow();
        var input = request.Village!;
        var name = check.Text(input.DisplayName, "village.display_name", 127);
        var row = new VillageRow
        {
            Code = check.Code(input.Code, "village.code"),
            Kind = check.Name(input.Kind, "village.kind", required: true),
            DisplayName = name,
            FoldedName = NameSearch.Stored(name),
            Border = input.Border,
            Remote = input.Remote,
        };
        var head = input.Head is null ? null : new HeadInput(check, input.Head, "village.head");
        var cells = input.Cells.Select((cell, i) => new CellInput(check, cell, $"village.cells[{i}]")).ToList();
        check.OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var scope = context.Access().Scope;
            var commune = await OrganizationStore.RequireAsync(work, request.Parent, scope);
            if (VillageRules.CommuneFault(commune, isNew: true, "parent") is { } fault)
            {
                throw Problems.Precondition(fault.Field, fault.Reason);
            }

            if (await VillageStore.IsTakenAsync(work, row.Code))
            {
                throw Problems.AlreadyExists("village.code", "CODE_TAKEN");
            }

            var writer = new VillageWriter(work, clock);
            var village = await writer.AddAsync(row with { CommuneId = commune.Id });
            if (head is not null)
            {
                await head.AppointAsync(writer, work, village, scope);
            }

            foreach (var cell in cells)
            {
                // The request states all of them: none takes over from another.
                await writer.LinkAsync(village, await cell.ResolveAsync(work, scope, TreePolicy.On(clock.Today())), alone: false);
            }

            writer.Publish(village);
            return village.ToProto(clock.Today());
        });
    }
}
