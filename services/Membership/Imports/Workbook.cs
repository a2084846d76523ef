using System.IO.Compression;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Imports;

/// <summary>
/// Bounds what a workbook unpacks to. It is a zip, so a small upload may hold gigabytes; what its directory says of
/// the sizes is the sender's word, so the bytes themselves are counted before anything makes lines of them.
/// </summary>
internal static class Workbook
{
    /// <summary>The most bytes of all parts together: eight times the largest upload, which sheets of text rarely exceed.</summary>
    public const long MaxBytes = 512L << 20;

    /// <summary>Refuses a workbook that unpacks to too much, having kept none of it.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="Problem">RESOURCE_EXHAUSTED.</exception>
    /// <exception cref="InvalidDataException">The file is no zip, or a damaged one.</exception>
    public static void RequireBounded(Stream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var (buffer, bytes) = (new byte[1 << 16], 0L);
        foreach (var part in zip.Entries)
        {
            using var content = part.Open();
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                if ((bytes += read) > MaxBytes)
                {
                    throw new Problem(StatusCode.ResourceExhausted, "UNPACKED_TOO_LARGE");
                }
            }
        }

        file.Position = 0;
    }
}
