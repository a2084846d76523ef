using DienBien.Platform.Indicators;
using DienBien.Platform.Shared.Hosting;

return await ServiceProgram.RunAsync(IndicatorsHost.Build(args, ProcessDefaults.Of("indicators")), args);
