using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Membership.Organizations.Health;

/// <summary>A superior's written consent.</summary>
internal sealed record ConsentRow
{
    internal const string Collection = "organizationConsents";

    internal const string Columns = "c.id, c.organization_id, c.kind, c.granted_by_id, c.granted_on, c.document_number, c.scope_note, c.recorded_at";

    private const string SelectById = $"SELECT {Columns} FROM organization_consents c JOIN organizations o ON o.id = c.organization_id WHERE c.id = @id AND {{scope o.path}}";

    public string Id { get; init; } = "";

    public string OrganizationId { get; init; } = "";

    public string Kind { get; init; } = "";

    public string? GrantedById { get; init; }

    public DateOnly GrantedOn { get; init; }

    public string DocumentNumber { get; init; } = "";

    public string ScopeNote { get; init; } = "";

    public DateTime RecordedAt { get; init; }

    /// <summary>The consent of a name within a scope, or null.</summary>
    internal static async Task<ConsentRow?> FindAsync(Session session, string name, Shared.Access.Scope scope) =>
        ResourceName.IdOf(Collection, name) is { } id ? await session.FindAsync<ConsentRow>(SelectById, new { id }, scope) : null;

    internal OrganizationConsent ToProto() => new()
    {
        Name = $"{Collection}/{Id}",
        Organization = ResourceName.Organization(OrganizationId),
        Kind = EnumNames.TryParse<OrganizationConsent.Types.Kind>(Kind, out var kind) ? kind : default,
        GrantedBy = GrantedById is null ? "" : ResourceName.Organization(GrantedById),
        GrantedOn = IsoDate.Of(GrantedOn),
        DocumentNumber = DocumentNumber,
        ScopeNote = ScopeNote,
        CreateTime = RecordedAt.ToTimestamp(),
    };
}
