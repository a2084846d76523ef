using DienBien.Common.V1;
using DienBien.Platform.Gateway.Routes;
using DienBien.Platform.Shared.Access;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Access;

/// <summary>
/// Every RPC of every service, called under every role from inside and from outside of the scope. The rows come
/// from the descriptors: a new RPC is covered when it is declared.
/// </summary>
public sealed class AccessMatrixTests(ServicesWorld world) : IClassFixture<ServicesWorld>
{
    /// <summary>RPCs that are about no place, and why.</summary>
    private static readonly Dictionary<string, string> Placeless = new()
    {
        ["ListIndicators"] = "the definitions are the same for all",
        ["GetImportTemplate"] = "the columns are the same for all",
        ["ListPolicies"] = "the rules are the same for all",
        ["Subscribe"] = "the feed is filtered by the caller's scope",
    };

    public static TheoryData<string, string> Rpcs
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var rpc in PlatformContract.Services.SelectMany(service => service.Methods))
            {
                var owners = rpc.Service.FullName == PlatformContract.FeedService ? PlatformContract.FeedSources : [PlatformContract.OwnerOf(rpc.Service)];
                foreach (var owner in owners)
                {
                    rows.Add(owner, rpc.FullName);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rpcs))]
    public async Task The_token_decides_what_a_call_gets(string service, string name)
    {
        var (rpc, wrong) = (Find(name), new List<string>());
        var rule = rpc.GetOptions().GetExtension(AccessExtensions.Access);
        var (inside, saysWhere) = RequestMaker.Make(rpc, world.Near, service);
        var (outside, _) = RequestMaker.Make(rpc, world.Far, service);
        Assert.True(saysWhere != Placeless.ContainsKey(rpc.Name), $"{name} says nothing about a place: add a request or a reason.");
        await ExpectAsync("no token", inside, null, StatusCode.Unauthenticated);
        await ExpectAsync("no role", inside, world.Token(), StatusCode.PermissionDenied);
        foreach (var role in Roles.All)
        {
            var (token, holds) = (world.Token($"{role}@{world.Near.CommuneId}"), Roles.PermissionsOf(role).Contains(rule.Permission));
            await ExpectAsync($"{role}, inside", inside, token, holds ? null : StatusCode.PermissionDenied);
            // Without the permission the answer is the same wherever the object is: nothing was looked up.
            await ExpectAsync($"{role}, outside", outside, token, holds ? saysWhere ? StatusCode.NotFound : null : StatusCode.PermissionDenied);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        async Task ExpectAsync(string who, Google.Protobuf.IMessage request, string? token, StatusCode? status)
        {
            var outcome = await RpcCaller.CallAsync(world.Channel(service), rpc, request, token);
            // Whether it would pass or be refused by the handler shows when there is one.
            if (outcome.Status == StatusCode.Unimplemented && (status is null or StatusCode.NotFound) && ImplementedTests.NotYet.Contains(name))
            {
                return;
            }

            if (status is { } expected ? outcome.Status != expected : !outcome.Passed)
            {
                wrong.Add($"{who}: {outcome.Status} {outcome.Reason} {outcome.Text}, not {status?.ToString() ?? "through"}");
            }

            if (status is not null && outcome.Reason.Length == 0)
            {
                wrong.Add($"{who}: {outcome.Status} gives no reason");
            }

            // Services replicate whole feeds; what they show of them they filter themselves.
            if (!who.StartsWith("service", StringComparison.Ordinal) && world.Far.Secrets.FirstOrDefault(secret => outcome.Text.Contains(secret, StringComparison.Ordinal) && !request.ToString()!.Contains(secret, StringComparison.Ordinal)) is { } leak)
            {
                wrong.Add($"{who}: the answer names {leak}, which lies outside");
            }
        }
    }

    [Fact]
    public void The_matrix_has_both_holders_and_others_of_every_permission()
    {
        var used = AccessTable.Rules.Values.Select(rule => rule.Permission).Distinct().ToList();
        Assert.All(used, permission =>
        {
            Assert.Contains(Roles.All, role => Roles.PermissionsOf(role).Contains(permission));
            Assert.Contains(Roles.All, role => !Roles.PermissionsOf(role).Contains(permission));
        });
        Assert.DoesNotContain(AccessTable.Rules.Values, rule => rule.Public);
    }

    [Fact]
    public void Every_declared_rpc_is_in_the_matrix() =>
        Assert.Equal(AccessTable.Rules.Keys.Select(key => key[1..].Replace('/', '.')).Order(), Rpcs.Select(row => row.Data.Item2).Distinct().Order());

    private static MethodDescriptor Find(string name) => PlatformContract.Services.SelectMany(service => service.Methods).Single(rpc => rpc.FullName == name);
}
