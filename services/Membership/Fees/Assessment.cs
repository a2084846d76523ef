using System.Globalization;
using DienBien.Platform.Shared.Errors;
using Group = DienBien.Membership.V1.FeeBasis.Types.Group;

namespace DienBien.Platform.Membership.Fees;

/// <summary>The fee of a member for a month, with what explains it. Amounts are whole đồng.</summary>
internal sealed record Assessment
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    /// <summary>Why it is what it is: a reason of the message catalogue.</summary>
    public required string Reason { get; init; }

    public required string Rule { get; init; }

    public required string Clause { get; init; }

    public required string PolicyVersion { get; init; }

    public long Due { get; init; }

    public Group Group { get; init; }

    public long Base { get; init; }

    /// <summary>The month that the base was earned in.</summary>
    public DateOnly BaseMonth { get; init; }

    /// <summary>As the regulation has it, 3/1000.</summary>
    public string Rate { get; init; } = "";

    public string Region { get; init; } = "";

    public int PercentOff { get; init; }

    /// <summary>The number of the document that an exemption or a reduction rests on.</summary>
    public string Document { get; init; } = "";

    public string ComputationVi => Messages.Vietnamese(Reason, Texts(Vietnamese)) + Reduction(Messages.Vietnamese, Vietnamese);

    public string Computation => Messages.English(Reason, Texts(CultureInfo.InvariantCulture)) + Reduction(Messages.English, CultureInfo.InvariantCulture);

    private string Reduction(Func<string, IReadOnlyDictionary<string, string>?, string> text, CultureInfo culture) => PercentOff == 0 ? "" : text("FEE_REDUCED", Texts(culture));

    private Dictionary<string, string> Texts(CultureInfo culture) => new()
    {
        ["due"] = Due.ToString("N0", culture),
        ["base"] = Base.ToString("N0", culture),
        ["month"] = BaseMonth.ToString("MM/yyyy", CultureInfo.InvariantCulture),
        ["rate"] = Rate,
        ["region"] = Region,
        ["percent"] = PercentOff.ToString(CultureInfo.InvariantCulture),
        ["document"] = Document,
    };
}
