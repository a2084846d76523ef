using DienBien.Platform.Membership;
using DienBien.Platform.Shared.Hosting;

return await ServiceProgram.RunAsync(MembershipHost.Build(args, ProcessDefaults.Of("membership")), args);
