using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;

namespace DienBien.Platform.Membership.Organizations;

/// <summary>Which organisations a list is about.</summary>
/// <param name="Day">Those that exist on this day.</param>
/// <param name="Known">As they were known at this moment, UTC.</param>
/// <param name="Kind">Of this kind, or empty.</param>
/// <param name="Sector">Of this sector, or empty.</param>
/// <param name="Name">With these words in the name.</param>
internal sealed record OrganizationFilter(DateOnly Day, DateTime Known, string Kind, string Sector, NameSearch Name)
{
    /// <summary>Holds a state out of the history against what the query asks of current ones.</summary>
    public bool Holds(Organization state) =>
        IsoDate.Parse(state.EstablishedOn) <= Day
        && (IsoDate.ParseOptional(state.DissolvedOn) is not { } end || end > Day)
        && (Kind.Length == 0 || Kind == EnumNames.Of(state.Kind))
        && (Sector.Length == 0 || Sector == EnumNames.Of(state.Sector))
        && Name.Finds(state.DisplayName);
}
