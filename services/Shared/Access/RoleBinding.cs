using System.Diagnostics.CodeAnalysis;

namespace DienBien.Platform.Shared.Access;

/// <summary>A role held on an organisation and everything below it. In a token it reads <c>role@organizationId</c>.</summary>
/// <param name="Role">A name of <see cref="Roles"/>.</param>
/// <param name="OrganizationId">The id of the organisation, lower-case UUID text.</param>
public readonly record struct RoleBinding(string Role, string OrganizationId)
{
    /// <summary>The claim of a token that lists the bindings.</summary>
    public const string ClaimType = "bindings";

    /// <summary>Reads the form that stands in a token.</summary>
    /// <returns>False if the text has no role or no well-formed id.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out RoleBinding binding)
    {
        var at = text?.IndexOf('@', StringComparison.Ordinal) ?? -1;
        var valid = at > 0 && Ids.IsValid(text![(at + 1)..]);
        binding = valid ? new RoleBinding(text![..at], text[(at + 1)..]) : default;
        return valid;
    }

    /// <summary>The form that stands in a token.</summary>
    public override string ToString() => $"{Role}@{OrganizationId}";
}
