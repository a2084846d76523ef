using DienBien.Platform.Identity;

await IdentityHost.Build(args, null).RunAsync();
