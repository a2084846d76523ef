using DienBien.Platform.Identity;
using DienBien.Platform.Shared.Hosting;

await IdentityHost.Build(args, ProcessDefaults.Of("identity")).RunAsync();
