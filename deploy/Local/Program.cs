using System.Diagnostics;
using DienBien.Platform.Local;

LocalOptions options;
try
{
    options = LocalOptions.Read(args);
}
catch (ArgumentException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}

var clock = Stopwatch.StartNew();
await using var platform = await LocalPlatform.StartAsync(options, CancellationToken.None);
Console.WriteLine($"READY http={platform.Http} grpc={platform.Grpc} data={Path.GetFullPath(options.Data)} in {clock.ElapsedMilliseconds} ms");
Console.WriteLine($"Accounts and clients of the demonstration: {Path.Combine(Path.GetFullPath(options.Data), "demo-credentials.json")}");
await platform.WaitAsync();
return 0;
