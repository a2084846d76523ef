using DienBien.Platform.Shared.Calendar;

namespace DienBien.Platform.Local.Demo;

/// <summary>Days as yyyy-MM-dd. Millions of members share some 40,000 days, so each text is made once.</summary>
internal sealed class IsoDates
{
    private static readonly int First = new DateOnly(1900, 1, 1).DayNumber;
    private readonly string?[] _texts = new string?[new DateOnly(2100, 1, 1).DayNumber - First];

    public string this[int dayNumber] => _texts[dayNumber - First]
        ??= IsoDate.Of(DateOnly.FromDayNumber(dayNumber));
}
