using System.Text.Json;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Rules;

namespace DienBien.Platform.Shared.Policies;

/// <summary>The parameters of a policy in a span of days. A case stores <see cref="Version"/> of the one in force when it opened (rule R-VER-1).</summary>
/// <remarks>Each getter throws <see cref="PolicyException"/> where the parameter is missing or of another type.</remarks>
public sealed record PolicyVersion
{
    /// <summary>Code of the policy.</summary>
    public required string Policy { get; init; }

    /// <summary>Label of the version, for instance <c>294-QĐ/TW</c>.</summary>
    public required string Version { get; init; }

    /// <summary>First day in force.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day in force; <c>null</c> while no end is known.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The regulation that it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>The parameters by name.</summary>
    public required IReadOnlyDictionary<string, PolicyParameter> Parameters { get; init; }

    /// <summary>A parameter with its clause, rule and effect.</summary>
    /// <param name="name">Name of the parameter.</param>
    public PolicyParameter this[string name] =>
        Parameters.TryGetValue(name, out var parameter) ? parameter : throw new PolicyException($"{this} has no parameter '{name}'.");

    /// <summary>A whole number.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <returns>The number.</returns>
    public int Number(string name) => Read(name, value => value.GetInt32());

    /// <summary>A yes or no.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <returns>The flag.</returns>
    public bool Flag(string name) => Read(name, value => value.GetBoolean());

    /// <summary>A text.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <returns>The text.</returns>
    public string Text(string name) => Read(name, TextOf);

    /// <summary>A fraction, written <c>"2/3"</c> or <c>"96%"</c>.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <returns>The exact fraction.</returns>
    public Ratio Ratio(string name) => Read(name, value => Rules.Ratio.Parse(TextOf(value)));

    /// <summary>A length of time, written <c>"45 Wd"</c>, <c>"90 d"</c> or <c>"12 m"</c>.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <returns>The term.</returns>
    public Term Term(string name) => Read(name, value => Calendar.Term.Parse(TextOf(value)));

    /// <summary>One of the names of an enumeration.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <returns>The choice.</returns>
    public T Choice<T>(string name)
        where T : struct, Enum =>
        Read(name, value => Enum.GetNames<T>().Contains(TextOf(value)) ? Enum.Parse<T>(TextOf(value)) : throw new FormatException($"not one of {string.Join(", ", Enum.GetNames<T>())}"));

    /// <summary>A list of texts.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <returns>The texts in their order.</returns>
    public string[] Strings(string name) => Read(name, value => value.EnumerateArray().Select(TextOf).ToArray());

    /// <summary>A map from texts.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <typeparam name="T">Type of the values: int, string, bool or an array of these.</typeparam>
    /// <returns>The map.</returns>
    public IReadOnlyDictionary<string, T> Map<T>(string name) =>
        Read(name, value => value.Deserialize<Dictionary<string, T>>(PolicyFile.Options) ?? throw new FormatException("null"));

    /// <summary>The deadline that a term sets, with the rule and clause of the parameter (rule R-VER-3).</summary>
    /// <param name="name">Name of the parameter that holds the term.</param>
    /// <param name="startEvent">What starts it, for instance <c>cell resolution</c>.</param>
    /// <param name="startDate">When that happened.</param>
    /// <param name="calendar">The working-day calendar.</param>
    /// <param name="convention">Whether the start day counts.</param>
    /// <param name="monthEnd">What becomes of a day that the target month does not have.</param>
    /// <returns>The deadline.</returns>
    /// <exception cref="UncoveredDateException">A term in working days leaves the calendar.</exception>
    public Deadline Deadline(
        string name, string startEvent, DateOnly startDate, WorkingDays calendar,
        CountingConvention convention = CountingConvention.ExcludeStart, MonthEnd monthEnd = MonthEnd.Clamp)
    {
        var parameter = this[name];
        return Calendar.Deadline.Compute(parameter.Rule, parameter.Clause, Term(name), startEvent, startDate, calendar, convention, monthEnd);
    }

    /// <summary>The policy and the version.</summary>
    /// <returns>For instance <c>charter-implementation 294-QĐ/TW</c>.</returns>
    public override string ToString() => $"{Policy} {Version}";

    private static string TextOf(JsonElement value) => value.GetString() ?? throw new FormatException("null");

    private T Read<T>(string name, Func<JsonElement, T> read)
    {
        var value = this[name].Value;
        try
        {
            return read(value);
        }
        catch (Exception cause) when (cause is InvalidOperationException or FormatException or JsonException)
        {
            throw new PolicyException($"{this}: parameter '{name}' is not as its reader expects ({value.GetRawText()}).", cause);
        }
    }
}
