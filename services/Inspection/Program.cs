using DienBien.Platform.Inspection;
using DienBien.Platform.Shared.Hosting;

return await ServiceProgram.RunAsync(InspectionHost.Build(args, ProcessDefaults.Of("inspection")), args);
