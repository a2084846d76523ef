namespace DienBien.Platform.Shared.Hosting;

/// <summary>What may be sent: the service judges by it, the gateway refuses and describes by it.</summary>
public static class UploadFormat
{
    /// <summary>The type of comma-separated values.</summary>
    public const string Csv = "text/csv";

    /// <summary>The type of Excel's workbooks.</summary>
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The most bytes of a file: 64 MiB.</summary>
    public const long MaxBytes = 64L << 20;

    /// <summary>The most bytes of a JSON body: 4 MiB.</summary>
    public const int MaxMessageBytes = 4 << 20;
}
