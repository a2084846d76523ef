using System.Globalization;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership;

/// <summary>Etags: a row's version, quoted as in RFC 9110.</summary>
internal static class Etags
{
    /// <summary>The etag of a version.</summary>
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Compares what the caller saw with what is stored. An empty etag skips the check.</summary>
    /// <exception cref="Problem">ABORTED with the current etag.</exception>
    public static void Check(string etag, long version)
    {
        if (etag.Length > 0 && etag != Of(version))
        {
            throw Problems.EtagMismatch(Of(version));
        }
    }
}
