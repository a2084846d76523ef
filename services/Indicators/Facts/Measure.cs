namespace DienBien.Platform.Indicators.Facts;

/// <summary>What the counters count. The numbers are stored.</summary>
internal enum Measure
{
    /// <summary>Villages with a head in office: below the line of T4.</summary>
    Headed = 1,

    /// <summary>Villages whose head's membership is in force: above the line of T4.</summary>
    HeadMember = 2,

    /// <summary>Villages and hamlets: below the line of T5.</summary>
    Villages = 3,

    /// <summary>Residential groups, which a parameter adds to the villages.</summary>
    ResidentialGroups = 4,

    /// <summary>Villages and hamlets with a cell of their own: above the line of T5.</summary>
    OwnCell = 5,

    /// <summary>Residential groups with a cell of their own.</summary>
    OwnCellOfGroup = 6,

    /// <summary>Members: below the line of T6, by the end of the year before.</summary>
    Members = 7,

    /// <summary>Admissions, a flow: above the line of T6.</summary>
    Admitted = 8,

    /// <summary>Communes and wards below the node: what is expected to report.</summary>
    Communes = 9,

    /// <summary>Communes and wards below the node with a village.</summary>
    CommunesWithVillage = 10,

    /// <summary>Communes and wards below the node that have had a member.</summary>
    CommunesWithMember = 11,
}
