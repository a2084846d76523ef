using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using DienBien.Platform.Shared.Calendar;
using Microsoft.Data.Sqlite;

namespace DienBien.Platform.Shared.Data;

/// <summary>Teaches Dapper dates and times that mean the same on both databases. Runs before the first query.</summary>
internal static class DapperSetup
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.ffffffZ";

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "Handlers that come after the first query of a shape are ignored.")]
    internal static void Run()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        foreach (var type in new[] { typeof(DateTime), typeof(DateTime?), typeof(DateOnly), typeof(DateOnly?) })
        {
            SqlMapper.RemoveTypeMap(type);
        }

        SqlMapper.AddTypeHandler(new DateTimeHandler());
        SqlMapper.AddTypeHandler(new DateOnlyHandler());
    }

    /// <summary>Puts a value into a parameter in the form that both databases order alike.</summary>
    internal static void Bind(IDbDataParameter parameter, object? value)
    {
        var sqlite = parameter is SqliteParameter;
        switch (value)
        {
            case null:
                parameter.Value = DBNull.Value;
                break;
            case DateOnly date when sqlite:
                parameter.Value = IsoDate.Of(date);
                break;
            case DateOnly date:
                parameter.DbType = DbType.Date;
                parameter.Value = date.ToDateTime(TimeOnly.MinValue);
                break;
            case DateTime { Kind: not DateTimeKind.Utc }:
                throw new ArgumentException("Times are stored in UTC.", nameof(value));
            case DateTime time when sqlite:
                parameter.Value = time.ToString(TimeFormat, CultureInfo.InvariantCulture);
                break;
            case DateTime time:
                parameter.DbType = DbType.DateTime2;
                parameter.Scale = 6;
                parameter.Value = time;
                break;
            default:
                parameter.Value = value;
                break;
        }
    }

    private sealed class DateTimeHandler : SqlMapper.TypeHandler<DateTime>
    {
        public override void SetValue(IDbDataParameter parameter, DateTime value) => Bind(parameter, value);

        public override DateTime Parse(object value) => value is DateTime time
            ? DateTime.SpecifyKind(time, DateTimeKind.Utc)
            : DateTime.ParseExact((string)value, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
    }

    private sealed class DateOnlyHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value) => Bind(parameter, value);

        public override DateOnly Parse(object value) => value switch
        {
            DateOnly date => date,
            DateTime time => DateOnly.FromDateTime(time),
            _ => IsoDate.Parse((string)value),
        };
    }
}
