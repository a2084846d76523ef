using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DienBien.Platform.Shared.Data;

/// <summary>What a command says for the audit log, before it has its place in the chain.</summary>
internal sealed record AuditNote(string Resource, string OrganizationId, string? Purpose, string ContentHash);

/// <summary>A line of the audit log. Its hash covers the line before, so that none can be changed or taken out unseen.</summary>
internal sealed record AuditRow
{
    public long Position { get; init; }

    public DateTime RecordedAt { get; init; }

    public string Actor { get; init; } = "";

    public string ClientId { get; init; } = "";

    public string Rpc { get; init; } = "";

    public string Resource { get; init; } = "";

    public string OrganizationId { get; init; } = "";

    public string? Purpose { get; init; }

    public string ContentHash { get; init; } = "";

    public string Hash { get; init; } = "";

    /// <summary>The hash of this line behind the given one.</summary>
    internal string ChainedTo(string previous)
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{previous.Trim()}\n{Position}\n{RecordedAt:yyyy-MM-ddTHH:mm:ss.ffffffZ}\n{Actor}\n{ClientId}\n{Rpc}\n{Resource}\n{OrganizationId.Trim()}\n{Purpose}\n{ContentHash}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
