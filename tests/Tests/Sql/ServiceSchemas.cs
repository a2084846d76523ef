using System.Collections.Frozen;
using System.Reflection;
using DienBien.Platform.Identity.Data;
using DienBien.Platform.Indicators;
using DienBien.Platform.Inspection;
using DienBien.Platform.Meetings;
using DienBien.Platform.Membership;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Hosting;

namespace DienBien.Platform.Tests.Sql;

/// <summary>The schema of every database of the platform, as its migrations make it.</summary>
internal static class ServiceSchemas
{
    private static readonly ServiceInfo[] Services = [MembershipHost.Service, MeetingsHost.Service, InspectionHost.Service, IndicatorsHost.Service];

    public static FrozenDictionary<string, (Assembly Assembly, string Folder)[]> All { get; } = Services
        .Select(service => KeyValuePair.Create(service.Name, service.Migrations))
        .Append(KeyValuePair.Create("identity", new[] { (typeof(IdentityStorage).Assembly, "Migrations") }))
        .ToFrozenDictionary();

    /// <summary>The scripts of one database for a dialect, in the order in which they are applied.</summary>
    public static IEnumerable<(string Name, string Text)> Scripts(string service, Dialect dialect) => All[service]
        .SelectMany(part => Migrator.Scripts(part.Assembly, $".{part.Folder}.{dialect.Name}."))
        .Select(script => (script.Name, script.Contents));

    /// <summary>The assemblies whose texts run on a database of their own; those of the others run on any.</summary>
    public static string ServiceOf(Assembly assembly) =>
        Services.FirstOrDefault(service => service.Assembly == assembly)?.Name
        ?? (assembly == typeof(IdentityStorage).Assembly ? "identity" : "");
}
