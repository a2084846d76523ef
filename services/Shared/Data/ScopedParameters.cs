using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using Dapper;
using DienBien.Platform.Shared.Access;

namespace DienBien.Platform.Shared.Data;

/// <summary>
/// A query's parameters and the ranges of the caller's scope. Dapper's own dynamic parameters would copy the given
/// ones into a dictionary for each query, which costs as much as a point read.
/// </summary>
internal sealed class ScopedParameters(object? parameters, IReadOnlyList<PathRange> ranges) : SqlMapper.IDynamicParameters
{
    private static readonly ConcurrentDictionary<Type, Action<IDbCommand, object>> Appenders = new();

    // The names of the first ranges; few callers hold a permission in more places.
    private static readonly (string From, string To)[] Names = [.. Enumerable.Range(0, 8).Select(Name)];

    public void AddParameters(IDbCommand command, SqlMapper.Identity identity)
    {
        if (parameters is SqlMapper.IDynamicParameters own)
        {
            own.AddParameters(command, identity);
        }
        else if (parameters is not null)
        {
            Appenders.GetOrAdd(parameters.GetType(), static (type, identity) =>
                SqlMapper.CreateParamInfoGenerator(identity.ForDynamicParameters(type), checkForDuplicates: false, removeUnused: false), identity)(command, parameters);
        }

        for (var i = 0; i < ranges.Count; i++)
        {
            var (from, to) = i < Names.Length ? Names[i] : Name(i);
            Add(command, from, ranges[i].From);
            Add(command, to, ranges[i].To);
        }
    }

    private static (string From, string To) Name(int i) =>
        (string.Create(CultureInfo.InvariantCulture, $"scopeFrom{i}"), string.Create(CultureInfo.InvariantCulture, $"scopeTo{i}"));

    private static void Add(IDbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
