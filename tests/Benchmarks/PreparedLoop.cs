using DienBien.Platform.Local.Demo;
using DienBien.Platform.Membership;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Text;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using Microsoft.Data.Sqlite;

namespace DienBien.Platform.Benchmarks;

/// <summary>The baseline of the import: what a program would do that takes every line on trust.</summary>
internal static class PreparedLoop
{
    private const int RowsACommit = 1_000;

    private const string Insert = """
        INSERT INTO members (id, organization_id, register_id, member_number, full_name, sort_key, folded_name, sex, birth_date, ethnicity, education,
            occupation, admitted_on, ceremony_on, official_on, ended_on, card_last4, dossier_number, version, create_time, update_time)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17, @p18, @p19, @p20)
        """;

    /// <summary>The rows, ready to be stored: what making them costs is not counted.</summary>
    public static List<MemberRow> Rows(string database, IEnumerable<MemberLine> lines)
    {
        var organizations = new Dictionary<string, (string Id, string RegisterId)>(StringComparer.Ordinal);
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT code, id, register_id FROM organizations";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            organizations[reader.GetString(0)] = (reader.GetString(1), reader.GetString(2));
        }

        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return [.. lines.Select(line => new MemberRow
        {
            Id = Ids.New(),
            OrganizationId = organizations[line.OrganizationCode].Id,
            RegisterId = organizations[line.OrganizationCode].RegisterId,
            MemberNumber = line.MemberNumber,
            FullName = line.FullName,
            SortKey = Vietnamese.PersonSortKey(line.FullName),
            FoldedName = NameSearch.Stored(line.FullName),
            Sex = line.Sex,
            BirthDate = IsoDate.Parse(line.BirthDate),
            Ethnicity = line.Ethnicity,
            Education = line.Education,
            Occupation = line.Occupation,
            AdmittedOn = IsoDate.Parse(line.AdmittedOn),
            CeremonyOn = IsoDate.Parse(line.CeremonyOn.Length > 0 ? line.CeremonyOn : line.AdmittedOn),
            OfficialOn = IsoDate.ParseOptional(line.OfficialOn),
            CardLast4 = line.CardNumber.Length == 12 ? line.CardNumber[8..] : null,
            DossierNumber = line.DossierNumber.Length > 0 ? line.DossierNumber : null,
            Version = 1,
            CreateTime = now,
            UpdateTime = now,
        })];
    }

    public static async Task FillAsync(string database, List<MemberRow> rows)
    {
        await using var connection = Open(database);
        await using var insert = connection.CreateCommand();
        insert.CommandText = Insert;
        var parameters = Enumerable.Range(0, 21).Select(i => insert.Parameters.Add(new SqliteParameter { ParameterName = "@p" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) })).ToArray();
        foreach (var batch in rows.Chunk(RowsACommit))
        {
            await using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            foreach (var row in batch)
            {
                Bind(parameters, row);
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }

    private static void Bind(SqliteParameter[] parameters, MemberRow row)
    {
        object?[] values =
        [
            row.Id, row.OrganizationId, row.RegisterId, row.MemberNumber, row.FullName, row.SortKey, row.FoldedName, row.Sex, IsoDate.Of(row.BirthDate), row.Ethnicity, row.Education,
            row.Occupation, IsoDate.Of(row.AdmittedOn), IsoDate.Of(row.CeremonyOn), row.OfficialOn is { } official ? IsoDate.Of(official) : null, null, row.CardLast4, row.DossierNumber,
            row.Version, Time(row.CreateTime), Time(row.UpdateTime),
        ];
        for (var i = 0; i < values.Length; i++)
        {
            parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }

    private static string Time(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", System.Globalization.CultureInfo.InvariantCulture);

    private static SqliteConnection Open(string database)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, ForeignKeys = true, Pooling = false }.ToString());
        connection.Open();
        using var durable = connection.CreateCommand();
        durable.CommandText = "PRAGMA synchronous = FULL";
        durable.ExecuteNonQuery();
        return connection;
    }
}
