using System.Globalization;
using System.Text;
using DienBien.Membership.V1;
using Google.Protobuf;
using Grpc.Core;
using Xunit;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;
using Sector = DienBien.Membership.V1.Organization.Types.Sector;
using Sex = DienBien.Membership.V1.Member.Types.Sex;

namespace DienBien.Platform.Tests.Year;

/// <content>The commune as it is when the year begins.</content>
public sealed partial class ScriptedYear
{
    /// <summary>How many members each cell has: 16 of villages, 4 of schools below a committee, and two of the neighbour.</summary>
    private static readonly (string Cell, string Parent, int Members)[] Cells =
    [
        ("C01", "NT", 9), ("C02", "NT", 6), ("C03", "NT", 4), ("C04", "NT", 3), ("C05", "NT", 5), ("C06", "NT", 2), ("C07", "NT", 3), ("C08", "NT", 4),
        ("C09", "NT", 5), ("C10", "NT", 3), ("C11", "NT", 4), ("C12", "NT", 3), ("C13", "NT", 3), ("C14", "NT", 3), ("C15", "NT", 3), ("C16", "NT", 29),
        ("C17", "G1", 4), ("C18", "G1", 4), ("C19", "G1", 4), ("C20", "G1", 4), ("M1", "MP", 5), ("M2", "MP", 4),
    ];

    private static readonly string[] Ethnicities = ["Thái", "Mông", "Kinh", "Khơ Mú"];

    private static readonly string[] Educations = ["9/12", "12/12", "Đại học"];

    private async Task SettleAsync()
    {
        Names.Add("DB", "organizations/" + Names.ProvinceId);
        Names.Add("NT", "organizations/01890000-0000-7000-8000-000000003316");
        Names.Add("MP", "organizations/01890000-0000-7000-8000-000000003325");
        Say(
            truth => truth.Unit("DB", "", Kind.Province, Sector.Unspecified, "1949-10-10"),
            truth => truth.Unit("NT", "DB", Kind.Commune, Sector.Unspecified, "2025-07-01"),
            truth => truth.Unit("MP", "DB", Kind.Commune, Sector.Unspecified, "2025-07-01"));
        await SettleUnitsAsync();
        await SettlePeopleAsync();
        await SettleVillagesAsync();
    }

    private async Task SettleUnitsAsync()
    {
        var csv = new StringBuilder("code,parentCode,kind,sector,name,areaCode,establishedOn\nG1,03316,GRASSROOTS,,Đảng bộ các trường,,2015-01-01\n");
        Say(truth => truth.Unit("G1", "NT", Kind.Grassroots, Sector.Unspecified, "2015-01-01"));
        foreach (var (cell, parent, _) in Cells)
        {
            var sector = parent == "G1" ? Sector.School : Sector.Village;
            csv.AppendLine(CultureInfo.InvariantCulture, $"{cell},{parent switch { "NT" => "03316", "MP" => "03325", _ => parent }},CELL,{sector.ToString().ToUpperInvariant()},Chi bộ {cell},,2010-01-01");
            Say(truth => truth.Unit(cell, parent, Kind.Cell, sector, "2010-01-01"));
        }

        await ImportAsync(world.Imports.ImportOrganizations(world.Board), new ImportOrganizationsRequest { Parent = Names["DB"], ContentType = "text/csv", Content = ByteString.CopyFromUtf8(csv.ToString()) });
        foreach (var cell in Cells.Select(cell => cell.Cell).Prepend("G1"))
        {
            Names.Add(cell, (await world.Organizations.LookUpOrganizationAsync(new LookUpOrganizationRequest { Code = cell }, world.Board)).Name);
        }
    }

