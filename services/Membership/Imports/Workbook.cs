using System.IO.Compression;
using System.Xml;
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

    /// <summary>The most rows of a sheet, as Excel has it. A row may claim any number, and those before it are made up.</summary>
    public const int MaxRows = 1_048_576;

    // As Excel has it, up to XFD. The reading library makes every row as wide as the sheet says it is.
    private const int MaxColumnLetters = 3;

    /// <summary>Refuses a workbook that unpacks to too much, having kept none of it.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="Problem">RESOURCE_EXHAUSTED.</exception>
    /// <exception cref="InvalidDataException">The file is no zip, is damaged, or has a sheet wider than sheets are.</exception>
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

        foreach (var sheet in zip.Entries.Where(part => part.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase)))
        {
            RequireNarrow(sheet);
        }

        file.Position = 0;
    }

    private static void RequireNarrow(ZipArchiveEntry sheet)
    {
        using var content = sheet.Open();
        using var xml = XmlReader.Create(content);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "dimension" } && xml.GetAttribute("ref") is { } range
                && range.Split(':').Any(cell => cell.Count(char.IsAsciiLetter) > MaxColumnLetters))
            {
                throw new InvalidDataException("The sheet is too wide.");
            }
        }
    }
}
