using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace DienBien.Platform.Tests.Sql;

/// <summary>What binding does not find in an INSERT: a row of another length, a column that must be given and is not.</summary>
internal static class InsertShapes
{
    public static string? Complaint(TSqlFragment tree, IReadOnlyDictionary<string, CreateTableStatement> tables) =>
        TSql.Find<InsertSpecification>(tree).Select(insert => Complaint(insert, tables)).FirstOrDefault(complaint => complaint is not null);

    private static string? Complaint(InsertSpecification insert, IReadOnlyDictionary<string, CreateTableStatement> tables)
    {
        var given = insert.Columns.Select(column => column.MultiPartIdentifier.Identifiers[^1].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (given.Count == 0)
        {
            return "INSERT without its columns";
        }

        if (Widths(insert.InsertSource).Any(width => width != given.Count))
        {
            return "INSERT of another number of values than columns";
        }

        return insert.Target is NamedTableReference target && tables.TryGetValue(target.SchemaObject.BaseIdentifier.Value, out var table)
            && table.Definition.ColumnDefinitions.FirstOrDefault(column => IsRequired(column) && !given.Contains(column.ColumnIdentifier.Value)) is { } missing
                ? $"INSERT without {missing.ColumnIdentifier.Value}"
                : null;
    }

    private static IEnumerable<int> Widths(InsertSource source) => source switch
    {
        ValuesInsertSource values => values.RowValues.Select(row => row.ColumnValues.Count),
        SelectInsertSource { Select: QuerySpecification query } => [query.SelectElements.Count],
        _ => [],
    };

    private static bool IsRequired(ColumnDefinition column) =>
        column.DefaultConstraint is null && column.IdentityOptions is null && column.Constraints.OfType<NullableConstraintDefinition>().Any(constraint => !constraint.Nullable);
}
