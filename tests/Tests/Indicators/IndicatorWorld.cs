using System.Globalization;
using System.Text.RegularExpressions;
using DienBien.Feed.V1;
using DienBien.Indicators.V1;
using DienBien.Membership.V1;
using DienBien.Platform.Indicators;
using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Indicators.Values;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Xunit;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;
using VillageKind = DienBien.Membership.V1.Village.Types.Kind;

namespace DienBien.Platform.Tests.Indicators;

/// <summary>A projection on a database file of its own, fed with events made by hand.</summary>
internal sealed class IndicatorWorld : IDisposable
{
    internal static readonly string Province = Id(11);

    private readonly string folder = Directory.CreateTempSubdirectory("indicators").FullName;
    private readonly Database database;
    private readonly IndicatorProjection projection;
    private readonly List<FeedEvent> pending = [];
    private readonly List<FeedEvent> log = [];

    internal IndicatorWorld()
    {
        database = Database.SqliteFile(Path.Combine(folder, "indicators.db"));
        Migrator.Migrate(database, IndicatorsHost.Service.Migrations);
        projection = new IndicatorProjection(new ScopeResolver(database, TimeProvider.System));
        Api = new IndicatorApi(database, new PageTokens(new EphemeralDataProtectionProvider()), TimeProvider.System);
        Organization(11, null, Kind.Province, "1949-10-10");
    }

    internal IndicatorApi Api { get; }

    /// <summary>The last state of everything, by resource name, as the events told it.</summary>
    internal Dictionary<string, IMessage> Facts { get; } = [];

    /// <summary>When the next events are recorded.</summary>
    internal DateTime Now { get; set; } = new(2025, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    public void Dispose()
    {
        database.Dispose();
        Directory.Delete(folder, true);
    }

    internal static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"01890000-0000-7000-8000-{number:D12}");

    internal void Organization(int number, int? parent, Kind kind, string since, string until = "", params (int Parent, string Until)[] earlier) => Add(new OrganizationChanged
    {
        EarlierTerms = { earlier.Select(term => new OrganizationChanged.Types.Term { Parent = ResourceName.Organization(Id(term.Parent)), Until = term.Until, DisplayName = "Tổ chức" }) },
        Organization = new Organization
        {
            Name = ResourceName.Organization(Id(number)), Parent = parent is { } p ? ResourceName.Organization(Id(p)) : "", Kind = kind,
            Code = number.ToString(CultureInfo.InvariantCulture), DisplayName = "Tổ chức", EstablishedOn = since, DissolvedOn = until,
        },
    });

    internal void Village(int number, int commune, VillageHead[] heads, VillageCell[] cells, VillageKind kind = VillageKind.Village) => Add(new VillageChanged
    {
        Village = new Village
        {
            Name = ResourceName.Village(Id(number)), Code = number.ToString(CultureInfo.InvariantCulture), Commune = ResourceName.Organization(Id(commune)),
            DisplayName = "Bản", Kind = kind, HeadHistory = { heads }, Cells = { cells },
        },
    });

    internal static VillageHead Head(int? member, string since, string until = "") => new() { Member = member is { } m ? ResourceName.Member(Id(m)) : "", Since = since, Until = until };

    internal static VillageCell Cell(int cell, bool own, string since, string until = "") => new() { Organization = ResourceName.Organization(Id(cell)), Independent = own, Since = since, Until = until };

