using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Shared;

/// <summary>Resource names as in AIP-122: <c>members/{uuid}</c>.</summary>
public static class ResourceName
{
    /// <summary>The collection of organisations.</summary>
    public const string Organizations = "organizations";

    /// <summary>The collection of villages.</summary>
    public const string Villages = "villages";

    /// <summary>The collection of members.</summary>
    public const string Members = "members";

    /// <summary>The organisation's id in <c>organizations/{uuid}</c> or a name below it, or null.</summary>
    public static string? OrganizationOf(string name)
    {
        const string Prefix = Organizations + "/";
        if (!name.StartsWith(Prefix, StringComparison.Ordinal) || name.Length < Prefix.Length + 36)
        {
            return null;
        }

        var id = name.Substring(Prefix.Length, 36);
        return Ids.IsValid(id) && (name.Length == Prefix.Length + 36 || name[Prefix.Length + 36] == '/') ? id : null;
    }

    /// <summary>The id in <c>{collection}/{uuid}</c>, or null if the name is anything else.</summary>
    public static string? IdOf(string collection, string name) =>
        name.Length == collection.Length + 37 && name[collection.Length] == '/' && name.StartsWith(collection, StringComparison.Ordinal) && Ids.IsValid(name[(collection.Length + 1)..])
            ? name[(collection.Length + 1)..]
            : null;

    /// <summary>The id in <c>{collection}/{uuid}</c>.</summary>
    /// <exception cref="Problem">NOT_FOUND: a name that can't exist does not exist.</exception>
    public static string Require(string collection, string name) => IdOf(collection, name) ?? throw Problems.NotFound(name);

    /// <summary>The name of an organisation.</summary>
    public static string Organization(string id) => $"{Organizations}/{id}";

    /// <summary>The name of a village.</summary>
    public static string Village(string id) => $"{Villages}/{id}";

    /// <summary>The name of a member.</summary>
    public static string Member(string id) => $"{Members}/{id}";

    /// <summary>The name of a case of two records that seem to be one person.</summary>
    public static string DuplicateCase(string id) => $"duplicateCases/{id}";
}
