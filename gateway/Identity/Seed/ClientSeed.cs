namespace DienBien.Platform.Identity.Seed;

/// <summary>A machine client to be there.</summary>
internal sealed record ClientSeed
{
    public required string ClientId { get; init; }

    public required string Secret { get; init; }

    public required string DisplayName { get; init; }

    public required string Role { get; init; }

    public required string OrganizationId { get; init; }

    /// <summary>True to give a client that exists this secret: the one it had is lost.</summary>
    public bool ReplaceSecret { get; init; }
}

/// <summary>An account to be there.</summary>
internal sealed record AccountSeed
{
    public required string UserName { get; init; }

    public required string Password { get; init; }

    public required string Role { get; init; }

    public required string OrganizationId { get; init; }

    /// <summary>True to give an account that exists this password: the one it had is lost.</summary>
    public bool ReplacePassword { get; init; }
}
