using System.Text.RegularExpressions;
using DienBien.Platform.Tests.Rules;

namespace DienBien.Platform.Tests.Architecture;

/// <summary>The rules about files. What they look for is put together here, so that this file itself does not hold it.</summary>
internal static class FileRules
{
    /// <summary>Files with several RPCs, and why.</summary>
    private static readonly Dictionary<string, string> SharedHandlers = new()
    {
        ["services/Membership/Imports/ImportApi.cs"] = "three RPCs of one line each that share a handler",
    };

    public static IReadOnlyList<FileRule> All { get; } =
    [
        new("no file of the product is longer than 300 lines, none of the tests than 400", TooLong, new SourceFile("services/Planted/Long.cs", new string('\n', 300) + "x")),
        new("an RPC is a file, named for it", Rpcs, new SourceFile("services/Planted/PlantedApi.GetOther.cs", "    public override Task<Planted> GetPlanted(GetPlantedRequest request, " + "ServerCallContext context)")),
        new("every element of a proto is commented", ProtoElements, new SourceFile("protos/planted.proto", "syntax = \"proto3\";\n\n// Is commented.\nmessage Planted {\n  string name = 1;\n}\n")),
        new("every rule that is cited is in the catalogue", CitedRules, new SourceFile("services/Planted/Planted.cs", "// Follows R-" + "NONE-1.")),
        new("the README has at most 150 lines", file => file.Path == "README.md" && file.Lines.Length > 150 ? [file.Path] : [], new SourceFile("README.md", new string('\n', 150) + "x")),
        new("CONTRIBUTING is one page", file => file.Path == "CONTRIBUTING.md" && file.Lines.Length > 60 ? [file.Path] : [], new SourceFile("CONTRIBUTING.md", new string('\n', 60) + "x")),
        FileRule.Never("no regions", file => file.IsCode, @"^\s*#" + "region", "#" + "region Planted"),
        FileRule.Never("nothing is left to do", _ => true, @"\b(TO" + "DO|FIX" + "ME|HA" + @"CK)\b", "// TO" + "DO: later"),
        FileRule.Never("nothing is swallowed", file => file.IsCode, @"catch\s*(\([^)]*\)\s*)?\{" + @"\s*\}", "try { } catch (IOException) {" + " }"),
        FileRule.Never("not every exception is caught blindly", file => file.IsProduct, @"catch\s*\((System\.)?Exception( \w+)?\)" + @"\s*(\{|$)", "catch (" + "Exception failure)"),
        FileRule.Never("the clock is injected", file => file.IsCode, @"\bDateTime(Offset)?\.(Utc)?(Now|To" + "day)", "var now = DateTime." + "Now;"),
        FileRule.Never("ids come from Ids", file => file.IsProduct, @"Guid\.New" + "Guid", "var id = Guid.New" + "Guid();"),
        FileRule.Never("no thread waits", file => file.IsProduct, @"\.(GetAwaiter\(\)\.Get" + @"Result|Wait)\(\)|Thread\.Sle" + "ep", "Thread.Sle" + "ep(1);"),
        FileRule.Never("logs are a catalogue", file => file.IsProduct, @"\.Log(Trace|Debug|Information|Warning|Error|Critical)" + @"\(", "logger.LogWarning" + "(\"planted\");"),
        FileRule.Never("nullable stays on and warnings stay errors", file => file.IsCode, "#nullable dis" + "able|#pragma warning dis" + "able", "#nullable dis" + "able"),
        FileRule.Never("namespaces are of the whole file", file => file.IsCode, @"^namespace [\w.]+\s*(\{|$)", "namespace " + "Planted\n{\n}"),
        FileRule.Never("SQL goes through Session", file => file.IsProduct && !file.Path.StartsWith("services/Shared/Data/", StringComparison.Ordinal), @"CreateCom" + @"mand\(|CommandDefi" + @"nition|new Sql(ite)?Conn" + "ection", "connection.CreateCom" + "mand();"),
        FileRule.Never("the names of the databases' own constructs stay in the dialect", file => file.IsProduct && file.Path != "services/Shared/Data/Dialect.cs", @"\b(LIMIT @|json_" + "each|json_ext" + "ract|OPEN" + @"JSON|FETCH NEXT)\b?", "FROM OPEN" + "JSON(@ids)"),
        FileRule.Never("a query names its columns", file => file.IsProduct, @"\bSELECT" + @" (\w+\.)?\*", "SELECT" + " * FROM members"),
        FileRule.Never("only Identity uses an object mapper", file => file.IsProduct && !file.Path.StartsWith("gateway/Identity/", StringComparison.Ordinal), "EntityFramework" + "Core", "using Microsoft.EntityFramework" + "Core;"),
        FileRule.Never("no file names a package registry", _ => true, string.Join('|', Hosts()), "https://" + Hosts().First().Replace("\\", "", StringComparison.Ordinal), options: RegexOptions.IgnoreCase),
        FileRule.Never("no file speaks of the workshop", file => !file.Path.EndsWith("package-lock.json", StringComparison.Ordinal), string.Join('|', Workshop()), "// See iss" + "ue 7.", options: RegexOptions.IgnoreCase),
        FileRule.Never("no key or password stands in a file", file => !file.IsTest, "-----BEGIN [A-Z ]*PRIVATE " + @"KEY|(password|secret)""?\s*[:=]\s*""[^""$@{]{6,}""", "\"password\"" + ": \"correct horse\"", options: RegexOptions.IgnoreCase),
    ];

