using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace DienBien.Platform.Tests.Sql;

/// <summary>What SQL Server reads but the subset leaves out, mostly for the sake of those who speak its protocol only.</summary>
internal static class CommonSubset
{
    public static IEnumerable<string> Complaints(TSqlFragment root)
    {
        // The column that a value goes into gives it a type; a value that is returned has none.
        var inserted = TSql.Find<SelectInsertSource>(root).SelectMany(source => TSql.Find<SelectScalarExpression>(source.Select)).ToHashSet<TSqlFragment>();
        return TSql.Find<TSqlFragment>(root).Except(inserted).Select(Complaint).OfType<string>().Distinct();
    }

    private static string? Complaint(TSqlFragment fragment) => fragment switch
    {
        MergeStatement => "MERGE",
        CreateOrAlterProcedureStatement or CreateOrAlterFunctionStatement or CreateOrAlterTriggerStatement or CreateOrAlterViewStatement => "CREATE OR ALTER",
        AlterDatabaseStatement => "ALTER DATABASE",
        AlterIndexStatement => "ALTER INDEX",
        ColumnDefinition { Index: not null } or TableDefinition { Indexes.Count: > 0 } => "an inline INDEX",
        TableDefinition { SystemTimePeriod: not null } or TemporalClause => "a temporal table",
        AssignmentSetClause { AssignmentKind: not AssignmentKind.Equals } => "a compound assignment",
        DistinctPredicate => "IS DISTINCT FROM",
        StatementWithCtesAndXmlNamespaces { WithCtesAndXmlNamespaces: not null } and not SelectStatement => "a change through a CTE",
        UpdateSpecification { OutputClause: { } output } when HasBareColumn(output) => "OUTPUT of a column that is not qualified",
        SelectScalarExpression { Expression: VariableReference } => "a parameter selected alone without CAST",
        AlterTableDropTableElementStatement => "a drop of a column or constraint",
        NamedTableReference { SchemaObject.SchemaIdentifier.Value: var schema } when "sys".Equals(schema, StringComparison.OrdinalIgnoreCase) => "a guard on the catalogue",
        NamedTableReference { TableHints.Count: > 0 } => "a lock hint",
        ExecuteStatement => "EXECUTE",
        _ => null,
    };

    private static bool HasBareColumn(OutputClause output) =>
        TSql.Find<ColumnReferenceExpression>(output).Any(column => column.MultiPartIdentifier is { Count: < 2 });
}
