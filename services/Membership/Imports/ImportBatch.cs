using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Imports;

/// <summary>What happened to the lines of a batch.</summary>
internal sealed class ImportBatch
{
    public int Accepted { get; set; }

    public int Unchanged { get; set; }

    public List<(int Line, Violation Fault)> Rejections { get; } = [];

    public List<(int Line, Violation Fault)> Warnings { get; } = [];

    /// <summary>What is wrong with a line, as it is told.</summary>
    public static ImportFinding Finding((int Line, Violation Fault) finding) => new()
    {
        Line = finding.Line,
        Field = finding.Fault.Field,
        Rule = finding.Fault.Rule,
        Reason = finding.Fault.Reason,
        Message = finding.Fault.Message,
        MessageVi = finding.Fault.MessageVi,
    };

    public void Reject(ImportLine line, Violation fault) => Rejections.Add((line.Number, fault));
}

/// <summary>One kind of file.</summary>
internal abstract class Importer(string permissionMethod)
{
    /// <summary>The RPC under whose access rule the file is taken.</summary>
    public string Method { get; } = permissionMethod;

    /// <summary>The columns that must be there.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    private const int AreaDigits = 5;

    private const string SelectOrganizations = $"SELECT {OrganizationRow.Columns} FROM organizations o WHERE o.code {{in codes}} AND {{scope o.path}}";

    private const string SelectMembers = """
        SELECT m.register_id, m.member_number, m.id FROM {rows keys: register_id char(36), member_number varchar(32)} k
        JOIN members m ON m.register_id = k.register_id AND m.member_number = k.member_number WHERE m.merged_into IS NULL
        """;

    // By line, so that running a batch again after a lost race finds its own lines and not repeated ones.
    private readonly Dictionary<string, int> firstLines = new(StringComparer.Ordinal);

    // What earlier batches of a trial stated. A real import finds it in the database.
    private readonly Dictionary<string, OrganizationRow> stated = new(StringComparer.Ordinal);

    /// <summary>True if a spreadsheet program wrote the file: it drops the zeros that a code begins with.</summary>
    public bool IsSpreadsheet { get; set; }

    /// <summary>Applies lines in one transaction, or judges them in a trial.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="scope">Where the file may write.</param>
    /// <param name="callerScope">What the caller sees.</param>
    public abstract Task<ImportBatch> ApplyAsync(Work work, IReadOnlyList<ImportLine> lines, Scope scope, Scope callerScope);

    /// <summary>Refuses a line whose key stands in an earlier line of the file: the first wins.</summary>
    protected bool RefuseRepeated(ImportBatch batch, ImportLine line, string key)
    {
        if (key.Length == 0 || firstLines.TryAdd(key, line.Number) || firstLines[key] == line.Number)
        {
            return false;
        }

        batch.Reject(line, new Violation(Columns[0], "KEY_REPEATED"));
        return true;
    }

    /// <summary>The organisations of some codes, as far as they lie in a scope.</summary>
    protected async Task<Dictionary<string, OrganizationRow>> OrganizationsAsync(Session session, IEnumerable<string> codes, Scope scope)
    {
        var asked = codes.Where(c => c.Length > 0).ToHashSet(StringComparer.Ordinal);
        var shortened = IsSpreadsheet ? asked.Where(code => code.Length == AreaDigits - 1 && code.All(char.IsAsciiDigit)).ToList() : [];
        var rows = await session.QueryAsync<OrganizationRow>(SelectOrganizations, new { codes = Json(asked.Concat(shortened.Select(code => '0' + code))) }, scope);
        var found = rows.ToDictionary(row => row.Code, StringComparer.Ordinal);
        foreach (var code in asked.Where(stated.ContainsKey))
        {
            found[code] = stated[code];
        }

        foreach (var code in shortened.Where(code => !found.ContainsKey(code) && found.ContainsKey('0' + code)))
        {
            found[code] = found['0' + code];
        }

        return found;
    }

    /// <summary>The ids of members by the committee in which their number counts, and the number.</summary>
    protected static async Task<Dictionary<(string Register, string Number), string>> MembersAsync(Session session, IEnumerable<(string Register, string Number)> keys) =>
        (await session.QueryAsync<(string Register, string Number, string Id)>(SelectMembers, new { keys = Json(keys.Distinct().Select(key => new[] { key.Register, key.Number })) }))
            .ToDictionary(member => (member.Register, member.Number), member => member.Id);

    /// <summary>Keeps the organisations that lines of a trial stated for the lines of later batches.</summary>
    protected void Remember(Session session, Dictionary<string, OrganizationRow> organizations)
    {
        foreach (var row in session.IsTrial ? organizations.Values.AsEnumerable() : [])
        {
            stated[row.Code] = row;
        }
    }

    protected static string Json<T>(IEnumerable<T> values) => System.Text.Json.JsonSerializer.Serialize(values);
}
