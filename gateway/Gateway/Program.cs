using DienBien.Platform.Gateway;
using DienBien.Platform.Shared.Hosting;

await GatewayHost.Build(args, ProcessDefaults.Of("gateway")).RunAsync();
