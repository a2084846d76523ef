namespace DienBien.Platform.Local.Demo;

/// <summary>Makes the members of a cell, each from its own number alone.</summary>
internal sealed class MemberMaker(DemoPlan plan, IsoDates dates)
{
    /// <summary>The first members of a cell hold its offices and lead its villages: long in the party, not yet old.</summary>
    private const int Officers = 4;

    private const int Year = 365;

    /// <summary>Officers have been members for at least so many days, so whoever took office since was one.</summary>
    public const int OfficersSince = 3 * Year;

    /// <summary>Women in a hundred members, by sector.</summary>
    private static readonly int[] Women = [0, 31, 40, 66, 58, 30, 34, 30, 13, 5, 40];

    /// <summary>Years in the party: up to so many years, for so many in a hundred members.</summary>
    private static readonly (int Years, int Percent)[] VillageTenure = [(3, 16), (5, 8), (10, 17), (20, 23), (30, 16), (40, 10), (50, 6), (61, 4)];

    private static readonly (int Years, int Percent)[] StaffTenure = [(3, 17), (5, 9), (10, 21), (20, 34), (30, 16), (37, 3)];

    /// <summary>The age at admission, likewise; it starts at 18 and a month.</summary>
    private static readonly (int Years, int Percent)[] AdmissionAge = [(21, 9), (26, 34), (32, 33), (40, 19), (50, 4), (58, 1)];

    private static readonly (string Name, string Education)[][] Staff = [.. Enum.GetValues<Sector>().Select(StaffOf)];
    private static readonly string[] Villagers = Pools.Occupations["VILLAGE"];
    private static readonly string[] Retired = Pools.Occupations["RETIRED"];
    private static readonly string[] EducationOfOld = Pools.Occupations["EDUCATION-OLD"];
    private static readonly string[] EducationOfMiddle = Pools.Occupations["EDUCATION-MIDDLE"];
    private static readonly string[] EducationOfYoung = Pools.Occupations["EDUCATION-YOUNG"];
    private static readonly int Kinh = Pools.PeopleIndex("Kinh");

    private readonly int _today = plan.Today.DayNumber;
    private readonly int _newYear = new DateOnly(plan.Today.Year, 1, 1).DayNumber;

    public MemberLine Make(int cell, int place, string cellCode)
    {
        ref readonly var node = ref plan.Nodes[cell];
        var number = node.First + place;
        var random = plan.Random(SplitMix.Stream.Member, number);
        var female = random.Percent(Women[(int)node.Sector]);
        var people = Pools.Peoples[DrawPeople(ref random, node)];
        var (admitted, birth) = DrawDates(ref random, node, place);
        var ceremony = admitted + random.Between(5, 30);

        // R-OFF-1: twelve months after the ceremony. One secretary in two hundred cells comes two months short of it.
        var isOdd = place == 0 && cell % 200 == 7;
        var official = DateOnly.FromDayNumber(ceremony).AddMonths(isOdd ? 10 : 12).DayNumber;
        var fullName = people.FullName(ref random, female);
        var (occupation, education) = DrawWork(ref random, node.Sector, (_today - birth) / Year);
        return new(
            plan.MemberNumber(cell, place),
            cellCode,
            fullName,
            female ? "FEMALE" : "MALE",
            dates[birth],
            people.Name,
            education,
            occupation,
            dates[admitted],
            official <= _today ? dates[official] : "",
            random.Percent(97) ? MemberNumbers.Card(number, female, DateOnly.FromDayNumber(birth).Year) : "",
            ceremony <= _today ? dates[ceremony] : "",
            MemberNumbers.Dossier(number));
    }

    private int DrawPeople(ref SplitMix random, in DemoNode node)
    {
        var unit = plan.Units[node.Unit];
        if (node.Sector == Sector.Village)
        {
            return random.Percent(90) ? plan.Villages[node.Village].People : unit.DrawPeople(ref random);
        }

        return !unit.IsBloc && random.Percent(40) ? Kinh : unit.DrawPeople(ref random);
    }

    private (int Admitted, int Birth) DrawDates(ref SplitMix random, in DemoNode node, int place)
    {
        if (place >= node.Size - node.Recent)
        {
            var recent = _newYear + random.Below(_today - _newYear + 1);
            return (recent, recent - DrawDays(ref random, AdmissionAge, 18 * Year + 40));
        }

        var isVillage = node.Sector == Sector.Village;
        var tenure = place < Officers
            ? random.Between(OfficersSince, 25 * Year)
            : DrawDays(ref random, isVillage ? VillageTenure : StaffTenure, 0);
        var oldest = isVillage
            ? tenure > 45 * Year ? 26 * Year : 88 * Year - tenure
            : 60 * Year - tenure;
        if (place < Officers)
        {
            oldest = Math.Min(oldest, 62 * Year - tenure);
        }

        var age = DrawDays(ref random, AdmissionAge, 18 * Year + 40);
        if (age > oldest)
        {
            age = random.Between(18 * Year + 40, oldest);
        }

        var admitted = _newYear - 1 - tenure;
        return (admitted, admitted - age);
    }

    /// <summary>A number of days: a band by its share, then evenly within the band.</summary>
    private static int DrawDays(ref SplitMix random, (int Years, int Percent)[] bands, int from)
    {
        var draw = random.Below(100);
        foreach (var (years, percent) in bands)
        {
            if (draw < percent)
            {
                return random.Between(from, years * Year - 1);
            }

            draw -= percent;
            from = years * Year;
        }

        return from;
    }

    /// <summary>In a village occupation and education go by age; elsewhere they come together.</summary>
    private static (string Occupation, string Education) DrawWork(ref SplitMix random, Sector sector, int age)
    {
        if (sector != Sector.Village)
        {
            var staff = Staff[(int)sector];
            return staff[random.Below(staff.Length)];
        }

        var education = age switch { > 58 => EducationOfOld, > 38 => EducationOfMiddle, _ => EducationOfYoung };
        return (random.Pick(age >= 60 ? Retired : Villagers), random.Pick(education));
    }

    private static (string Name, string Education)[] StaffOf(Sector sector) => sector is Sector.None or Sector.Village
        ? []
        : [.. Pools.Occupations[SectorNames.Of(sector)].Select(entry => entry.Split(':')).Select(parts => (parts[0], parts[1]))];
}
