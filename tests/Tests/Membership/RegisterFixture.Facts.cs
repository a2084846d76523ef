using System.Text.Json.Nodes;
using DienBien.Membership.V1;
using Xunit;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;
using Sector = DienBien.Membership.V1.Organization.Types.Sector;

namespace DienBien.Platform.Tests.Membership;

/// <content>Facts that tests start from.</content>
public sealed partial class RegisterFixture
{
    /// <summary>A cell as a request states it.</summary>
    public Organization Cell(string? code = null, string since = "2015-01-01", Sector sector = Sector.Village) =>
        new() { Code = code ?? NewCode("C"), Kind = Kind.Cell, Sector = sector, DisplayName = "Chi bộ bản Nà Sáng", EstablishedOn = since };

    public async Task<Organization> CreateAsync(Organization organization, string parent = NaTau) =>
        await Organizations.CreateOrganizationAsync(new CreateOrganizationRequest { Parent = parent, Organization = organization }, Board);

    /// <summary>A cell on record.</summary>
    public Task<Organization> CellAsync(string since = "2015-01-01", string parent = NaTau) => CreateAsync(Cell(since: since), parent);

    /// <summary>A village as a request states it.</summary>
    public Village Village(string? code = null) => new() { Code = code ?? NewCode("V"), Kind = DienBien.Membership.V1.Village.Types.Kind.Hamlet, DisplayName = "Bản Nà Sáng" };

    /// <summary>A village on record.</summary>
    public async Task<Village> VillageAsync(Village? village = null, string commune = NaTau) =>
        await Villages.CreateVillageAsync(new CreateVillageRequest { Parent = commune, Village = village ?? Village() }, Board);

    public async Task<Village> LinkAsync(string village, string cell, bool independent, string since, string until = "") => await Villages.LinkVillageCellAsync(
        new LinkVillageCellRequest { Name = village, Cell = new VillageCell { Organization = cell, Independent = independent, Since = since, Until = until } }, Board);

    public async Task<Organization> DissolveAsync(string name, string day) =>
        await Organizations.DissolveOrganizationAsync(new DissolveOrganizationRequest { Name = name, DissolvedOn = day }, Board);

    /// <summary>The organisation as a list shows it, whatever page it stands on; null if it doesn't.</summary>
    public async Task<Organization?> ListedAsync(Organization organization, ListOrganizationsRequest list)
    {
        var request = new ListOrganizationsRequest(list) { PageSize = 1_000 };
        do
        {
            var page = await Organizations.ListOrganizationsAsync(request, Board);
            if (page.Organizations.SingleOrDefault(o => o.Name == organization.Name) is { } found)
            {
                return found;
            }

            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return null;
    }

    /// <summary>A member of a cell of Nà Tấu; returns the resource name.</summary>
    public async Task<string> MemberAsync(Organization cell)
    {
        var number = NewCode("M");
        JsonNode answer = await ImportAsync("members", $"""
            memberNumber,organizationCode,fullName,sex,birthDate,ethnicity,education,occupation,admittedOn,officialOn,cardNumber
            {number},{cell.Code},Lò Văn Kiểm Thử,MALE,{NewBirthDate()},Thái,,,2018-03-03,2019-03-03,
            """);
        Assert.Equal(1, (int)answer["accepted"]!);
        var list = await Members.ListMembersAsync(new ListMembersRequest { Parent = cell.Name }, Board);
        return list.Members.Single(member => member.MemberNumber == number).Name;
    }

    /// <summary>Links as <c>cell since–until</c>, with a star behind an independent cell.</summary>
    public static string[] Links(Village village, params Organization[] cells) =>
        [.. village.Cells.Select(link => $"{Array.FindIndex(cells, cell => cell.Name == link.Organization)} {link.Since}–{link.Until}{(link.Independent ? "*" : "")}")];
}
