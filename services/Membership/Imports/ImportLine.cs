namespace DienBien.Platform.Membership.Imports;

/// <summary>A record of a file.</summary>
/// <param name="Number">The physical line where it starts; the header is line 1.</param>
/// <param name="Columns">The places of the columns.</param>
/// <param name="Fields">The values.</param>
internal sealed record ImportLine(int Number, IReadOnlyDictionary<string, int> Columns, string[] Fields)
{
    /// <summary>The trimmed value of a column; empty if the file does not have it.</summary>
    public string this[string column] => Columns.TryGetValue(column, out var place) && place < Fields.Length ? Fields[place].Trim() : "";
}
