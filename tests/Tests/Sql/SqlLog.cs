using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using DienBien.Platform.Shared.Data;
using Microsoft.Data.Sqlite;

namespace DienBien.Platform.Tests.Sql;

/// <summary>A text with its marks, and the database that it ran on.</summary>
/// <param name="Service">The service whose schema the text is for; empty if it may be any.</param>
/// <param name="Text">The text as it stands in the code.</param>
internal sealed record Statement(string Service, string Text);

/// <summary>Every text that the suite executes, from its first test on.</summary>
internal static class SqlLog
{
    private static readonly ConcurrentDictionary<Statement, byte> Seen = new();

    /// <summary>Hears each text with the file it ran on.</summary>
    public static event Action<string, string>? Heard;

    public static IReadOnlyCollection<Statement> Executed => [.. Seen.Keys];

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "Nothing may run before the log listens.")]
    internal static void Listen() => Session.Observer = Hear;

    private static void Hear(DbConnection connection, string sql)
    {
        // On SQL Server itself there is nothing to prove.
        if (connection is SqliteConnection)
        {
            Heard?.Invoke(connection.DataSource, sql);
            Seen.TryAdd(new Statement(ServiceOf(connection.DataSource), sql), 0);
        }
    }

    /// <summary>A database file is named for the service whose schema it holds; tests with tables of their own say so.</summary>
    private static string ServiceOf(string file) => Path.GetFileNameWithoutExtension(file) is var name && ServiceSchemas.All.ContainsKey(name) ? name : "";
}
