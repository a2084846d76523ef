using System.Globalization;

namespace DienBien.Platform.Local.Demo;

/// <summary>A commune, a ward or a bloc of provincial agencies: what stands directly under the province.</summary>
internal sealed class DemoUnit(string code, string name, bool isBloc, bool isWard, int weight, bool border, int remotePercent, string mix)
{
    private readonly byte[] _peoples = Hundred(mix);

    public string Code => code;

    /// <summary>The name inside other names, such as "xã Nà Tấu".</summary>
    public string Name => name;

    public bool IsBloc => isBloc;

    public bool IsWard => isWard;

    public int Weight => weight;

    public bool Border => border;

    public int RemotePercent => remotePercent;

    public int FirstVillage { get; set; }

    public int Villages { get; set; }

    /// <summary>Members of the unit, and those of them who were admitted this year.</summary>
    public int Members { get; set; }

    public int Recent { get; set; }

    public byte DrawPeople(ref SplitMix random) => _peoples[random.Below(100)];

    /// <summary>The units of a shape: its communes in the order of the seed, then the two blocs.</summary>
    public static List<DemoUnit> Of(DemoShape shape)
    {
        var names = Pools.Rows("organizations.csv", ',').ToDictionary(row => row[1], row => (Ward: row[3] == "WARD", Name: row[4]));
        var units = new List<DemoUnit>();
        foreach (var row in Pools.Rows("communes.csv"))
        {
            if (shape.Communes.Length == 0 || shape.Communes.Contains(row[0]))
            {
                var (ward, name) = names[row[0]];
                units.Add(new(row[0], name["Đảng bộ ".Length..], false, ward, Number(row[1]), row[2] == "true", Number(row[3]), row[4]));
            }
        }

        const string Officials = "Kinh 55|Thái 30|Mông 12|Hà Nhì 1|Khơ Mú 1|Tày 1";
        units.Add(new("11-CQD", "các cơ quan Đảng tỉnh", true, false, 0, false, 0, Officials));
        units.Add(new("11-UBND", "Ủy ban nhân dân tỉnh", true, false, 0, false, 0, Officials));
        return units;
    }

    /// <summary>A mix such as "Thái 60|Mông 40" as a hundred indices, so that drawing one is a look-up.</summary>
    private static byte[] Hundred(string mix) =>
    [
        .. mix.Split('|').SelectMany(part =>
        {
            var space = part.LastIndexOf(' ');
            return Enumerable.Repeat((byte)Pools.PeopleIndex(part[..space]), Number(part[(space + 1)..]));
        }),
    ];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
