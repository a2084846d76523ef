using DienBien.Platform.Shared.Data;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace DienBien.Platform.Tests.Sql;

/// <summary>Reads T-SQL as SQL Server 2019 does.</summary>
internal static class TSql
{
    public static (TSqlFragment Tree, IReadOnlyList<string> Errors) Parse(string text)
    {
        using var reader = new StringReader(text);
        var tree = new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return (tree, [.. errors.Select(error => $"line {error.Line}: {error.Message}")]);
    }

    public static IEnumerable<TSqlStatement> Statements(string text)
    {
        var (tree, errors) = Parse(text);
        return errors.Count == 0 ? ((TSqlScript)tree).Batches.SelectMany(batch => batch.Statements) : throw new InvalidDataException(string.Join("; ", errors));
    }

    /// <summary>The text as SQL Server gets it. A caller has one range of paths or several.</summary>
    public static string Render(string text, int ranges = 2) => Dialect.SqlServer.Render(text, ranges);

    public static string TextOf(TSqlFragment fragment) =>
        string.Concat(fragment.ScriptTokenStream.Skip(fragment.FirstTokenIndex).Take(fragment.LastTokenIndex - fragment.FirstTokenIndex + 1).Select(token => token.Text));

    public static IReadOnlyList<T> Find<T>(TSqlFragment root)
        where T : TSqlFragment
    {
        var finder = new Finder<T>();
        root.Accept(finder);
        return finder.Found;
    }

    private sealed class Finder<T> : TSqlFragmentVisitor
        where T : TSqlFragment
    {
        public List<T> Found { get; } = [];

        public override void Visit(TSqlFragment fragment)
        {
            if (fragment is T wanted)
            {
                Found.Add(wanted);
            }
        }
    }
}
