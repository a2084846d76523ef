using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf.Collections;

namespace DienBien.Platform.Membership.Organizations.Acts;

/// <summary>Which part of a split gets whom and what.</summary>
internal sealed class SplitAssignment
{
    private readonly Dictionary<string, (int Part, string Field)> organizations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Part, string Field)> members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Part, string Field)> villages = new(StringComparer.Ordinal);

    /// <summary>Reads the lists of the parts and notes what is wrong with them.</summary>
    public SplitAssignment(Check check, IReadOnlyList<SplitOrganizationRequest.Types.Part> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            var at = $"parts[{i.ToString(CultureInfo.InvariantCulture)}]";
            check.That(parts[i].Organization is not null, at + ".organization", "FIELD_REQUIRED");
            Read(check, organizations, ResourceName.Organizations, parts[i].Organizations, i, at + ".organizations");
            Read(check, members, ResourceName.Members, parts[i].Members, i, at + ".members");
            Read(check, villages, ResourceName.Villages, parts[i].Villages, i, at + ".villages");
        }
    }

    public int? OfOrganization(string id) => organizations.TryGetValue(id, out var place) ? place.Part : null;

    public int? OfMember(string id) => members.TryGetValue(id, out var place) ? place.Part : null;

    public int? OfVillage(string id) => villages.TryGetValue(id, out var place) ? place.Part : null;

    /// <summary>Refuses what does not belong to the source.</summary>
    /// <exception cref="Problem">INVALID_ARGUMENT with all of it.</exception>
    public void RefuseStrangers(IEnumerable<string> ownOrganizations, IEnumerable<string> ownMembers, IEnumerable<string> ownVillages)
    {
        var check = new Check();
        foreach (var (listed, own) in ((Dictionary<string, (int Part, string Field)> Listed, IEnumerable<string> Own)[])[(organizations, ownOrganizations), (members, ownMembers), (villages, ownVillages)])
        {
            var known = own.ToHashSet(StringComparer.Ordinal);
            foreach (var (_, place) in listed.Where(pair => !known.Contains(pair.Key)))
            {
                check.That(false, place.Field, "NOT_OF_SOURCE");
            }
        }

        check.OrThrow();
    }

    /// <summary>Refuses to leave anybody or anything without a part.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION with how many there are.</exception>
    public void RefuseForgotten(int ownOrganizations, int ownMembers, int ownVillages)
    {
        if (organizations.Count < ownOrganizations || members.Count < ownMembers || villages.Count < ownVillages)
        {
            throw Problems.Precondition("parts", "NOT_ASSIGNED", "R-ORG-13", new Dictionary<string, string>
            {
                ["members"] = Text(ownMembers - members.Count), ["organizations"] = Text(ownOrganizations - organizations.Count), ["villages"] = Text(ownVillages - villages.Count),
            });
        }
    }

    private static void Read(Check check, Dictionary<string, (int Part, string Field)> places, string collection, RepeatedField<string> names, int part, string field)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var at = $"{field}[{i.ToString(CultureInfo.InvariantCulture)}]";
            var id = ResourceName.IdOf(collection, names[i]);
            check.That(id is not null, at, "NOT_OF_SOURCE").That(id is null || places.TryAdd(id, (part, at)), at, "ASSIGNED_TWICE");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
