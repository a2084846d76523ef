using DienBien.Feed.V1;
using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Membership;

/// <content>Acts on the tree.</content>
public sealed partial class RegisterFixture
{
    public OrganizationActService.OrganizationActServiceClient Acts => new(Channel);

    public OrganizationHealthService.OrganizationHealthServiceClient Health => new(Channel);

    public CommitteeService.CommitteeServiceClient Committees => new(Channel);

    /// <summary>A consent on record.</summary>
    public async Task<OrganizationConsent> ConsentAsync(Organization organization, OrganizationConsent.Types.Kind kind, string grantedBy) => await Health.RecordOrganizationConsentAsync(
        new RecordOrganizationConsentRequest { Parent = organization.Name, OrganizationConsent = new OrganizationConsent { Kind = kind, GrantedBy = grantedBy, GrantedOn = "2024-01-01", DocumentNumber = "3-CV/TU" } }, Board);

    /// <summary>A commune that no other test uses.</summary>
    public Task<Organization> CommuneAsync(string since = "2015-01-01") => CreateAsync(
        new Organization { Code = NewCode("K"), Kind = Organization.Types.Kind.Commune, DisplayName = "Đảng bộ xã Thử", EstablishedOn = since }, Province);

    /// <summary>A merger of cells of a commune as a request states it.</summary>
    public static MergeOrganizationsRequest Merger(Organization parent, Organization successor, params Organization[] sources) => new()
    {
        Parent = parent.Name, Successor = successor.Name, Sources = { sources.Select(source => source.Name) }, EffectiveOn = "2024-06-01", DocumentNumber = "12-QĐ/ĐU",
    };

    /// <summary>The members of an organisation on a day, by number.</summary>
    public async Task<string[]> NumbersAsync(string organization, string day = "") =>
        [.. (await Members.ListMembersAsync(new ListMembersRequest { Parent = organization, AsOf = day }, Board)).Members.Select(member => member.MemberNumber).Order(StringComparer.Ordinal)];

    /// <summary>Where a member belongs when, as the last event told it.</summary>
    public async Task<(string Organization, string Since, string Until)[]> TermsAsync(string member)
    {
        var last = new MemberChanged();
        using var call = new FeedService.FeedServiceClient(Channel).Subscribe(new SubscribeRequest { UntilHead = true, MaxBatchSize = 5_000 }, As("service", Province));
        await foreach (var batch in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            last = batch.Events.Where(e => e.Subject == member).Select(e => MemberChanged.Parser.ParseFrom(e.Data)).LastOrDefault(last);
        }

        return [.. last.Terms.Select(term => (term.Organization, term.Since, term.Until))];
    }

    public async Task<Village> VillageOfAsync(string name) => await Villages.GetVillageAsync(new GetVillageRequest { Name = name }, Board);

    public async Task<Organization> OrganizationAsync(string name) => await Organizations.GetOrganizationAsync(new GetOrganizationRequest { Name = name }, Board);
}