    internal void Member(int number, int organization, string admitted, string ended = "", int? admitting = null, params (int Organization, string Since)[] terms) => Add(new MemberChanged
    {
        Terms = { terms.Select((term, i) => new MembershipTerm { Organization = ResourceName.Organization(Id(term.Organization)), Since = term.Since, Until = i + 1 < terms.Length ? terms[i + 1].Since : ended }) },
        Member = ResourceName.Member(Id(number)), Organization = ResourceName.Organization(Id(organization)), AdmittedOn = admitted, EndedOn = ended,
        AdmittingOrganization = ResourceName.Organization(Id(admitting ?? organization)), MemberNumber = number.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>A record that was merged into another of the same person.</summary>
    internal void Merged(int number, int organization, string admitted, int into) => Add(new MemberChanged
    {
        Member = ResourceName.Member(Id(number)), Organization = ResourceName.Organization(Id(organization)), AdmittedOn = admitted,
        AdmittingOrganization = ResourceName.Organization(Id(organization)), MemberNumber = number.ToString(CultureInfo.InvariantCulture), MergedInto = ResourceName.Member(Id(into)),
    });

    /// <summary>Applies what was added, as one batch.</summary>
    internal async Task ApplyAsync()
    {
        await WriteAsync(session => projection.ApplyAsync(session, pending));
        pending.Clear();
    }

    /// <summary>Empties the projection and applies all events again, cut into other batches.</summary>
    internal async Task RebuildAsync(int batch)
    {
        await WriteAsync(projection.ResetAsync);
        foreach (var events in log.Chunk(batch))
        {
            await WriteAsync(session => projection.ApplyAsync(session, events));
        }
    }

    /// <summary>All rows of all of the projection's tables.</summary>
    internal List<string> Rows() => [.. ((string[])["organizations", "nodes", "members", "member_terms", "villages", "village_heads", "village_cells", "counters_day", "counters_year", "opening_ledger", "reporting"])
        .SelectMany(table => Read("SELECT * FROM " + table).Select(row => table + " " + string.Join(" ", row)).Order(StringComparer.Ordinal))];

    /// <summary>Runs a statement that reads one number.</summary>
    internal long Number(string sql) => (long)Read(sql).Single()[0];

    /// <summary>The steps by which a query of the product would be answered.</summary>
    internal List<string> Plan(string sql) => [.. Read("EXPLAIN QUERY PLAN " + Dialect.Sqlite.Render(sql)).Select(step => (string)step[3])];

    internal async Task<IndicatorValue> ValueAsync(string code, int node, string asOf, DateTime? known = null) => await Api.GetIndicatorValue(
        new GetIndicatorValueRequest { Name = $"organizations/{Id(node)}/indicatorValues/{code}", AsOf = asOf, KnownAt = known?.ToTimestamp() }, new FakeCall());

    internal async Task<string> RatioAsync(string code, int node, string asOf, DateTime? known = null)
    {
        var value = await ValueAsync(code, node, asOf, known);
        return string.Create(CultureInfo.InvariantCulture, $"{value.Numerator}/{value.Denominator}");
    }

    internal async Task<List<ExplainedRecord>> ExplainAsync(string code, int node, string asOf, int pageSize = 0)
    {
        var records = new List<ExplainedRecord>();
        for (var token = (string?)null; token != "";)
        {
            var page = await Api.ExplainIndicatorValue(new ExplainIndicatorValueRequest
            {
                Name = $"organizations/{Id(node)}/indicatorValues/{code}", AsOf = asOf, PageSize = pageSize, PageToken = token ?? "",
            }, new FakeCall());
            records.AddRange(page.Records);
            token = page.NextPageToken;
        }

        return records;
    }

    /// <summary>Reads beside the product: what a test asks is no text of the product.</summary>
    private List<object[]> Read(string sql)
    {
        using var connection = new SqliteConnection(database.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in Regex.Matches(sql, @"@\w+").Select(match => match.Value).Distinct())
        {
            command.Parameters.AddWithValue(name, DBNull.Value);
        }

        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private async Task WriteAsync(Func<Session, Task> work) => await database.WriteAsync(
        async session =>
        {
            await work(session);
            return 0;
        }, TestContext.Current.CancellationToken);

    private void Add<T>(T message)
        where T : IMessage
    {
        var change = new FeedEvent { Position = log.Count + 1, Type = message.Descriptor.FullName, RecordTime = Now.ToTimestamp(), Data = message.ToByteString() };
        pending.Add(change);
        log.Add(change);
        Facts[message switch { OrganizationChanged o => o.Organization.Name, VillageChanged v => v.Village.Name, MemberChanged m => m.Member, _ => "" }] = message;
    }
}
