using DienBien.Platform.Shared.Errors;
using Kind = DienBien.Membership.V1.OrganizationAct.Types.Kind;

namespace DienBien.Platform.Membership.Organizations.Acts;

/// <summary>What every act states.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Day">The day from which it counts.</param>
/// <param name="DocumentNumber">The number of the decision.</param>
internal sealed record ActFrame(Kind Kind, DateOnly Day, string DocumentNumber)
{
    /// <summary>Reads it and notes what is wrong.</summary>
    public static ActFrame Read(Check check, Kind kind, string effectiveOn, string documentNumber, DateOnly today)
    {
        var day = check.Date(effectiveOn, "effective_on");
        check.That(day <= today, "effective_on", "DATE_IN_FUTURE");
        return new ActFrame(kind, day, check.Text(documentNumber, "document_number", 63));
    }
}
