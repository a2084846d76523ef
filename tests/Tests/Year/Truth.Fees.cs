using System.Globalization;
using DienBien.Membership.V1;

namespace DienBien.Platform.Tests.Year;

/// <content>Fees: what each pays a month, worked out by hand in the script, and for which months it was paid.</content>
internal sealed partial class Truth
{
    private readonly Dictionary<string, SortedDictionary<string, long>> dues = [];

    private readonly HashSet<(string Member, string Month)> paid = [];

    private readonly HashSet<(string Member, string Month)> exempt = [];

    private readonly List<(string Member, string Cell, DateOnly Since, DateOnly Until)> places = [];

    private readonly List<(string Member, string Months, string Opened)> proposals = [];

    private readonly HashSet<string> rejected = [];

    /// <summary>Proposals to delete, which go where the member goes and end with the membership, or when they are voted down.</summary>
    public IEnumerable<string> Proposals(DateOnly day) => proposals.Select(p =>
        $"{p.Member} {People[p.Member].UnitOn(day) ?? People[p.Member].Stays[^1].Unit} {p.Months} opened {p.Opened} {StateOf(p.Member, day)}");

    /// <summary>From a month on a member pays so much.</summary>
    public void Pays(string member, string month, long amount)
    {
        dues.TryAdd(member, new SortedDictionary<string, long>(StringComparer.Ordinal));
        dues[member][month] = amount;
    }

    public void Paid(string member, string month) => paid.Add((member, month));

    /// <summary>For some months a member who would pay pays nothing.</summary>
    public void Exempt(string member, params string[] months) => exempt.UnionWith(months.Select(month => (member, month)));

    /// <summary>Another cell collects; what was said of the same stay before is replaced.</summary>
    public void CollectedAt(string member, string cell, string since, string until)
    {
        places.RemoveAll(place => place.Member == member && place.Since == Day(since));
        places.Add((member, cell, Day(since), Day(until)));
    }

    public void Proposed(string member, string months, string opened) => proposals.Add((member, months, opened));

    public void VotedDown(string member) => rejected.Add(member);

    /// <summary>The fees of a month as one who looks on a day sees them.</summary>
    public IEnumerable<(string Line, bool InArrears)> Fees(HashSet<string> units, string month, DateOnly today)
    {
        var first = Day(month + "-01");
        foreach (var person in People.Values)
        {
            var place = places.FindLast(p => p.Member == person.Key && p.Since <= first && first < p.Until);
            var cell = person.UnitOn(first) is { } own ? place.Cell ?? own : null;
            if (cell is null || !units.Contains(cell))
            {
                continue;
            }

            var unpaid = Enumerable.Range(1, first.Month).Select(m => string.Create(CultureInfo.InvariantCulture, $"{first.Year}-{m:D2}"))
                .Where(m => person.Admitted <= Day(m + "-01") && StateOf(person, m, today) == "Unpaid").ToList();
            var state = StateOf(person, month, today);
            yield return ($"{person.Key} {cell} {state} {AmountOf(person, month)} [{string.Join(' ', unpaid)}]", unpaid.Count >= 2);
        }
    }

    /// <summary>Who has to pay how much for a month to some organisations.</summary>
    public IEnumerable<(string Member, long Amount)> Bill(HashSet<string> units, string month) => Fees(units, month, Known)
        .Select(fee => People[fee.Line[..4]]).Select(person => (person.Key, AmountOf(person, month))).Where(bill => bill.Item2 > 0);

    private DeletionProposal.Types.State StateOf(string proposed, DateOnly day) => rejected.Contains(proposed) ? DeletionProposal.Types.State.Rejected
        : People[proposed].End <= day ? DeletionProposal.Types.State.Closed : DeletionProposal.Types.State.Open;

    private string StateOf(Person person, string month, DateOnly today) => AmountOf(person, month) switch
    {
        0 => IsFree(person, month) ? "Exempt" : "NoBasis",
        _ when paid.Contains((person.Key, month)) => "Paid",
        _ => Day(month + "-01").AddMonths(1) > today ? "Open" : "Unpaid",
    };

    private long AmountOf(Person person, string month) => IsFree(person, month) || !dues.TryGetValue(person.Key, out var amounts)
        ? 0
        : amounts.LastOrDefault(amount => string.CompareOrdinal(amount.Key, month) <= 0).Value;

    // R-FEE-3: fifty years of party age, full in the month at the latest.
    private bool IsFree(Person person, string month) => exempt.Contains((person.Key, month)) || person.Admitted.AddYears(50) < Day(month + "-01").AddMonths(1);
}
