namespace DienBien.Platform.Membership.Imports;

/// <summary>A record of a file.</summary>
/// <param name="Number">The physical line where it starts; the header is line 1.</param>
/// <param name="Columns">The places of the columns.</param>
/// <param name="Fields">The values.</param>
internal sealed record ImportLine(int Number, IReadOnlyDictionary<string, int> Columns, string[] Fields)
{
    /// <summary>True if there are values beyond the last column: one of them most likely holds an unquoted comma.</summary>
    public bool HasSurplus => Fields.Length > Columns.Count && Array.Exists(Fields[Columns.Count..], value => !string.IsNullOrWhiteSpace(value));

    /// <summary>The trimmed value of a column; empty if the file does not have it.</summary>
    public string this[string column] => Columns.TryGetValue(column, out var place) && place < Fields.Length ? Fields[place].Trim() : "";
}
