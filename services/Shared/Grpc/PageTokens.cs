using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;
using Microsoft.AspNetCore.DataProtection;

namespace DienBien.Platform.Shared;

/// <summary>
/// Page tokens: the key of the last row, sealed together with the question and the caller that it belongs to, so that a
/// token can neither be read nor made up nor used for another question or by another. It carries no authorisation.
/// </summary>
public sealed class PageTokens(IDataProtectionProvider protection)
{
    /// <summary>The page size when the caller names none.</summary>
    public const int DefaultSize = 100;

    /// <summary>The largest page.</summary>
    public const int MaxSize = 1_000;

    private readonly IDataProtector protector = protection.CreateProtector("page-token");

    /// <summary>Reads a page request and notes what is wrong with it beside what else is wrong with the request.</summary>
    /// <param name="check">Learns of a negative size or a token that is not this question's and caller's.</param>
    /// <param name="size">The page size asked for.</param>
    /// <param name="token">The token, or empty for the first page.</param>
    /// <param name="question">What else the request says; the same for all pages.</param>
    /// <param name="caller">Who asks: a token is of no use to another.</param>
    public Page Read(Check check, int size, string token, IMessage question, Caller caller)
    {
        var hash = Hash(question, caller);
        var (owner, key) = token.Length > 0 && Open(token) is [var first, .. var rest] ? (first, rest) : ("", []);
        check.That(size >= 0, "page_size", "PAGE_SIZE_NEGATIVE").That(token.Length == 0 || owner == hash, "page_token", "PAGE_TOKEN_INVALID");
        return new Page(size == 0 ? DefaultSize : Math.Min(size, MaxSize), key, hash);
    }

    /// <summary>Makes the token of the next page, or an empty one after the last.</summary>
    /// <param name="page">The page that was read.</param>
    /// <param name="rows">The rows that were found, up to one more than the page holds; the extra one is removed.</param>
    /// <param name="key">The key of a row, in the order of the list.</param>
    public string Next<T>(Page page, List<T> rows, Func<T, string[]> key)
    {
        if (rows.Count <= page.Size)
        {
            return "";
        }

        rows.RemoveRange(page.Size, rows.Count - page.Size);
        return protector.Protect(JsonSerializer.Serialize<string[]>([page.Question, .. key(rows[^1])]));
    }

    private string[] Open(string token)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(protector.Unprotect(token)) ?? [];
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException or JsonException)
        {
            return [];
        }
    }

    /// <summary>A question without its paging fields, with who asks it, as a hash.</summary>
    private static string Hash(IMessage question, Caller caller)
    {
        var copy = question.Descriptor.Parser.ParseFrom(question.ToByteArray());
        foreach (var field in (string[])["page_size", "page_token"])
        {
            copy.Descriptor.FindFieldByName(field)?.Accessor.Clear(copy);
        }

        return Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{copy.Descriptor.FullName} {caller.Subject} {caller.ClientId}\n"), .. copy.ToByteArray()]));
    }
}

/// <summary>A page to read.</summary>
/// <param name="Size">The most rows it holds.</param>
/// <param name="After">The key of the last row of the page before; empty on the first.</param>
/// <param name="Question">The question's hash.</param>
public sealed record Page(int Size, string[] After, string Question)
{
    /// <summary>How many rows to read: one more than the page holds tells whether there is a next one.</summary>
    public int Take => Size + 1;

    /// <summary>A part of the key of the row before, or null on the first page.</summary>
    public string? Key(int index) => index < After.Length ? After[index] : null;
}
