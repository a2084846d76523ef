using System.Diagnostics;
using DienBien.Platform.Local;
using Grpc.Core;
using Microsoft.AspNetCore.Connections;

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
LocalPlatform started;
try
{
    started = await LocalPlatform.StartAsync(options, CancellationToken.None);
}
catch (IOException taken) when (taken.InnerException is AddressInUseException)
{
    Console.Error.WriteLine($"{taken.Message} Stop what holds it, or choose other ports with --http and --grpc.");
    return 1;
}

await using var platform = started;
Console.WriteLine($"READY http={platform.Http} grpc={platform.Grpc} data={Path.GetFullPath(options.Data)} in {clock.ElapsedMilliseconds} ms");
Console.WriteLine($"Accounts and clients of the demonstration: {Path.Combine(Path.GetFullPath(options.Data), "demo-credentials.json")}");
try
{
    // Nobody has to wait for it.
    await (options.Empty ? Task.CompletedTask : DemoCases.ApplyAsync(platform, CancellationToken.None));
}
catch (RpcException refused)
{
    Console.Error.WriteLine($"The demonstration's cases were not added: {refused.Status.Detail}");
}

await platform.WaitAsync();
return 0;
