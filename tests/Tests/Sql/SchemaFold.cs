using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace DienBien.Platform.Tests.Sql;

/// <summary>
/// Folds forward-only migrations into the schema that they leave behind, since a model takes definitions and no
/// alterations. What it cannot fold it refuses, so that a new kind of migration is never passed over.
/// </summary>
internal sealed class SchemaFold
{
    private readonly Dictionary<string, CreateTableStatement> tables = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, CreateIndexStatement> indexes = new(StringComparer.OrdinalIgnoreCase);

    private readonly List<string> data = [];

    public SchemaFold(IEnumerable<(string Name, string Text)> scripts)
    {
        foreach (var (name, text) in scripts)
        {
            foreach (var statement in TSql.Statements(text))
            {
                Apply(name, statement);
            }
        }
    }

    public IReadOnlyDictionary<string, CreateTableStatement> Tables => tables;

    public IReadOnlyDictionary<string, CreateIndexStatement> Indexes => indexes;

    /// <summary>The rows that migrations write; they are bound like any other text.</summary>
    public IReadOnlyList<string> Data => data;

    /// <summary>The definitions, tables before their indexes.</summary>
    public IEnumerable<string> Definitions()
    {
        foreach (var statement in tables.Values.Concat<TSqlStatement>(indexes.Values))
        {
            new Sql150ScriptGenerator().GenerateScript(statement, out var text);
            yield return text;
        }
    }

    private void Apply(string script, TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateTableStatement create:
                tables.Add(create.SchemaObjectName.BaseIdentifier.Value, create);
                break;
            case CreateIndexStatement create:
                indexes.Add(create.Name.Value, create);
                break;
            case AlterTableAddTableElementStatement add:
                var table = tables[add.SchemaObjectName.BaseIdentifier.Value].Definition;
                Append(table.ColumnDefinitions, add.Definition.ColumnDefinitions);
                Append(table.TableConstraints, add.Definition.TableConstraints);
                break;
            case DropTableStatement drop:
                drop.Objects.ToList().ForEach(name => tables.Remove(name.BaseIdentifier.Value));
                break;
            case DropIndexStatement drop:
                drop.DropIndexClauses.OfType<DropIndexClause>().ToList().ForEach(clause => indexes.Remove(clause.Index.Value));
                break;
            case DataModificationStatement:
                data.Add(TSql.TextOf(statement));
                break;
            default:
                throw new NotSupportedException($"{script}: {statement.GetType().Name} is not folded yet.");
        }
    }

    private static void Append<T>(IList<T> to, IList<T> from)
    {
        foreach (var item in from)
        {
            to.Add(item);
        }
    }
}
