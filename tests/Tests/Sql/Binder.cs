using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using DienBien.Platform.Shared.Data;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace DienBien.Platform.Tests.Sql;

/// <summary>Binds texts against a model of a service's SQL Server schema: every table and column that they name must be there.</summary>
internal static partial class Binder
{
    private static readonly ConcurrentDictionary<string, SchemaFold> Folds = new();

    public static SchemaFold Fold(string service) => Folds.GetOrAdd(service, name => new SchemaFold(ServiceSchemas.Scripts(name, Dialect.SqlServer)));

    /// <summary>What is wrong with the texts; each must be right in its own service, or in any if it names none.</summary>
    public static IReadOnlyList<string> Complaints(IEnumerable<Statement> statements)
    {
        var (readable, complaints) = (new List<Statement>(), new List<string>());
        foreach (var statement in statements)
        {
            var (tree, errors) = TSql.Parse(TSql.Render(statement.Text));
            var wrong = errors.Concat(errors.Count == 0 ? CommonSubset.Complaints(tree) : []).ToList();
            complaints.AddRange(wrong.Select(error => $"{error} in {statement.Text}"));
            // One text that can't be read, or is no body of a procedure, would hide what is wrong with all others.
            if (wrong.Count == 0)
            {
                readable.Add(statement);
            }
        }

        var unbound = ServiceSchemas.All.Keys.ToDictionary(service => service, service => Unbound(service, [.. readable.Where(s => s.Service is "" || s.Service == service)]));
        complaints.AddRange(readable
            .Select(s => (s.Text, Wrong: (s.Service is "" ? unbound.Values.Select(all => all.GetValueOrDefault(s)) : [unbound[s.Service].GetValueOrDefault(s)]).ToList()))
            .Where(s => !s.Wrong.Contains(null))
            .Select(s => $"{s.Wrong.MinBy(wrong => wrong!.Length)} in {s.Text}"));
        return complaints;
    }

    private static Dictionary<Statement, string> Unbound(string service, IReadOnlyList<Statement> statements)
    {
        if (statements.Count == 0)
        {
            return [];
        }

        using var model = new TSqlModel(SqlServerVersion.Sql150, new TSqlModelOptions());
        var fold = Fold(service);
        foreach (var definition in fold.Definitions())
        {
            model.AddObjects(definition);
        }

        for (var i = 0; i < statements.Count; i++)
        {
            model.AddObjects(AsProcedure(TSql.Render(statements[i].Text), i));
        }

        var wrong = new Dictionary<Statement, string>();
        foreach (var message in model.Validate())
        {
            // Warnings count: an unknown table or alias is only one.
            if (ProcedureName().Match(message.Message) is not { Success: true } name)
            {
                throw new InvalidDataException($"The schema of {service}: {message.Message}");
            }

            wrong.TryAdd(statements[int.Parse(name.Groups[1].Value, CultureInfo.InvariantCulture)], message.Message);
        }

        foreach (var statement in statements)
        {
            if (InsertShapes.Complaint(TSql.Parse(TSql.Render(statement.Text)).Tree, fold.Tables) is { } complaint)
            {
                wrong.TryAdd(statement, complaint);
            }
        }

        return wrong;
    }

    private static string AsProcedure(string text, int number)
    {
        var names = TSql.Find<VariableReference>(TSql.Parse(text).Tree).Select(variable => variable.Name).Distinct(StringComparer.OrdinalIgnoreCase);
        var parameters = string.Join(", ", names.Select(name => $"{name} nvarchar(max)"));
        return string.Create(CultureInfo.InvariantCulture, $"CREATE PROCEDURE dbo.q{number} {parameters} AS BEGIN {text} END");
    }

    [GeneratedRegex(@"\[q(\d+)\]")]
    private static partial Regex ProcedureName();
}
