namespace DienBien.Platform.Tests.Year;

/// <summary>The names that the story has for the register's resources, both ways.</summary>
internal sealed class Names
{
    public const string ProvinceId = "01890000-0000-7000-8000-000000000011";

    private readonly Dictionary<string, string> resources = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> keys = new(StringComparer.Ordinal) { [""] = "" };

    /// <summary>Gives a resource the name that the story has for it.</summary>
    public void Add(string key, string resource)
    {
        resources.Add(key, resource);
        keys.Add(resource, key);
    }

    /// <summary>The resource of a name.</summary>
    public string this[string key] => resources[key];

    /// <summary>The story's name of a resource; the resource itself where the story has none, so that it is seen.</summary>
    public string Of(string resource) => keys.GetValueOrDefault(resource, resource);

    public bool Knows(string key) => resources.ContainsKey(key);

    /// <summary>The organisations of a commune, the commune first.</summary>
    public IEnumerable<string> Units(string commune) =>
        [.. resources.Where(entry => entry.Value.StartsWith("organizations/", StringComparison.Ordinal)).Select(entry => entry.Key).Where(key => key == commune || (key[0] is 'C' or 'G' && commune == "NT"))];

    /// <summary>The resources of candidates and transfers.</summary>
    public IEnumerable<string> Cases() => [.. resources.Values.Where(name => name.StartsWith("candidates/", StringComparison.Ordinal) || name.StartsWith("transfers/", StringComparison.Ordinal))];
}
