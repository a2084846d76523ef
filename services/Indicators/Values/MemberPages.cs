using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Values;

/// <summary>Pages through the members that a node sees: first its own, then those whom it admitted and who are elsewhere now.</summary>
internal static class MemberPages
{
    private const string After = """
        (@path IS NULL OR (o.path >= @path AND (o.path > @path OR m.admitted_on > @admitted OR (m.admitted_on = @admitted AND m.id > @id))))
        """;

    private const string Known = "m.recorded_at <= @known AND (m.superseded_at IS NULL OR m.superseded_at > @known)";

    private const string SelectOwn = $$"""
        SELECT o.path, {{FactStore.MemberColumns}} FROM organizations AS o JOIN members AS m ON m.organization_id = o.id
        WHERE o.path >= @from AND o.path < @to AND {{Known}} AND {{After}}
        ORDER BY o.path, m.admitted_on, m.id {page}
        """;

    private const string SelectGone = $$"""
        SELECT o.path, {{FactStore.MemberColumns}} FROM organizations AS o JOIN members AS m ON m.admitting_organization_id = o.id
            JOIN organizations AS now ON now.id = m.organization_id
        WHERE o.path >= @from AND o.path < @to AND (now.path < @from OR now.path >= @to) AND m.admitted_on >= @first AND {{Known}} AND {{After}}
        ORDER BY o.path, m.admitted_on, m.id {page}
        """;

    internal static async Task<List<Explained>> ReadAsync(Session session, Question question, string[] after, int take, Tree tree)
    {
        var rows = new List<Explained>();
        if (after is [] or ["own", ..])
        {
            await AddAsync("own", SelectOwn, after);
        }

        if (rows.Count < take)
        {
            await AddAsync("gone", SelectGone, after is ["gone", ..] ? after : []);
        }

        return rows;

        async Task AddAsync(string part, string sql, string[] key)
        {
            var range = PathRange.Of(question.Node.Path);
            var found = await session.QueryAsync<PlacedMember>(sql, new
            {
                from = range.From, to = range.To, known = question.Known, first = question.FirstOfYear, take = take - rows.Count,
                path = key.ElementAtOrDefault(1), id = key.ElementAtOrDefault(3),
                admitted = key.Length > 2 ? IsoDate.Parse(key[2]) : (DateOnly?)null,
            });
            await tree.LoadAsync(session, FactChanges.Organizations(found.Select(f => f.Row), []));
            rows.AddRange(found.Select(f => new Explained(
                Shared.ResourceName.Member(f.Id), f.MemberNumber, "", f.OrganizationId, MemberJudge.Of(f.Row, tree, question),
                [part, f.Path, IsoDate.Of(f.AdmittedOn), f.Id])));
        }
    }

    private sealed record PlacedMember
    {
        public string Path { get; init; } = "";

        public string Id { get; init; } = "";

        public string OrganizationId { get; init; } = "";

        public string AdmittingOrganizationId { get; init; } = "";

        public string MemberNumber { get; init; } = "";

        public DateOnly AdmittedOn { get; init; }

        public DateOnly? EndedOn { get; init; }

        internal MemberRow Row => new()
        {
            Id = Id, OrganizationId = OrganizationId, AdmittingOrganizationId = AdmittingOrganizationId, AdmittedOn = AdmittedOn, EndedOn = EndedOn,
        };
    }
}
