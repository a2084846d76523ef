using Xunit;

namespace DienBien.Platform.Tests.Membership.Deadlines;

[Collection(SharedRegister.Name)]
public sealed class DeadlineWatchTests(RegisterFixture register)
{
    // Far ahead, so that the service's own watch has nothing to say.
    private const string Start = "2030-03-04";

    [Fact]
    public async Task What_falls_due_and_overdue_is_said_once_each_whoever_looks()
    {
        var name = await register.OpenDeadlineAsync(await register.CellAsync(), Start);
        await register.WatchAsync("2030-05-29", 3);
        Assert.Empty(await register.AnnouncedAsync(name));
        await register.WatchAsync("2030-05-30", 3);
        await register.WatchAsync("2030-05-30");
        Assert.Equal(["Due"], await register.AnnouncedAsync(name));
        await register.WatchAsync("2030-05-31", 3);
        await register.WatchAsync("2030-06-15");
        Assert.Equal(["Due", "Overdue"], await register.AnnouncedAsync(name));
    }

    [Fact]
    public async Task A_day_on_which_nobody_looked_is_made_up_for()
    {
        var name = await register.OpenDeadlineAsync(await register.CellAsync(), Start);
        await register.WatchAsync("2030-08-01");
        Assert.Equal(["Overdue"], await register.AnnouncedAsync(name));
    }

    [Fact]
    public async Task What_was_met_is_not_announced()
    {
        var name = await register.OpenDeadlineAsync(await register.CellAsync(), Start);
        await register.CloseDeadlineAsync(name, "2030-05-01");
        await register.WatchAsync("2030-08-01");
        Assert.Empty(await register.AnnouncedAsync(name));
    }
}
