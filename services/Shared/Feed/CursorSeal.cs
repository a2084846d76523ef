using System.Globalization;
using System.Security.Cryptography;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Microsoft.AspNetCore.DataProtection;

namespace DienBien.Platform.Shared.Feed;

/// <summary>Positions as texts that tell their reader nothing and are worth nothing to another.</summary>
internal sealed class CursorSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("feed-cursor");

    public string Seal(long position, Caller caller) =>
        protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{position} {caller.ClientId}"));

    /// <summary>The position in a cursor.</summary>
    /// <exception cref="Problem">INVALID_ARGUMENT: forged, or another reader's.</exception>
    public long Open(string cursor, Caller caller)
    {
        return Unprotect(cursor).Split(' ', 2) is [var position, var reader] && reader == caller.ClientId
            ? long.Parse(position, CultureInfo.InvariantCulture)
            : throw Problems.Invalid("cursor", "CURSOR_INVALID");
    }

    private string Unprotect(string cursor)
    {
        try
        {
            return protector.Unprotect(cursor);
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            return "";
        }
    }
}
