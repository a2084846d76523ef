namespace DienBien.Platform.Tests.Year;

/// <content>The year.</content>
public sealed partial class ScriptedYear
{
    private async Task LiveAsync()
    {
        await On("2026-12-31");
    }
}
