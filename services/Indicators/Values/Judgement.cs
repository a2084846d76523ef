using DienBien.Indicators.V1;

namespace DienBien.Platform.Indicators.Values;

/// <summary>How a record was counted, and the record and date that decided.</summary>
/// <param name="Reason">The reason, UPPER_SNAKE_CASE.</param>
/// <param name="Role">Above the line, below it, both or neither.</param>
/// <param name="Evidence">The resource that decided, or empty.</param>
/// <param name="DecidedOn">The date that decided, or null.</param>
internal readonly record struct Judgement(string Reason, ExplainedRecord.Types.Role Role, string Evidence = "", DateOnly? DecidedOn = null)
{
    internal bool Above => Role is ExplainedRecord.Types.Role.Numerator or ExplainedRecord.Types.Role.NumeratorAndDenominator;

    internal bool Below => Role is ExplainedRecord.Types.Role.Denominator or ExplainedRecord.Types.Role.NumeratorAndDenominator;
}
