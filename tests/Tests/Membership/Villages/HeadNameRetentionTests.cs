using DienBien.Membership.V1;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Villages;

[Collection(SharedRegister.Name)]
public sealed class HeadNameRetentionTests(RegisterFixture register)
{
    [Fact]
    public async Task A_name_goes_twelve_months_after_the_last_day_in_office_and_the_term_stays()
    {
        var (old, current) = ("Vàng " + register.NewCode("A"), "Hạng " + register.NewCode("B"));
        var village = await register.VillageAsync();
        await AppointAsync(village.Name, old, "2020-01-01");
        // The last day of the old head is 30 June 2024.
        await AppointAsync(village.Name, current, "2024-07-01");

        await register.RunRetentionAsync(Day(2025, 6, 29));
        Assert.Equal([old, current], await NamesAsync(village.Name));
        await register.RunRetentionAsync(Day(2025, 6, 30));
        Assert.Equal(["", current], await NamesAsync(village.Name));
        Assert.DoesNotContain(old, await register.NamesOnRecordAsync(), StringComparison.Ordinal);
        var history = (await register.Villages.GetVillageAsync(new GetVillageRequest { Name = village.Name }, register.Board)).HeadHistory;
        Assert.Equal(("2020-01-01", "2024-06-30"), (history[0].Since, history[0].Until));

        var audit = await register.AuditAsync(village.Name);
        Assert.Equal("retention", audit[^1]);
        Assert.Equal(audit.Count - 1, (await register.EventsAsync(village.Name)).Count);
        await register.RunRetentionAsync(Day(2025, 7, 30));
        Assert.Equal(audit, await register.AuditAsync(village.Name));
    }

    [Fact]
    public async Task A_file_that_tells_an_old_term_again_does_not_bring_the_name_back()
    {
        var village = await register.VillageAsync();
        var name = "Vàng " + register.NewCode("A");
        await AppointAsync(village.Name, name, "2020-01-01");
        await AppointAsync(village.Name, "Hạng A Sau", "2022-01-01");
        await register.RunRetentionAsync(Day(2026, 1, 1));
        var answer = await register.ImportAsync("villages", $"""
            code,communeCode,kind,name,border,remote,headName,headMemberNumber,headSince,cellCode,cellIndependent
            {village.Code},03316,HAMLET,{village.DisplayName},,,{name},,2020-01-01,,
            """);
        Assert.Equal((0, 1, 0), Counts(answer));
        Assert.Equal(["", "Hạng A Sau"], await NamesAsync(village.Name));
    }

    [Fact]
    public async Task The_job_runs_when_the_service_starts()
    {
        var village = await register.VillageAsync();
        await AppointAsync(village.Name, "Vàng A Trước", "2020-01-01");
        await AppointAsync(village.Name, "Hạng A Sau", "2022-01-01");
        using var job = register.Retention(Day(2026, 1, 1));
        await job.StartAsync(TestContext.Current.CancellationToken);
        for (var attempt = 0; attempt < 200 && (await NamesAsync(village.Name))[0].Length > 0; attempt++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await job.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["", "Hạng A Sau"], await NamesAsync(village.Name));
    }

    private static DateTimeOffset Day(int year, int month, int day) => new(year, month, day, 1, 0, 0, TimeSpan.FromHours(7));

    private async Task AppointAsync(string village, string name, string since) => await register.Villages.AppointVillageHeadAsync(
        new AppointVillageHeadRequest { Name = village, Head = new VillageHead { DisplayName = name, Since = since }, RequestId = Guid.CreateVersion7().ToString() }, register.Board);

    private async Task<string[]> NamesAsync(string village) =>
        [.. (await register.Villages.GetVillageAsync(new GetVillageRequest { Name = village }, register.Board)).HeadHistory.Select(head => head.DisplayName)];
}