    private static IEnumerable<string> Hosts() => [@"nu" + @"get\.org", @"npm" + @"js\.(org|com)", @"py" + @"pi\.org", @"crates\." + "io", @"proxy\.gol" + @"ang\.org", @"registry\." + "yarnpkg", @"mcr\.micro" + @"soft\.com/v2", @"pkgs\.dev\." + @"azure"];

    private static IEnumerable<string> Workshop() => [@"\biss" + @"ue #?\d", @"\b(style|verified|brief|rules)" + @"\.md\b", "/wo" + "rk/", "/tm" + "p/br", @"\bl" + @"lm\b", @"\bpro" + @"mpt(s|ed)?\b", "lang" + "uage model", "as an " + "ai"];

    private static IEnumerable<string> TooLong(SourceFile file) =>
        file.IsCode && file.Lines.Length > (file.IsTest ? 400 : 300) ? [$"{file.Path} has {file.Lines.Length} lines"] : [];

    private static IEnumerable<string> Rpcs(SourceFile file)
    {
        if (!file.Path.StartsWith("services/", StringComparison.Ordinal) || SharedHandlers.ContainsKey(file.Path))
        {
            return [];
        }

        var rpcs = Regex.Matches(file.Text, @"public override [^(=]*?\b(\w+)\([^)]*ServerCallContext context\)").Select(match => match.Groups[1].Value).ToList();
        var name = Path.GetFileNameWithoutExtension(file.Path);
        return rpcs switch
        {
            [] => [],
            // The service's only RPC stands in the service's own file.
            [_] when !name.Contains('.', StringComparison.Ordinal) && name.EndsWith("Api", StringComparison.Ordinal) => [],
            [var rpc] when name == rpc || name.EndsWith("." + rpc, StringComparison.Ordinal) => [],
            _ when Interceptor(file) => [],
            _ => [$"{file.Path} holds {string.Join(", ", rpcs)}"],
        };
    }

    private static bool Interceptor(SourceFile file) => file.Path.EndsWith("Interceptor.cs", StringComparison.Ordinal);

    private static IEnumerable<string> ProtoElements(SourceFile file)
    {
        if (!file.Path.EndsWith(".proto", StringComparison.Ordinal))
        {
            yield break;
        }

        var element = new Regex(@"^\s*((message|enum|service|rpc|oneof)\s+\w+|(repeated |optional |map<[^>]+> )?[\w.]+ \w+ = \d+|[A-Z][A-Z0-9_]* = \d+)");
        var (lines, within) = (file.Lines, 0);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (within == 0 && element.IsMatch(line) && !lines[Math.Max(0, i - 1)].TrimStart().StartsWith("//", StringComparison.Ordinal))
            {
                yield return $"{file.Path}:{i + 1}: {line}";
            }

            // Options hold braces and equal signs that are no elements.
            within += line.StartsWith("option ", StringComparison.Ordinal) || within > 0 ? line.Count(c => c == '{') - line.Count(c => c == '}') : 0;
        }
    }

    private static IEnumerable<string> CitedRules(SourceFile file) => file.IsProduct || file.Path.EndsWith(".json", StringComparison.Ordinal) || file.Path.EndsWith(".proto", StringComparison.Ordinal)
        ? Regex.Matches(file.Text, @"\bR-[A-Z]+[A-Z0-9]*-\d+\b").Select(match => match.Value).Where(rule => !RuleCatalogue.Rules.ContainsKey(rule)).Distinct().Select(rule => $"{file.Path}: {rule}")
        : [];
}
