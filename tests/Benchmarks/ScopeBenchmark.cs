using System.Diagnostics;
using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Local.Demo;
using DienBien.Platform.Tests.Gateway;
using Grpc.Core;

namespace DienBien.Platform.Benchmarks;

/// <summary>
/// Whether a commune's clerk can tell by the time that a person is on record elsewhere: calls about people whom he does not see
/// and about nobody, in turn, over gRPC on the province's register. Fails if the medians differ by more than a tenth.
/// </summary>
internal static class ScopeBenchmark
{
    private const int Calls = 2_000;

    private const double Most = 1.10;

    private const string NaTau = "organizations/01890000-0000-7000-8000-000000003316";

    public static async Task RunAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("bench-scope-").FullName;
        try
        {
            await RunAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(string folder)
    {
        var files = Path.Combine(folder, "files");
        DemoFiles.Write(files, DemoSize.Province, new DateOnly(2026, 11, 24));
        await using var issuer = await FakeIssuer.StartAsync();
        await using var host = await RegisterHost.StartAsync(issuer, Path.Combine(folder, "data"));
        await host.ImportAsync("organizations", Path.Combine(files, "organizations.csv"));
        await host.ImportAsync("members", Path.Combine(files, "members.csv"));
        // The last column is the card number, the second the organisation's code, which begins with the commune's.
        var far = File.ReadLines(Path.Combine(files, "members.csv")).Skip(1).Select(line => line.Split(',')).Where(line => line[^1].Length == 12 && !line[1].StartsWith("03316", StringComparison.Ordinal)).Select(line => line[^1]).Take(Calls).ToList();
        var members = new MemberService.MemberServiceClient(host.Channel);
        var clerk = new Metadata { { "authorization", "Bearer " + issuer.Token("clerk-scope", bindings: ["clerk@" + NaTau["organizations/".Length..]]) } };
        await members.CreateMemberAsync(new CreateMemberRequest { Parent = "organizations/01890000-0000-7000-8000-000000003325", Member = Stated("X-1", "", "Lường Thị Xuyênhà") }, host.Headers);
        var unseen = await UnseenAsync(members, host.Headers, clerk);
        await CompareAsync("GetMember", i => RefusedAsync(members.GetMemberAsync(new GetMemberRequest { Name = unseen[i].Name }, clerk)), _ => RefusedAsync(members.GetMemberAsync(new GetMemberRequest { Name = "members/" + Guid.CreateVersion7() }, clerk)));
        await CompareAsync(
            "ListMembers by name",
            async _ => await members.ListMembersAsync(new ListMembersRequest { Query = "xuyenha" }, clerk),
            async _ => await members.ListMembersAsync(new ListMembersRequest { Query = "xuyenho" }, clerk));
        await CompareAsync(
            "CreateMember, card number",
            async i => await members.CreateMemberAsync(Judged(Fresh(i), far[i]), clerk),
            async i => await members.CreateMemberAsync(Judged(Fresh(i), string.Create(CultureInfo.InvariantCulture, $"0999{i:D8}")), clerk));
        await CompareAsync(
            "CreateMember, member number",
            async i => await members.CreateMemberAsync(Judged(unseen[i].MemberNumber, ""), clerk),
            async i => await members.CreateMemberAsync(Judged(Fresh(i), ""), clerk));
    }

    /// <summary>Members whom the clerk does not see.</summary>
    private static async Task<List<Member>> UnseenAsync(MemberService.MemberServiceClient members, Metadata province, Metadata clerk)
    {
        var (unseen, request) = (new List<Member>(), new ListMembersRequest { PageSize = 1_000 });
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var own = new ListMembersRequest { PageSize = 1_000 }; own.PageToken.Length > 0 || seen.Count == 0;)
        {
            var page = await members.ListMembersAsync(own, clerk);
            seen.UnionWith(page.Members.Select(member => member.Name));
            own.PageToken = page.NextPageToken;
        }

        while (unseen.Count < Calls)
        {
            var page = await members.ListMembersAsync(request, province);
            unseen.AddRange(page.Members.Where(member => !seen.Contains(member.Name)));
            request.PageToken = page.NextPageToken;
        }

        return unseen;
    }

    private static string Fresh(int i) => string.Create(CultureInfo.InvariantCulture, $"N-{i:D6}");

    private static CreateMemberRequest Judged(string number, string card) => new()
    {
        Parent = NaTau,
        ValidateOnly = true,
        Member = Stated(number, card, "Lò Văn Thử"),
    };

    private static Member Stated(string number, string card, string name) => new()
    {
        MemberNumber = number, FullName = name, Sex = Member.Types.Sex.Male, BirthDate = "1980-05-01", AdmittedOn = "2018-03-03", OfficialOn = "2019-03-03", CardNumber = card,
    };

    private static async Task RefusedAsync(AsyncUnaryCall<Member> call)
    {
        try
        {
            await call;
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.NotFound)
        {
            return;
        }

        throw new InvalidOperationException("The clerk sees a member elsewhere.");
    }

    private static async Task CompareAsync(string what, Func<int, Task> elsewhere, Func<int, Task> nobody)
    {
        var (one, other) = (new List<double>(Calls), new List<double>(Calls));
        for (var i = -Calls / 4; i < Calls; i++)
        {
            // Each goes first in every other turn; the first turns are a warm-up.
            var (first, second) = i % 2 == 0 ? (elsewhere, nobody) : (nobody, elsewhere);
            var (a, b) = (await TimeAsync(first, Math.Abs(i)), await TimeAsync(second, Math.Abs(i)));
            if (i >= 0)
            {
                one.Add(i % 2 == 0 ? a : b);
                other.Add(i % 2 == 0 ? b : a);
            }
        }

        var (known, unknown) = (Median(one), Median(other));
        var ratio = known / unknown;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-30} elsewhere {known:0.000} ms, nobody {unknown:0.000} ms"));
        Alternating.Verdict(what + ", elsewhere against nobody", ratio, "0.91 to 1.10");
        if (ratio is > Most or < 1 / Most)
        {
            Environment.ExitCode = 1;
        }
    }

    private static async Task<double> TimeAsync(Func<int, Task> call, int i)
    {
        var start = Stopwatch.GetTimestamp();
        await call(i);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
