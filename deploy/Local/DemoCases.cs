using System.Text.Json;
using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;
using Grpc.Core;
using Grpc.Net.Client;
using Ballot = DienBien.Membership.V1.CandidateStep.Types.Ballot;
using Decision = DienBien.Membership.V1.CandidateStep.Types.Decision;
using Person = DienBien.Membership.V1.CandidatePerson;

namespace DienBien.Platform.Local;

/// <summary>
/// What is under way in one commune of the demonstration: people on the way to membership, a transfer, fees of a cell. Told through the
/// gateway as people would, once the platform is ready; made-up people all of them.
/// </summary>
internal sealed class DemoCases(GrpcChannel channel, Metadata headers, DateOnly today)
{
    private const string Board = "board-province";

    private const string Commune = "organizations/01890000-0000-7000-8000-000000003316";

    private const string Neighbour = "organizations/01890000-0000-7000-8000-000000003325";

    private const int Voters = 5;

    private readonly CandidateService.CandidateServiceClient candidates = new(channel);

    /// <summary>Adds them unless there are some.</summary>
    public static async Task ApplyAsync(LocalPlatform platform, CancellationToken cancellation)
    {
        using var channel = GrpcChannel.ForAddress(platform.Grpc);
        var token = await TokenAsync(platform, cancellation);
        await new DemoCases(channel, new Metadata { { "authorization", "Bearer " + token } }, TimeProvider.System.Today()).AddAsync(cancellation);
    }

    private static async Task<string> TokenAsync(LocalPlatform platform, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = new Uri(platform.Http) };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = Board, ["client_secret"] = DemoCredentials.Read(Path.GetFullPath(platform.Options.Data)).SecretOf(Board),
        });
        using var answer = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), form, cancellation);
        using var json = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellation));
        return json.RootElement.GetProperty("access_token").GetString()!;
    }

    private async Task AddAsync(CancellationToken cancellation)
    {
        if ((await candidates.ListCandidatesAsync(new ListCandidatesRequest { Parent = Commune, PageSize = 1 }, headers, cancellationToken: cancellation)).Candidates.Count > 0)
        {
            return;
        }

        var cells = await CellsAsync(cancellation);
        string[] names = ["Vàng A Chứ", "Lò Thị Pâng", "Sùng A Lềnh", "Quàng Văn Inh", "Giàng Thị Dở"];
        foreach (var (i, (cell, members)) in cells.Take(names.Length).Index())
        {
            await WalkAsync(cell, members, names[i], steps: i, cancellation);
        }

        var (_, leaving) = cells[0];
        var transfers = new TransferService.TransferServiceClient(channel);
        var transfer = await transfers.CreateTransferAsync(
            new CreateTransferRequest { Transfer = new Transfer { Member = leaving[^1].Name, ToOrganization = Neighbour, Kind = Transfer.Types.Kind.Official, EffectiveOn = Ago(20) } }, headers, cancellationToken: cancellation);
        await transfers.CreateTransferStepAsync(
            new CreateTransferStepRequest { Parent = transfer.Name, Step = new TransferStep { Date = Ago(18), Introduction = new() { Document = "12-GTSHĐ" } } }, headers, cancellationToken: cancellation);
        await CollectAsync(cells[1], cancellation);
    }

    /// <summary>Cells in which enough official members vote.</summary>
    private async Task<List<(Organization Cell, IReadOnlyList<Member> Members)>> CellsAsync(CancellationToken cancellation)
    {
        var found = new List<(Organization, IReadOnlyList<Member>)>();
        var organizations = new OrganizationService.OrganizationServiceClient(channel);
        var members = new MemberService.MemberServiceClient(channel);
        foreach (var cell in (await organizations.ListOrganizationsAsync(new ListOrganizationsRequest { Parent = Commune, Kind = Organization.Types.Kind.Cell, PageSize = 1_000 }, headers, cancellationToken: cancellation)).Organizations)
        {
            var official = await members.ListMembersAsync(new ListMembersRequest { Parent = cell.Name, Status = Member.Types.Status.Official, PageSize = 1_000 }, headers, cancellationToken: cancellation);
            if (official.Members.Count >= Voters)
            {
                found.Add((cell, official.Members));
            }
        }

        return found;
    }

    /// <summary>Takes a person a number of steps on the way.</summary>
    private async Task WalkAsync(Organization cell, IReadOnlyList<Member> members, string name, int steps, CancellationToken cancellation)
    {
        var candidate = await candidates.CreateCandidateAsync(new CreateCandidateRequest
        {
            Parent = cell.Name,
            Candidate = new Candidate
            {
                Source = Candidate.Types.Source.Member, SourceMember = members[0].Name, ConsentedOn = Ago(240),
                Person = new Person { FullName = name, Sex = name.Contains(" Thị ", StringComparison.Ordinal) ? Member.Types.Sex.Female : Member.Types.Sex.Male, BirthDate = "1998-04-20", Schooling = Person.Types.Schooling.UpperSecondary },
            },
        }, headers, cancellationToken: cancellation);
        (int Step, int DaysAgo, Action<CandidateStep> Say)[] way =
        [
            (1, 200, step => step.AwarenessClass = new() { Certificate = "07/GCN" }),
            (2, 170, step => step.Dossier = new()),
            (2, 169, step => step.Introducer = new() { Member = members[1].Name, AcquaintedSince = "2020-01-01" }),
            (3, 60, step => step.Ballot = new() { Body = Ballot.Types.Body.Cell, InFavour = members.Count, Document = "04-NQ/CB" }),
            (4, 25, step => step.Decision = new() { Granted = true, Organization = Commune, Body = Decision.Types.Body.StandingCommittee, InFavour = 7, Sitting = 9, Document = "31-QĐ/ĐU" }),
        ];
        foreach (var (_, daysAgo, say) in way.Where(part => part.Step <= steps))
        {
            var step = new CandidateStep { Date = Ago(daysAgo) };
            say(step);
            await candidates.CreateCandidateStepAsync(new CreateCandidateStepRequest { Parent = candidate.Name, Step = step }, headers, cancellationToken: cancellation);
        }
    }

    /// <summary>All but one have paid last month's fee.</summary>
    private async Task CollectAsync((Organization Cell, IReadOnlyList<Member> Members) unit, CancellationToken cancellation)
    {
        var fees = new FeeService.FeeServiceClient(channel);
        var month = today.AddMonths(-1).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var member in unit.Members)
        {
            await fees.RecordFeeBasisAsync(new RecordFeeBasisRequest { Parent = member.Name, FeeBasis = new FeeBasis { Group = FeeBasis.Types.Group.OtherBelowRetirement, SinceMonth = month } }, headers, cancellationToken: cancellation);
        }

        var due = await fees.ListFeesAsync(new ListFeesRequest { Parent = unit.Cell.Name, Month = month, PageSize = 1_000 }, headers, cancellationToken: cancellation);
        await fees.RecordFeePaymentsAsync(new RecordFeePaymentsRequest
        {
            Parent = unit.Cell.Name,
            Payments = { due.Fees.Where(fee => fee.AmountDue > 0).Skip(1).Select((fee, i) => new FeePayment { Member = fee.Member, Month = month, Amount = fee.AmountDue, ReceiptNumber = $"BL-{i + 1:000}", PaidOn = Ago(3) }) },
        }, headers, cancellationToken: cancellation);
    }

    private string Ago(int days) => IsoDate.Of(today.AddDays(-days));
}
