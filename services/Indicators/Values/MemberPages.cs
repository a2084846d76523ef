using System.Globalization;
using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Values;

/// <summary>
/// Pages through the members that a node sees: first its own, then those whom it admitted and who are elsewhere now.
/// Each page begins with a seek to the last record of the page before, so that all pages cost the same.
/// </summary>
internal static class MemberPages
{
    // The rest of the organisation at which the page before ended.
    private const string SelectRest = $$"""
        SELECT CAST(@path AS nvarchar(400)) AS path, {{FactStore.MemberColumns}} FROM members AS m
        WHERE m.organization = @organization AND m.admitted_on >= @admitted AND (m.admitted_on > @admitted OR m.position > @position) AND {{AsKnown.Member}}
        ORDER BY m.admitted_on, m.position {page}
        """;

    private const string SelectOwn = $$"""
        SELECT o.path, {{FactStore.MemberColumns}} FROM nodes AS o JOIN members AS m ON m.organization = o.node
        WHERE o.path >= @from AND o.path < @to AND {{AsKnown.Node}} AND {{AsKnown.Member}}
        ORDER BY o.path, m.admitted_on, m.position {page}
        """;

    private const string SelectGone = $$"""
        SELECT o.path, {{FactStore.MemberColumns}} FROM nodes AS o JOIN members AS m ON m.admitting = o.node JOIN nodes AS n ON n.node = m.organization
        WHERE o.path >= @from AND o.path < @to AND {{AsKnown.Node}} AND {{AsKnown.Member}} AND m.admitted_on >= @first
            AND {{AsKnown.OtherNode}} AND (n.path < @top OR n.path >= @to)
            AND (o.path > @path OR m.admitted_on > @admitted OR (m.admitted_on = @admitted AND m.position > @position))
        ORDER BY o.path, m.admitted_on, m.position {page}
        """;

    internal static async Task<List<Explained>> ReadAsync(Session session, Question question, string[] after, int take)
    {
        var rows = new List<Explained>();
        var cursor = Cursor.Of(after);
        if (cursor is { Part: "own" })
        {
            await AddAsync("own", SelectRest, cursor, cursor.Path);
        }

        if (rows.Count < take && cursor.Part is "" or "own")
        {
            // Behind the organisation itself and before everything below it: a path goes on with digits.
            await AddAsync("own", SelectOwn, cursor, cursor.Part.Length == 0 ? question.Node!.Path : cursor.Path + "!");
        }

        // Nobody who was admitted in the province is outside of it.
        if (rows.Count < take && !question.IsProvince)
        {
            cursor = cursor.Part == "gone" ? cursor : Cursor.Start;
            await AddAsync("gone", SelectGone, cursor, cursor.Part == "gone" ? cursor.Path : question.Node!.Path);
        }

        return rows;

        async Task AddAsync(string part, string sql, Cursor at, string from)
        {
            var below = question.Node!.Below;
            var found = await session.QueryAsync<PlacedMember>(sql, new
            {
                from, to = below.To, top = below.From, known = question.Known, first = question.FirstOfYear, take = take - rows.Count,
                path = at.Path, organization = at.Organization, admitted = at.Admitted, position = at.Position,
            });
            await question.Tree.LoadAsync(session, [], FactChanges.Organizations(found.Select(f => f.Row), []));
            rows.AddRange(found.Select(f => new Explained(
                Shared.ResourceName.Member(f.Id), f.MemberNumber, "", f.Organization, MemberJudge.Of(f.Row, question),
                [part, f.Path, IsoDate.Of(f.AdmittedOn), f.Position.ToString(CultureInfo.InvariantCulture)], MemberJudge.ReportsFor(f.Row, question))));
        }
    }

    private sealed record Cursor(string Part, string Path, DateOnly Admitted, long Position)
    {
        internal static readonly Cursor Start = new("", "", DateOnly.MinValue, 0);

        internal long Organization => Path.Length == 0 ? 0 : long.Parse(Path.Split('.')[^2], CultureInfo.InvariantCulture);

        internal static Cursor Of(string[] key) =>
            key.Length == 0 ? Start : new Cursor(key[0], key[1], IsoDate.Parse(key[2]), long.Parse(key[3], CultureInfo.InvariantCulture));
    }

    private sealed record PlacedMember
    {
        public string Path { get; init; } = "";

        public long Position { get; init; }

        public string Id { get; init; } = "";

        public long Organization { get; init; }

        public long Admitting { get; init; }

        public string MemberNumber { get; init; } = "";

        public DateOnly AdmittedOn { get; init; }

        public DateOnly? EndedOn { get; init; }

        internal MemberRow Row => new() { Id = Id, Organization = Organization, Admitting = Admitting, AdmittedOn = AdmittedOn, EndedOn = EndedOn };
    }
}
