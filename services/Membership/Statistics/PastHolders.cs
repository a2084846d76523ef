using System.Text.Json;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Statistics;

/// <summary>
/// Finds the members behind a figure of a part of the tree that has not always been made up as it is: who counts is cut from the presences
/// as for the figure itself.
/// </summary>
internal static class PastHolders
{
    private const string SelectNames = "SELECT m.id, m.full_name FROM members m WHERE m.id {in ids}";

    /// <summary>Those who have something on a day.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="belonging">What makes up the part.</param>
    /// <param name="figure">The dimension and its value.</param>
    /// <param name="years">The years of birth of an age.</param>
    /// <param name="day">The day.</param>
    public static async Task<IEnumerable<FigureHolder>> OfAsync(Session session, Belonging belonging, (Dimension Dimension, string Value) figure, (int First, int Last) years, DateOnly day)
    {
        var people = await FigureReader.PeopleAsync(session, belonging, day, around: false);
        return await FillAsync(session, people.Inside.Where(presence => presence.ValidFrom <= day && presence.ValidTo > day && Has(presence)).Select(presence => (presence, presence.ValidFrom)));

        bool Has(PresenceRow presence) => figure.Dimension switch
        {
            Dimension.Sex => presence.Sex == figure.Value,
            Dimension.Age => presence.BirthYear >= years.First && presence.BirthYear <= years.Last,
            Dimension.Ethnicity => (presence.Ethnicity ?? "") == figure.Value,
            Dimension.Education => (presence.Education ?? "") == figure.Value,
            Dimension.Sector => (presence.Sector ?? "") == figure.Value,
            _ => figure.Value == (presence.OfficialOn <= day ? "OFFICIAL" : "PROBATIONARY"),
        };
    }

    /// <summary>Those who came or went in a period, the first day excluded.</summary>
    public static async Task<IEnumerable<FigureHolder>> OfAsync(Session session, Belonging belonging, Flow flow, DateOnly from, DateOnly to)
    {
        var people = await FigureReader.PeopleAsync(session, belonging, to, around: true);
        return await FillAsync(session, people.ByMember.SelectMany(presences => Contributions.Flows([.. presences], people.Inside.Contains))
            .Where(change => change.Flow == flow && change.Day > from && change.Day <= to).Select(change => (change.Presence, change.Day)));
    }

    private static async Task<IEnumerable<FigureHolder>> FillAsync(Session session, IEnumerable<(PresenceRow Presence, DateOnly Day)> found)
    {
        var all = found.ToList();
        var paths = await OrganizationStore.PathsAsync(session, all.Select(holder => holder.Presence.OrganizationId).ToHashSet(StringComparer.Ordinal));
        var ids = JsonSerializer.Serialize(all.Select(holder => holder.Presence.MemberId).Distinct());
        var names = (await session.QueryAsync<NameRow>(SelectNames, new { ids })).ToDictionary(row => row.Id, row => row.FullName, StringComparer.Ordinal);
        return all.Select(holder => new FigureHolder
        {
            Path = paths[holder.Presence.OrganizationId],
            Id = holder.Presence.Id,
            OrganizationId = holder.Presence.OrganizationId,
            MemberId = holder.Presence.MemberId,
            FullName = names[holder.Presence.MemberId],
            ChangedOn = holder.Day,
        });
    }

    private sealed record NameRow
    {
        public string Id { get; init; } = "";

        public string FullName { get; init; } = "";
    }
}
