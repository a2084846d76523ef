using System.Diagnostics;
using Google.Protobuf;

namespace DienBien.Platform.Shared.Feed;

/// <summary>A stored change.</summary>
internal sealed record FeedRow
{
    public long Position { get; init; }

    public string Id { get; init; } = "";

    public string Type { get; init; } = "";

    public string Subject { get; init; } = "";

    public string OrganizationId { get; init; } = "";

    public DateTime RecordedAt { get; init; }

    public int SchemaVersion { get; init; }

    public string? Traceparent { get; init; }

    public byte[] Data { get; init; } = [];

    internal static FeedRow New(string subject, string organizationId, IMessage data, DateTime now) => new()
    {
        Id = Ids.New(),
        Type = data.Descriptor.FullName,
        Subject = subject,
        OrganizationId = organizationId,
        RecordedAt = now,
        SchemaVersion = Upcasters.All.CurrentVersion(data.Descriptor.FullName),
        Traceparent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null,
        Data = data.ToByteArray(),
    };
}
