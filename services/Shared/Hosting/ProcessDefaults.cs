using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace DienBien.Platform.Shared.Hosting;

/// <summary>
/// What holds in a process of its own unless it is told otherwise: everything on one machine, each host on its port,
/// and no line in the log for each request, whose address may tell about people.
/// </summary>
public static class ProcessDefaults
{
    private static readonly (string Name, int Port)[] Hosts =
        [("identity", 5100), ("membership", 5101), ("meetings", 5102), ("inspection", 5103), ("indicators", 5104)];

    /// <summary>The defaults of a host, which files, environment and command line override.</summary>
    /// <param name="host">The name, for example <c>membership</c>.</param>
    public static Action<ConfigurationManager> Of(string host) => configuration =>
    {
        var settings = new Dictionary<string, string?>
        {
            ["Identity:Issuer"] = "http://127.0.0.1:8080/",
            ["Identity:Metadata"] = AddressOf("identity") + "/.well-known/openid-configuration",
            ["Identity:Token"] = AddressOf("identity") + "/connect/token",
            ["Identity:ClientId"] = "svc-" + host,
            ["Feeds:membership"] = AddressOf("membership"),
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
            ["Logging:LogLevel:System.Net.Http"] = "Warning",
        };
        foreach (var (name, _) in Hosts)
        {
            settings["Gateway:Services:" + name] = AddressOf(name);
        }

        if (Array.Exists(Hosts, known => known.Name == host))
        {
            // Identity speaks HTTP/1.1 and lets the framework listen.
            settings[host == "identity" ? "Urls" : "Listen"] = AddressOf(host);
        }

        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = settings });
    };

    private static string AddressOf(string host) => "http://127.0.0.1:" + Array.Find(Hosts, known => known.Name == host).Port;
}