    private async Task SettlePeopleAsync()
    {
        var csv = new StringBuilder("memberNumber,organizationCode,fullName,sex,birthDate,ethnicity,education,occupation,admittedOn,officialOn,cardNumber\n");
        for (var i = 1; i <= Cells.Length; i++)
        {
            for (var j = 1; j <= Cells[i - 1].Members; j++)
            {
                var (cell, key) = (Cells[i - 1].Cell, string.Create(CultureInfo.InvariantCulture, $"{Cells[i - 1].Cell.Replace("C", "", StringComparison.Ordinal)}{j:D2}"));
                var (sex, ethnicity, education) = ((i + j) % 3 == 0 ? Sex.Female : Sex.Male, Ethnicities[(i + (2 * j)) % 4], Educations[(i + j) % 3]);
                var born = new DateOnly(1951 + (((i * 7) + (j * 5)) % 44), 1 + ((i + j) % 12), 1 + (((i * 3) + j) % 28));
                var (birth, admitted, official) = (Truth.Text(born), Truth.Text(born.AddYears(25)), Truth.Text(born.AddYears(26)));
                var name = (sex == Sex.Male ? "Lò Văn " : "Lường Thị ") + (char)('A' + j) + (char)('a' + i);
                csv.AppendLine(CultureInfo.InvariantCulture, $"{key},{cell},{name},{sex.ToString().ToUpperInvariant()},{birth},{ethnicity},{education},Nông dân,{admitted},{official},");
                Say(truth => truth.Member(key, cell, sex, birth, ethnicity, education, admitted, official));
            }
        }

        await ImportAsync(world.Imports.ImportMembers(world.Board), new ImportMembersRequest { Parent = Names["DB"], ContentType = "text/csv", Content = ByteString.CopyFromUtf8(csv.ToString()) });
        foreach (var member in (await world.Members.ListMembersAsync(new ListMembersRequest { PageSize = 1_000 }, world.Board)).Members)
        {
            Names.Add(member.MemberNumber, member.Name);
        }
    }

    private async Task SettleVillagesAsync()
    {
        var csv = new StringBuilder("code,communeCode,kind,name,border,remote,headName,headMemberNumber,headSince,cellCode,cellIndependent\n");
        for (var i = 1; i <= 17; i++)
        {
            var (village, cell) = (string.Create(CultureInfo.InvariantCulture, $"V{i:D2}"), string.Create(CultureInfo.InvariantCulture, $"C{(i == 17 ? 1 : i):D2}"));
            // V05 has no head, V12 and V13 one who is no member; V01 and V17 share a cell.
            var head = i switch { 5 => "", 10 => "1002", 17 => "0102", _ => cell[1..] + "01" };
            var (person, since) = (i is 12 or 13 ? "Giàng A Trưởng" : "", i == 5 ? "" : "2024-01-01");
            head = person.Length > 0 ? "" : head;
            var own = i is not (1 or 17);
            csv.AppendLine(CultureInfo.InvariantCulture, $"{village},03316,HAMLET,Bản {village},false,false,{person},{head},{since},{cell},{(own ? "true" : "false")}");
            Say(truth => truth.Village(village, "NT"), truth => truth.Served(village, cell, own, "2010-01-01"));
            if (i != 5)
            {
                Say(truth => truth.Head(village, head, "2024-01-01"));
            }
        }

        csv.AppendLine("W1,03325,HAMLET,Bản W1,false,false,,M101,2024-01-01,M1,true").AppendLine("W2,03325,HAMLET,Bản W2,false,false,Vàng A Trưởng,,2024-01-01,M2,true");
        Say(
            truth => truth.Village("W1", "MP"), truth => truth.Head("W1", "M101", "2024-01-01"), truth => truth.Served("W1", "M1", true, "2010-01-01"),
            truth => truth.Village("W2", "MP"), truth => truth.Head("W2", "", "2024-01-01"), truth => truth.Served("W2", "M2", true, "2010-01-01"));
        await ImportAsync(world.Imports.ImportVillages(world.Board), new ImportVillagesRequest { Parent = Names["DB"], ContentType = "text/csv", Content = ByteString.CopyFromUtf8(csv.ToString()) });
        foreach (var village in (await world.Villages.ListVillagesAsync(new ListVillagesRequest { PageSize = 1_000 }, world.Board)).Villages)
        {
            Names.Add(village.Code, village.Name);
        }
    }

    private static async Task ImportAsync<T>(AsyncDuplexStreamingCall<T, ImportProgress> call, T request)
    {
        using (call)
        {
            await call.RequestStream.WriteAsync(request);
            await call.RequestStream.CompleteAsync();
            var last = new ImportProgress();
            await foreach (var progress in call.ResponseStream.ReadAllAsync())
            {
                last = progress;
            }

            Assert.Empty(last.Summary.Rejections);
        }
    }
}
