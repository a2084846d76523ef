namespace DienBien.Platform.Identity.Data;

/// <summary>A role that an account or a client holds on an organisation.</summary>
internal sealed record RoleBindingRow
{
    /// <summary>An account's id or a client's client id, as the token's <c>sub</c> says it.</summary>
    public required string Subject { get; init; }

    public required string Role { get; init; }

    public required string OrganizationId { get; init; }
}
