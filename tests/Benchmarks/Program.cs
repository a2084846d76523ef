using System.Collections.Frozen;
using DienBien.Platform.Benchmarks;

var benchmarks = new Dictionary<string, Func<string[], Task>>
{
    ["feed"] = FeedBenchmark.RunAsync,
    ["indicator"] = IndicatorBenchmark.RunAsync,
    ["import"] = ImportBenchmark.RunAsync,
    ["gateway"] = GatewayBenchmark.RunAsync,
    ["register"] = RegisterBenchmark.RunAsync,
    ["rpc"] = RpcBenchmark.RunAsync,
    ["scope"] = ScopeBenchmark.RunAsync,
    ["statistics"] = StatisticsBenchmark.RunAsync,
    ["write"] = WriteBenchmark.RunAsync,
}.ToFrozenDictionary();

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var run))
{
    await Console.Error.WriteLineAsync("Name one of: " + string.Join(", ", benchmarks.Keys.Order(StringComparer.Ordinal)));
    return 2;
}

await run(args[1..]);
return Environment.ExitCode;
