using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Hosting;
using Grpc.Core;

namespace DienBien.Platform.Membership.Imports;

/// <summary>
/// A file on its way in. It is taken whole before the first line is stored, so that one that turns out too large
/// changes nothing; it lies in the data directory and is gone when the import ends, or the process, however it ends.
/// </summary>
internal sealed class Upload : IAsyncDisposable
{
    private readonly FileStream file;

    public Upload(IServiceProvider services)
    {
        var folder = Path.Combine(services.GetRequiredService<Storage>().Folder, "uploads");
        PrivateFile.MakeFolder(folder);
        var path = Path.Combine(folder, Ids.New());
        file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            BufferSize = 1 << 16,
        });
        // DeleteOnClose is the system's own doing on Windows alone. Elsewhere a process that is killed would leave
        // names and card numbers behind, so the file loses its name at once.
        File.Delete(path);
    }

    public async Task FillAsync(Stream body, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
        {
            await AppendAsync(buffer.AsMemory(0, read), cancellation);
        }
    }

    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        CheckLength(file.Length + bytes.Length);
        await file.WriteAsync(bytes, cancellation);
    }

    /// <summary>Refuses what is too long, by its declared length before a byte of it was read.</summary>
    /// <exception cref="Problem">RESOURCE_EXHAUSTED.</exception>
    public static void CheckLength(long bytes)
    {
        if (bytes > UploadFormat.MaxBytes)
        {
            throw new Problem(StatusCode.ResourceExhausted, "UPLOAD_TOO_LARGE");
        }
    }

    public Stream Rewind()
    {
        file.Position = 0;
        return file;
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
