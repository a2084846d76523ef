using System.Text.Json;
using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;

namespace DienBien.Platform.Membership.Organizations.Committees;

/// <summary>Reads and stores terms with their offices.</summary>
internal static class CommitteeStore
{
    private const string SelectById = $"""
        SELECT {CommitteeTermRow.Columns} FROM committee_terms c JOIN organizations o ON o.id = c.organization_id WHERE c.id = @id AND {"{scope o.path}"}
        """;

    // A seat ends with the membership at the latest, whether or not anybody says so.
    private const string SelectOffices = """
        SELECT f.id, f.term_id, f.member_id, f.role, f.basis, f.since, CASE WHEN f.until IS NULL OR f.until > COALESCE(e.ended_on, m.ended_on) THEN COALESCE(e.ended_on, m.ended_on, f.until) ELSE f.until END AS until,
            f.document_number, f.end_reason, f.end_document, f.recorded_at
        FROM committee_offices f JOIN members m ON m.id = f.member_id
            LEFT JOIN earlier_memberships e ON e.member_id = m.id AND e.superseded_at IS NULL AND e.valid_from <= f.since AND e.valid_to > f.since
        WHERE f.term_id {in ids} AND f.superseded_at IS NULL ORDER BY f.term_id, f.since, f.id
        """;

    private const string Supersede = "UPDATE committee_offices SET superseded_at = @now WHERE id = @id";

    private const string Bump = "UPDATE committee_terms SET version = @Version, update_time = @UpdateTime WHERE id = @Id AND version = @Version - 1";

    private const string Hold = "UPDATE committee_terms SET version = version WHERE id = @Id";

    private const string SelectByIds = $"SELECT {CommitteeTermRow.Columns} FROM committee_terms c WHERE c.id {{in ids}} ORDER BY c.id";

    private const string SelectLasting = $"""
        SELECT {CommitteeTermRow.Columns} FROM committee_terms c WHERE c.organization_id = @organizationId AND c.starts_on < @day AND (c.ends_on IS NULL OR c.ends_on > @day) ORDER BY c.id
        """;

    private const string EndTerms = """
        UPDATE committee_terms SET ends_on = @day WHERE organization_id = @organizationId AND starts_on < @day AND (ends_on IS NULL OR ends_on > @day)
        """;

    /// <summary>The term of a name.</summary>
    /// <exception cref="Problem">NOT_FOUND if there is none in the scope.</exception>
    public static async Task<CommitteeTermRow> RequireAsync(Session session, string name, Scope scope) =>
        await session.FindAsync<CommitteeTermRow>(SelectById, new { id = ResourceName.Require(CommitteeTermRow.Collection, name) }, scope) ?? throw Problems.NotFound(name);

    /// <summary>The term of a name, kept as it is until the transaction ends: writers of one committee wait for each other.</summary>
    /// <exception cref="Problem">NOT_FOUND if there is none in the scope.</exception>
    public static async Task<CommitteeTermRow> HoldAsync(Work work, string name, Scope scope)
    {
        await work.ExecuteAsync(Hold, await RequireAsync(work, name, scope));
        return await RequireAsync(work, name, scope);
    }

    /// <summary>The offices of terms, the earliest first.</summary>
    public static async Task<ILookup<string, OfficeRow>> OfficesAsync(Session session, IEnumerable<string> terms) =>
        (await session.QueryAsync<OfficeRow>(SelectOffices, new { ids = JsonSerializer.Serialize(terms) })).ToLookup(office => office.TermId);

    /// <summary>Puts another version in the place of an office, or ends and adds offices; the term gets its next version.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="term">The term.</param>
    /// <param name="replaced">Offices on record that are superseded.</param>
    /// <param name="added">What is said instead.</param>
    public static async Task<CommitteeTerm> ReviseAsync(Work work, CommitteeTermRow term, IEnumerable<OfficeRow> replaced, IEnumerable<OfficeRow> added)
    {
        var after = term with { Version = term.Version + 1, UpdateTime = work.Now };
        if (await work.ExecuteAsync(Bump, after) == 0)
        {
            throw Problems.EtagMismatch(Etags.Of(term.Version));
        }

        foreach (var office in replaced)
        {
            await work.ExecuteAsync(Supersede, new { id = office.Id, now = work.Now });
        }

        await work.InsertAsync<OfficeRow>("committee_offices", [.. added.Select(office => office with { Id = Ids.New(), TermId = term.Id, RecordedAt = work.Now })]);
        return await PublishAsync(work, after);
    }

    /// <summary>Gives terms their next version whose offices are held under another record of the same person.</summary>
    public static async Task RestateAsync(Work work, IEnumerable<string> ids)
    {
        foreach (var term in await work.QueryAsync<CommitteeTermRow>(SelectByIds, new { ids = JsonSerializer.Serialize(ids) }))
        {
            await ReviseAsync(work, term, [], []);
        }
    }

    /// <summary>Ends the terms and offices of an organisation that no longer exists from a day on.</summary>
    public static async Task EndAllAsync(Work work, string organizationId, DateOnly day, string reason, string document)
    {
        var terms = await work.QueryAsync<CommitteeTermRow>(SelectLasting, new { organizationId, day });
        if (terms.Count == 0)
        {
            return;
        }

        await work.ExecuteAsync(EndTerms, new { organizationId, day });
        var offices = await OfficesAsync(work, terms.Select(term => term.Id));
        foreach (var term in terms)
        {
            // What begins later never came about.
            var lasting = offices[term.Id].Where(office => office.Until is null || office.Until > day).ToList();
            await ReviseAsync(work, term with { EndsOn = day }, lasting, lasting.Where(office => office.Since < day)
                .Select(office => office with { Until = day, EndReason = reason, EndDocument = document.Length == 0 ? null : document }));
        }
    }

    /// <summary>The term as it is now; it is written into the audit log.</summary>
    public static async Task<CommitteeTerm> PublishAsync(Work work, CommitteeTermRow term)
    {
        var state = term.ToProto((await OfficesAsync(work, [term.Id]))[term.Id]);
        work.Audit(state.Name, term.OrganizationId, state.ToByteArray());
        return state;
    }
}
