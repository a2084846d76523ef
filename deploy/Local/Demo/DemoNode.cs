namespace DienBien.Platform.Local.Demo;

internal enum NodeKind : byte
{
    Grassroots,
    GrassrootsCell,
    Sectional,
    Cell,
}

internal enum Sector : byte
{
    None,
    Village,
    Agency,
    School,
    Health,
    StateEnterprise,
    PrivateEnterprise,
    Cooperative,
    Police,
    Military,
    Other,
}

/// <summary>
/// A planned organisation in some 40 bytes: the country's 280,000 are all held, everything else about them is
/// computed from the index when the line is written.
/// </summary>
internal struct DemoNode
{
    public NodeKind Kind;
    public Sector Sector;
    public short Unit;

    /// <summary>The parent's index, or -1 for the unit itself.</summary>
    public int Parent;

    /// <summary>The number in the code, unique in the unit within the kinds that share a letter.</summary>
    public int Number;

    /// <summary>The number of the name: counts work places of one sector, or the cells of one committee.</summary>
    public int Name;

    /// <summary>The first village served, or -1.</summary>
    public int Village;

    /// <summary>Members in all; the last <see cref="Recent"/> of them were admitted this year.</summary>
    public int Size;

    public int Recent;

    /// <summary>Members before this node's, in its unit and in all.</summary>
    public int FirstInUnit;

    public int First;

    public readonly bool IsCell => Kind is NodeKind.Cell or NodeKind.GrassrootsCell;
}

internal enum Head : byte
{
    None,
    Outsider,
    Member,
}

/// <summary>A planned village.</summary>
internal struct DemoVillage
{
    public short Unit;

    public byte People;

    /// <summary>The number within the unit, from 1.</summary>
    public int Number;

    /// <summary>The index of the cell, or -1.</summary>
    public int Cell;

    public bool Joint;

    public Head Head;

    /// <summary>Where the head is found if a member: the cell's index and the place in it.</summary>
    public int HeadCell;

    public int HeadPlace;
}
