using System.Security.Cryptography;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Feed;
using Google.Protobuf;

namespace DienBien.Platform.Shared.Data;

/// <summary>
/// The transaction of a command: what changes, what goes out on the feed and what the audit log says are
/// committed together or not at all.
/// </summary>
public sealed class Work : Session
{
    internal Work(Session session, Caller caller, string rpc, DateTime now, bool trial = false)
        : base(session, trial) => (Caller, Rpc, Now) = (caller, rpc, now);

    /// <summary>Who acts.</summary>
    public Caller Caller { get; }

    /// <summary>The RPC, <c>/package.Service/Method</c>.</summary>
    public string Rpc { get; }

    /// <summary>The recorded time of everything in this transaction, UTC.</summary>
    public DateTime Now { get; }

    internal List<FeedRow> Events { get; } = [];

    internal List<AuditNote> Notes { get; } = [];

    /// <summary>Puts a change on the feed.</summary>
    /// <param name="subject">The resource that changed.</param>
    /// <param name="organizationId">The organisation it belongs to; scopes are checked against it.</param>
    /// <param name="data">The state after the change, free of names, cards and birth days.</param>
    public void Emit(string subject, string organizationId, IMessage data) => Events.Add(FeedRow.New(subject, organizationId, data, Now));

    /// <summary>Writes a line into the audit log.</summary>
    /// <param name="resource">The resource that was written or read.</param>
    /// <param name="organizationId">The organisation it belongs to.</param>
    /// <param name="content">What was written; only its hash is kept.</param>
    /// <param name="purpose">Why a dossier was read; null for writes.</param>
    public void Audit(string resource, string organizationId, ReadOnlySpan<byte> content, string? purpose = null) =>
        Notes.Add(new AuditNote(resource, organizationId, purpose, Convert.ToHexStringLower(SHA256.HashData(content))));
}
