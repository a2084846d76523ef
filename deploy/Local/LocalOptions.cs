using System.Globalization;
using DienBien.Platform.Local.Demo;

namespace DienBien.Platform.Local;

/// <summary>The command line of the local set-up.</summary>
internal sealed record LocalOptions
{
    public const string Usage = "Options: --data DIR  --http PORT  --grpc PORT  --empty  --size small|province|country";

    public string Data { get; init; } = ".local";

    public int Http { get; init; } = 8080;

    public int Grpc { get; init; } = 8081;

    public bool Empty { get; init; }

    public DemoSize Size { get; init; } = DemoSize.Small;

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">An argument is unknown or has no proper value.</exception>
    public static LocalOptions Read(string[] args)
    {
        var options = new LocalOptions();
        for (var i = 0; i < args.Length; i++)
        {
            string Value() => ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value. {Usage}");
            options = args[i] switch
            {
                "--data" => options with { Data = Value() },
                "--http" => options with { Http = Port(Value()) },
                "--grpc" => options with { Grpc = Port(Value()) },
                "--empty" => options with { Empty = true },
                "--size" => options with { Size = Enum.TryParse<DemoSize>(Value(), ignoreCase: true, out var size) ? size : throw new ArgumentException($"Unknown size {args[i]}. {Usage}") },
                var other => throw new ArgumentException($"Unknown option {other}. {Usage}"),
            };
        }

        return options;
    }

    private static int Port(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65_535
        ? port
        : throw new ArgumentException($"{text} is no port. {Usage}");
}
