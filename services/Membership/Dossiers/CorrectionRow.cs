using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Membership.Dossiers;

/// <summary>By what an entry of a dossier was corrected.</summary>
internal sealed record CorrectionRow
{
    public string MemberId { get; init; } = "";

    /// <summary>The member's version from which the right value stands.</summary>
    public long Version { get; init; }

    public string Document { get; init; } = "";

    public string Consent { get; init; } = "";

    public DateTime RecordedAt { get; init; }
}

/// <summary>A correction as it is read, with the state that it replaced.</summary>
internal sealed record PastCorrection
{
    public string Field { get; init; } = "";

    public string Document { get; init; } = "";

    public string Consent { get; init; } = "";

    public DateTime RecordedAt { get; init; }

    public byte[] State { get; init; } = [];

    internal DossierCorrection ToProto()
    {
        var before = Member.Parser.ParseFrom(State);
        return new DossierCorrection
        {
            Field = EnumNames.TryParse<DossierCorrection.Types.Field>(Field, out var field) ? field : default,
            ReplacedValue = field == DossierCorrection.Types.Field.BirthDate ? before.BirthDate : before.FullName,
            Document = Document,
            Consent = Consent,
            CreateTime = RecordedAt.ToTimestamp(),
        };
    }
}
