namespace DienBien.Platform.Tests.Year;

/// <content>The year.</content>
public sealed partial class ScriptedYear
{
    private async Task LiveAsync()
    {
        await BeforeAsync();
        await WinterAsync();
        await SpringAsync();
        await SummerAsync();
        await AutumnAsync();
    }
}
