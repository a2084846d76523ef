using DienBien.Membership.V1;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Tests.Year;

/// <content>What is under way: candidates, transfers, and what is due of them by when.</content>
internal sealed partial class Truth
{
    public Dictionary<string, Applicant> Applicants { get; } = [];

    public Dictionary<string, Leaving> Leavings { get; } = [];

    public List<Due> Dues { get; } = [];

    public void Applies(string key, string cell, string since, string policy) =>
        Applicants[key] = new Applicant { Policy = policy, Way = [(Stage.Outstanding, cell, Day(since))] };

    public void Reaches(string key, Stage stage, string day)
    {
        var way = Applicants[key].Way;
        way.Add((stage, way[^1].Cell, Day(day)));
    }

    public void AppliesAt(string key, string cell, string day)
    {
        var applicant = Applicants[key];
        applicant.Way.Add((applicant.Way[^1].Stage, cell, Day(day)));
    }

    public void Becomes(string key, string member) => Applicants[key].Member = member;

    /// <summary>The member whom a deadline is about, or nobody.</summary>
    public string MemberOf(Due due) => Leavings.TryGetValue(due.Case, out var leaving) ? leaving.Member
        : due.Rule is "R-ADM-13" or "R-OFF-2" ? Applicants[due.Case].Member
        : due.Rule == "R-DEL-5" ? due.Case[..due.Case.IndexOf('/', StringComparison.Ordinal)] : "";

    public void Leaves(string key, string member, string from, string to, string since, string policy) =>
        Leavings[key] = new Leaving { Member = member, From = from, To = to, Policy = policy, Since = Day(since) };

    public void Transfer(string key, Transfer.Types.Stage stage, string day, string cell = "")
    {
        var leaving = Leavings[key];
        (leaving.Stage, leaving.Since, leaving.Cell) = (stage, Day(day), cell.Length > 0 ? cell : leaving.Cell);
    }

    /// <summary>Something is due.</summary>
    /// <param name="rule">By which rule.</param>
    /// <param name="about">In which case.</param>
    /// <param name="at">Whose turn it is.</param>
    /// <param name="stands">The first day on which there is such a deadline.</param>
    /// <param name="due">The last day in time, worked out by hand.</param>
    /// <param name="policy">The version that the case has pinned.</param>
    public void Due(string rule, string about, string at, string stands, string due, string policy) =>
        Dues.Add(new Due { Rule = rule, Case = about, Policy = policy, On = Day(due), Known = Known, Turns = [(at, Day(stands))] });

    /// <summary>As <see cref="Due"/>, but nobody has to act: when the time is over it is over.</summary>
    public void Time(string rule, string about, string at, string stands, string due, string policy)
    {
        Due(rule, about, at, stands, due, policy);
        Dues[^1].Lapses = true;
        (Dues[^1].Closed, Dues[^1].ClosedKnown) = (Day(due).AddDays(1), Day(due).AddDays(1));
    }

    /// <summary>What was due in a case by a rule, or all of it, happened or was called off on a day.</summary>
    public void Settled(string about, string day, string rule = "")
    {
        foreach (var due in Dues.Where(due => (due.Case == about || (rule.Length == 0 && due.Case.StartsWith(about + "/", StringComparison.Ordinal))) && due.Closed == Forever && (rule.Length == 0 || due.Rule == rule)))
        {
            (due.Closed, due.ClosedKnown) = (Day(day), Known);
        }
    }

    /// <summary>As <see cref="Settled"/>, but it did not happen: it no longer had to.</summary>
    public void CalledOff(string about, string day, string rule = "")
    {
        Settled(about, day, rule);
        foreach (var due in Dues.Where(due => due.Case == about && due.Closed == Day(day) && due.ClosedKnown == Known))
        {
            due.Happened = false;
        }
    }

    /// <summary>Whatever is due at one organisation, in all cases or in one, becomes another's turn from a day on.</summary>
    public void Turn(string from, string to, string day, string about = "")
    {
        foreach (var due in Dues.Where(due => due.Closed == Forever && due.Turns[^1].Unit == from && (about.Length == 0 || due.Case == about)))
        {
            due.Turns.Add((to, due.Turns[^1].Since > Day(day) ? due.Turns[^1].Since : Day(day)));
            due.Turns.RemoveAll(turn => turn.Unit == from && turn.Since >= Day(day));
        }
    }
}

/// <summary>A candidate's way.</summary>
internal sealed class Applicant
{
    public required string Policy { get; init; }

    /// <summary>The member that the candidate has become.</summary>
    public string Member { get; set; } = "";

    public required List<(Stage Stage, string Cell, DateOnly Since)> Way { get; init; }

    public (Stage Stage, string Cell, DateOnly Since) On(DateOnly day) => Way.FindLast(step => step.Since <= day);

    /// <summary>Since when the candidate stands where the way has led.</summary>
    /// <summary>Since when the candidate has been at the stage of a day, in whatever cell.</summary>
    public DateOnly StageSince(DateOnly day)
    {
        var steps = Way.FindAll(step => step.Since <= day);
        var first = steps.Count - 1;
        while (first > 0 && steps[first - 1].Stage == steps[first].Stage)
        {
            first--;
        }

        return steps[first].Since;
    }
}

/// <summary>A transfer.</summary>
internal sealed class Leaving
{
    public required string Member { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    public required string Policy { get; init; }

    public string Cell { get; set; } = "";

    public Transfer.Types.Stage Stage { get; set; } = DienBien.Membership.V1.Transfer.Types.Stage.Opened;

    public DateOnly Since { get; set; }
}

/// <summary>Something that is due.</summary>
internal sealed class Due
{
    public required string Rule { get; init; }

    public required string Case { get; init; }

    public required string Policy { get; init; }

    public required DateOnly On { get; init; }

    public required DateOnly Known { get; init; }

    public required List<(string Unit, DateOnly Since)> Turns { get; init; }

    public DateOnly Closed { get; set; } = Truth.Forever;

    public DateOnly ClosedKnown { get; set; } = Truth.Forever;

    public bool Happened { get; set; } = true;

    public bool Lapses { get; set; }

    public bool Stands(DateOnly day) => Turns[0].Since <= day && day < Closed;

    public string UnitOn(DateOnly day) => Turns.FindLast(turn => turn.Since <= day).Unit;
}
