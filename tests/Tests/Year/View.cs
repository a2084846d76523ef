using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Tests.Year;

/// <summary>For which times a list can be asked.</summary>
internal enum Reach
{
    /// <summary>As it stands now only.</summary>
    Now,

    /// <summary>As it stood on any day, by what is known now.</summary>
    Day,

    /// <summary>As it stood on any day, by what was known at any moment.</summary>
    Known,
}

/// <summary>What a list is asked for.</summary>
/// <param name="Day">The day that it is about.</param>
/// <param name="Today">The day on which it is asked.</param>
/// <param name="Known">As of when it is to be known; null for now.</param>
/// <param name="Thorough">Whether figures are opened to their records.</param>
internal readonly record struct Moment(DateOnly Day, DateOnly Today, Timestamp? Known = null, bool Thorough = true)
{
    public string AsOf => Truth.Text(Day);

    public string Month => AsOf[..7];
}

/// <summary>A list that the product offers, once as the script has it and once as the product answers, in the same words.</summary>
internal sealed record View(string Name, Reach Reach, Func<Truth, Moment, IEnumerable<string>> Said, Func<YearWorld, Moment, Task<IEnumerable<string>>> Answered)
{
    /// <summary>True if it asks for nothing beyond the commune.</summary>
    public bool InCommune { get; init; } = true;

    /// <summary>All lists.</summary>
    public static IReadOnlyList<View> All { get; } = [.. OrganizationViews.All, .. MemberViews.All, .. CaseViews.All, .. FigureViews.All, .. FeeViews.All, .. ReviewViews.All];

    /// <summary>Asks for all pages of a list.</summary>
    /// <param name="ask">Asks for the page of a token; gives its lines and the next token.</param>
    public static async Task<List<T>> PagesAsync<T>(Func<string, Task<(RepeatedField<T> Items, string Next)>> ask)
    {
        var (items, token) = (new List<T>(), "");
        do
        {
            var (page, next) = await ask(token);
            items.AddRange(page);
            token = next;
        }
        while (token.Length > 0);
        return items;
    }
}
