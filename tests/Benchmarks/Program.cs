using System.Collections.Frozen;

var benchmarks = new Dictionary<string, Func<string[], Task>>
{
}.ToFrozenDictionary();

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var run))
{
    await Console.Error.WriteLineAsync("Name one of: " + string.Join(", ", benchmarks.Keys.Order(StringComparer.Ordinal)));
    return 2;
}

await run(args[1..]);
return 0;
