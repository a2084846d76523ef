using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace DienBien.Platform.Tests.Faults;

/// <summary>A service in a process of its own, which can be killed without a warning and started again on its data.</summary>
internal sealed class ServiceProcess(string project, int port, string folder, params (string Key, string Value)[] settings) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StringBuilder output = new();

    private Process? process;

    public string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    /// <summary>Everything that the processes wrote.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>A client that speaks to this service alone; a killed process leaves no connection behind.</summary>
    public HttpClient Client(string? token = null)
    {
        var client = new HttpClient { BaseAddress = new Uri(Address), DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new("Bearer", token);
        return client;
    }

    public async Task StartAsync()
    {
        process = Launch([]);
        using var client = Client();
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            if (process.HasExited || waited.Elapsed > Patience)
            {
                throw new InvalidOperationException($"{project} did not start: {Output}");
            }

            try
            {
                using var answer = await client.GetAsync(new Uri("/healthz", UriKind.Relative));
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                continue;
            }
        }
    }

    /// <summary>Ends the process at once, as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        if (process is { } running)
        {
            running.Kill();
            await running.WaitForExitAsync();
            running.Dispose();
            process = null;
        }
    }

    /// <summary>Runs a command of the service and returns its exit code.</summary>
    public async Task<int> RunAsync(string command)
    {
        using var run = Launch([command]);
        await run.WaitForExitAsync();
        return run.ExitCode;
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private Process Launch(string[] command)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, $"DienBien.Platform.{project}.dll"), .. command, $"--Data:Directory={folder}", $"--Listen={Address}", .. settings.Select(s => $"--{s.Key}={s.Value}")])
        {
            start.ArgumentList.Add(argument);
        }

        // None of these processes lives long enough for its code to be optimised twice.
        start.Environment["DOTNET_TieredPGO"] = "0";
        var launched = Process.Start(start)!;
        launched.OutputDataReceived += Keep;
        launched.ErrorDataReceived += Keep;
        launched.BeginOutputReadLine();
        launched.BeginErrorReadLine();
        return launched;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output)
        {
            output.AppendLine(line.Data);
        }
    }
}
