using System.Globalization;
using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Values;

/// <summary>
/// Pages through the members that a node sees: first its own, then those who were there and went elsewhere, then those whom
/// it admitted and who are elsewhere now.
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

    // Once each, by the last of the terms.
    private const string SelectLeft = $$"""
        SELECT o.path, {{FactStore.MemberColumns}} FROM nodes AS o JOIN member_terms AS t ON t.organization = o.node
            JOIN members AS m ON m.position = t.position JOIN nodes AS n ON n.node = m.organization
        WHERE o.path >= @from AND o.path < @to AND {{AsKnown.Node}} AND {{AsKnown.Member}} AND {{AsKnown.OtherNode}} AND (n.path < @top OR n.path >= @to)
            AND NOT EXISTS (SELECT 1 FROM member_terms AS u JOIN nodes AS x ON x.node = u.organization
                WHERE u.position = t.position AND u.ordinal > t.ordinal AND x.path >= @top AND x.path < @to AND {{AsKnown.ThirdNode}})
            AND (o.path > @path OR m.admitted_on > @admitted OR (m.admitted_on = @admitted AND m.position > @position))
        ORDER BY o.path, m.admitted_on, m.position {page}
        """;

    private const string SelectGone = $$"""
        SELECT o.path, {{FactStore.MemberColumns}} FROM nodes AS o JOIN members AS m ON m.admitting = o.node JOIN nodes AS n ON n.node = m.organization
        WHERE o.path >= @from AND o.path < @to AND {{AsKnown.Node}} AND {{AsKnown.Member}} AND m.admitted_on >= @first
            AND NOT EXISTS (SELECT 1 FROM member_terms AS t JOIN nodes AS x ON x.node = t.organization
                WHERE t.position = m.position AND x.path >= @top AND x.path < @to AND {{AsKnown.ThirdNode}})
            AND {{AsKnown.OtherNode}} AND (n.path < @top OR n.path >= @to)
            AND (o.path > @path OR m.admitted_on > @admitted OR (m.admitted_on = @admitted AND m.position > @position))
        ORDER BY o.path, m.admitted_on, m.position {page}
        """;

    internal static async Task<List<Explained>> ReadAsync(Session session, Question question, string[] after, int take)
    {
        if (!question.IsProvince && await Placement.GoneFromAsync(session, question.Node!.Below, question.Known) is { Count: > 0 } gone)
        {
            return await MemberSheet.ReadAsync(session, question, gone, after, take);
        }

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
        foreach (var (part, sql) in question.IsProvince ? [] : ((string, string)[])[("left", SelectLeft), ("gone", SelectGone)])
        {
            if (rows.Count < take && (cursor.Part != "gone" || part == "gone"))
            {
                var at = cursor.Part == part ? cursor : Cursor.Start;
                await AddAsync(part, sql, at, cursor.Part == part ? cursor.Path : question.Node!.Path);
            }
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
            var members = await FactStore.WithTermsAsync(session, [.. found.Select(f => f.Row)]);
            await question.Tree.LoadAsync(session, [], FactChanges.Organizations(members, []));
            rows.AddRange(found.Zip(members, (f, member) => Explain(member, question, part, f.Path)));
        }
    }

    /// <summary>A member's record in the list.</summary>
    internal static Explained Explain(MemberRow member, Question question, string part, string path) => new(
        Shared.ResourceName.Member(member.Id), member.MemberNumber, "", member.Organization, MemberJudge.Of(member, question),
        [part, path, IsoDate.Of(member.AdmittedOn), member.Position.ToString(CultureInfo.InvariantCulture)], MemberJudge.ReportsFor(member, question));

    internal sealed record Cursor(string Part, string Path, DateOnly Admitted, long Position)
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

        public bool Moved { get; init; }

        internal MemberRow Row => new() { Position = Position, Id = Id, MemberNumber = MemberNumber, Moved = Moved, Organization = Organization, Admitting = Admitting, AdmittedOn = AdmittedOn, EndedOn = EndedOn };
    }
}
