using DienBien.Platform.Meetings;
using DienBien.Platform.Shared.Hosting;

return await ServiceProgram.RunAsync(MeetingsHost.Build(args, ProcessDefaults.Of("meetings")), args);
