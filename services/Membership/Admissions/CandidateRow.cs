using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Membership.Admissions;

/// <summary>A candidate's case, without the person.</summary>
internal sealed record CandidateRow
{
    internal const string Columns = """
        c.id, c.organization_id, c.village_id, c.member_id, c.source, c.source_member_id, c.consented_on, c.stage, c.stage_since, c.policy_version,
        c.version, c.create_time, c.update_time, c.former_member_id, c.departure, c.record_cleared_on, c.mass_organization,
        c.source_agreed_on
        """;

    public string Id { get; init; } = "";

    public string OrganizationId { get; init; } = "";

    public string? VillageId { get; init; }

    public string? MemberId { get; init; }

    public string Source { get; init; } = "";

    public string? SourceMemberId { get; init; }

    public DateOnly ConsentedOn { get; init; }

    public string Stage { get; init; } = "";

    public DateOnly StageSince { get; init; }

    public string PolicyVersion { get; init; } = "";

    public long Version { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    /// <summary>The record of one who is to be admitted again.</summary>
    public string? FormerMemberId { get; init; }

    public string? Departure { get; init; }

    public DateOnly? RecordClearedOn { get; init; }

    public string? MassOrganization { get; init; }

    public DateOnly? SourceAgreedOn { get; init; }

    internal MemberFact.Types.Departure DepartureValue => EnumNames.TryParse<MemberFact.Types.Departure>(Departure, out var departure) ? departure : default;

    internal string Name => NameOf(Id);

    internal static string NameOf(string id) => "candidates/" + id;

    internal Candidate ToProto(PersonRow? person = null) => new()
    {
        Name = Name,
        Organization = ResourceName.Organization(OrganizationId),
        Village = VillageId is null ? "" : ResourceName.Village(VillageId),
        Source = EnumNames.TryParse<Candidate.Types.Source>(Source, out var source) ? source : default,
        SourceMember = SourceMemberId is null ? "" : ResourceName.Member(SourceMemberId),
        ConsentedOn = IsoDate.Of(ConsentedOn),
        Person = person?.ToProto(),
        Stage = EnumNames.TryParse<Candidate.Types.Stage>(Stage, out var stage) ? stage : default,
        StageSince = IsoDate.Of(StageSince),
        Member = MemberId is null ? "" : ResourceName.Member(MemberId),
        PolicyVersion = PolicyVersion,
        Etag = Etags.Of(Version),
        CreateTime = CreateTime.ToTimestamp(),
        UpdateTime = UpdateTime.ToTimestamp(),
        FormerMember = FormerMemberId is null ? "" : ResourceName.Member(FormerMemberId),
        Departure = DepartureValue,
        RecordClearedOn = IsoDate.Of(RecordClearedOn),
        MassOrganization = EnumNames.TryParse<Candidate.Types.MassOrganization>(MassOrganization, out var body) ? body : default,
        SourceAgreedOn = IsoDate.Of(SourceAgreedOn),
    };

    internal CandidateChanged ToEvent()
    {
        var state = ToProto();
        return new CandidateChanged
        {
            Candidate = state.Name,
            Organization = state.Organization,
            Village = state.Village,
            Stage = state.Stage,
            StageSince = state.StageSince,
            Source = state.Source,
            Member = state.Member,
        };
    }
}
