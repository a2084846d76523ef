using DienBien.Platform.Gateway;

await GatewayHost.Build(args).RunAsync();
