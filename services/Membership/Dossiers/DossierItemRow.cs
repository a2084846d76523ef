using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Membership.Dossiers;

/// <summary>A pointer to a document of a dossier.</summary>
internal sealed record DossierItemRow
{
    internal const string Columns = "d.id, d.member_id, d.document_type, d.present, d.keeper, d.place, d.recorded_at";

    public string Id { get; init; } = "";

    public string MemberId { get; init; } = "";

    public int DocumentType { get; init; }

    public bool Present { get; init; }

    public string? Keeper { get; init; }

    public string? Place { get; init; }

    public DateTime RecordedAt { get; init; }

    internal string Name => $"{ResourceName.Member(MemberId)}/dossierItems/{Id}";

    internal DossierItem ToProto() => new()
    {
        Name = Name,
        DocumentType = DocumentType,
        Present = Present,
        Keeper = Keeper ?? "",
        Place = Place ?? "",
        CreateTime = RecordedAt.ToTimestamp(),
    };
}
