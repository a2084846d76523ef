using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Statistics;

/// <summary>Figures with their meaning in both languages.</summary>
internal static class FigureTexts
{
    public static Figure Of(Dimension dimension, string value, long count)
    {
        var (label, labelVi) = Labels(dimension, value);
        return new Figure { Dimension = dimension, Value = value, Label = label, LabelVi = labelVi, Count = count };
    }

    public static FlowFigure Of(Flow flow, long count) =>
        new() { Flow = flow, Label = Messages.English("FLOW_" + EnumNames.Of(flow)), LabelVi = Messages.Vietnamese("FLOW_" + EnumNames.Of(flow)), Count = count };

    public static string Title(Dimension dimension) => Messages.Vietnamese("DIMENSION_" + EnumNames.Of(dimension));

    private static (string Label, string LabelVi) Labels(Dimension dimension, string value)
    {
        var ages = value.Split('-');
        return (dimension, value) switch
        {
            (_, "") => Texts("FIGURE_UNKNOWN"),
            (Dimension.Age, _) => Texts(ages[0] == "0" ? "FIGURE_AGE_TO" : ages[1].Length == 0 ? "FIGURE_AGE_FROM" : "FIGURE_AGE", new Dictionary<string, string> { ["from"] = ages[0], ["to"] = ages[1] }),
            (Dimension.Ethnicity or Dimension.Education, _) => (value, value),
            _ => Texts($"FIGURE_{EnumNames.Of(dimension)}_{value}"),
        };
    }

    private static (string Label, string LabelVi) Texts(string key, IReadOnlyDictionary<string, string>? values = null) => (Messages.English(key, values), Messages.Vietnamese(key, values));
}
