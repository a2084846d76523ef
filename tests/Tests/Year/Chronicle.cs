namespace DienBien.Platform.Tests.Year;

/// <summary>All that the script states, in the order in which it became known.</summary>
internal sealed class Chronicle
{
    private readonly List<(DateOnly Known, Action<Truth> Tell)> statements = [];

    /// <summary>States something that became known on a day, whenever it is true.</summary>
    public void State(DateOnly known, Action<Truth> tell) => statements.Add((known, tell));

    /// <summary>The truth as it was known at the end of a day.</summary>
    public Truth KnownOn(DateOnly day)
    {
        var truth = new Truth();
        foreach (var (known, tell) in statements.Where(statement => statement.Known <= day))
        {
            truth.Known = known;
            tell(truth);
        }

        return truth;
    }
}
