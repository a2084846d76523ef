using DienBien.Feed.V1;
using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Members;

/// <summary>What readers of the feed hear of a member's person.</summary>
[Collection(SharedRegister.Name)]
public sealed class MemberFeedTests(RegisterFixture register)
{
    private static readonly (string, Member.Types.Sex, string) Nothing = ("", Member.Types.Sex.Unspecified, "");

    [Fact]
    public async Task Name_sex_and_ethnicity_reach_only_who_may_copy_the_register()
    {
        var person = register.Person(register.NewCard());
        (person.FullName, person.Ethnicity) = ("Lò Thị Nghe Tin", "Thái");
        var member = await register.CreateAsync(person);
        Assert.Equal(("Lò Thị Nghe Tin", Member.Types.Sex.Male, "Thái"), await HeardAsync(member, register.As("register-replica", Province)));
        Assert.Equal(("Lò Thị Nghe Tin", Member.Types.Sex.Male, "Thái"), await HeardAsync(member, register.As("register-replica", NaTau)));
        Assert.Equal(Nothing, await HeardAsync(member, register.As("it", Province)));
        Assert.Equal(Nothing, await HeardAsync(member, register.As("service", Province)));
    }

    [Fact]
    public async Task Who_may_copy_a_part_hears_no_names_while_reading_more_than_that()
    {
        var member = await register.CreateAsync(register.Person());
        var token = register.Token(("it", Province), ("register-replica", NaTau));
        var both = new CallOptions(new Metadata { { "authorization", "Bearer " + token } }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Nothing, await HeardAsync(member, both));
    }

    [Fact]
    public async Task Who_reads_the_part_that_was_left_hears_that_and_not_where_to()
    {
        var (left, entered) = (await register.CommuneAsync(), await register.CommuneAsync());
        var (source, successor) = (await register.CellAsync(parent: left.Name), await register.CellAsync(parent: entered.Name));
        var member = await register.CreateAsync(register.Person(), source.Name);
        await register.Acts.MergeOrganizationsAsync(new MergeOrganizationsRequest(Merger(left, successor, source)) { Parent = Province }, register.Board);
        Assert.Equal(["MemberChanged", $"MemberLeft {source.Name} 2024-06-01"], await AllAsync(member.Name, register.As("it", left.Name)));
        Assert.Equal(["MemberChanged"], await AllAsync(member.Name, register.As("it", entered.Name)));
        Assert.Equal(["MemberChanged", $"MemberLeft {source.Name} 2024-06-01", "MemberChanged"], await AllAsync(member.Name, register.As("it", Province)));
    }

    [Fact]
    public async Task Who_reads_the_former_parent_hears_that_an_organisation_left()
    {
        var (left, entered) = (await register.CommuneAsync(), await register.CommuneAsync());
        var cell = await register.CellAsync(parent: left.Name);
        await register.Acts.MoveOrganizationAsync(new MoveOrganizationRequest { Parent = Province, Organization = cell.Name, NewParent = entered.Name, EffectiveOn = "2024-06-01", DocumentNumber = "5-QĐ/TU" }, register.Board);
        Assert.Equal([$"OrganizationLeft {left.Name} 2024-06-01"], await AllAsync(cell.Name, register.As("it", left.Name)));
        Assert.Equal(["OrganizationChanged", "OrganizationChanged"], await AllAsync(cell.Name, register.As("it", entered.Name)));
    }

    private async Task<List<string>> AllAsync(string subject, CallOptions reader)
    {
        var heard = new List<string>();
        using var call = new FeedService.FeedServiceClient(register.Channel).Subscribe(new SubscribeRequest { UntilHead = true, MaxBatchSize = 5_000 }, reader);
        await foreach (var batch in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            heard.AddRange(batch.Events.Where(change => change.Subject == subject).Select(change => change.Type.Split('.')[^1] switch
            {
                nameof(MemberLeft) when MemberLeft.Parser.ParseFrom(change.Data) is var gone => $"MemberLeft {gone.Organization} {gone.Until}",
                nameof(OrganizationLeft) when OrganizationLeft.Parser.ParseFrom(change.Data) is var gone => $"OrganizationLeft {gone.Parent} {gone.Until}",
                var other => other,
            }));
        }

        return heard;
    }

    private async Task<(string, Member.Types.Sex, string)> HeardAsync(Member member, CallOptions reader)
    {
        MemberChanged? heard = null;
        using var call = new FeedService.FeedServiceClient(register.Channel).Subscribe(new SubscribeRequest { UntilHead = true, MaxBatchSize = 5_000 }, reader);
        await foreach (var batch in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            foreach (var change in batch.Events.Where(change => change.Subject == member.Name && change.Type == MemberChanged.Descriptor.FullName))
            {
                heard = MemberChanged.Parser.ParseFrom(change.Data);
            }
        }

        Assert.NotNull(heard);
        Assert.Equal(member.MemberNumber, heard.MemberNumber);
        return (heard.FullName, heard.Sex, heard.Ethnicity);
    }
}
