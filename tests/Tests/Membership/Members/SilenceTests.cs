using System.Collections.Concurrent;
using DienBien.Membership.V1;
using DienBien.Platform.Tests.Sql;
using Google.Protobuf;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Members;

/// <summary>
/// Whoever sees one commune learns nothing of a person elsewhere: the answers are the same to the byte, and so are the
/// statements by which they are found. That they take the same time is shown by the benchmark <c>scope</c>.
/// </summary>
[Collection(SharedRegister.Name)]
public sealed class SilenceTests(RegisterFixture register)
{
    private CallOptions Clerk => register.As("clerk", NaTau);

    [Fact]
    public async Task A_look_up_by_name_says_the_same_of_a_person_elsewhere_as_of_nobody()
    {
        var far = await register.CreateAsync(register.Person(), MuongPhang);
        await SameAsync(far.Name, "members/" + Guid.CreateVersion7(), name => register.Members.GetMemberAsync(new GetMemberRequest { Name = name }, Clerk));
        await SameAsync(far.Name, "members/" + Guid.CreateVersion7(), name => register.Facts.ListMemberFactsAsync(new ListMemberFactsRequest { Parent = name }, Clerk));
        await SameAsync(far.Name, "members/" + Guid.CreateVersion7(), name => register.Members.UpdateMemberAsync(
            new UpdateMemberRequest { Member = new Member { Name = name, Occupation = "x" }, UpdateMask = new() { Paths = { "occupation" } } }, Clerk));
    }

    [Fact]
    public async Task A_search_says_the_same_of_a_person_elsewhere_as_of_nobody()
    {
        await register.CreateAsync(new Member(register.Person()) { FullName = "Lường Thị Xuyênhà" }, MuongPhang);
        foreach (var parent in new[] { NaTau, "" })
        {
            await SameAsync("xuyenha", "xuyenho", query => register.Members.ListMembersAsync(new ListMembersRequest { Parent = parent, Query = query }, Clerk));
        }
    }

    [Fact]
    public async Task A_new_member_gets_the_same_answer_whether_or_not_the_person_is_on_record_elsewhere()
    {
        var far = await register.CreateAsync(register.Person("011977770001"), MuongPhang);
        var person = new Member(register.Person()) { MemberNumber = register.NewCode("P") };
        await SameAsync("011977770001", "011988880001", card => CreateAsync(new Member(person) { CardNumber = card }));
        await SameAsync(far.MemberNumber, register.NewCode("P"), number => CreateAsync(new Member(person) { MemberNumber = number }));
        await SameAsync(far.BirthDate, "1949-09-02", birth => CreateAsync(new Member(person) { FullName = far.FullName, BirthDate = birth }));
    }

    private AsyncUnaryCall<Member> CreateAsync(Member member) => register.Members.CreateMemberAsync(new CreateMemberRequest { Parent = NaTau, Member = member, ValidateOnly = true }, Clerk);

    private static async Task SameAsync<T>(string known, string unknown, Func<string, AsyncUnaryCall<T>> call)
        where T : IMessage
    {
        // A job of the service may run in between; what the call itself executes does not change.
        for (var attempt = 1; ; attempt++)
        {
            var (one, other) = (await HearAsync(known, call), await HearAsync(unknown, call));
            Assert.Equal(one.Answer, other.Answer);
            if (attempt == 5 || one.Texts.SequenceEqual(other.Texts))
            {
                Assert.Equal(one.Texts, other.Texts);
                Assert.NotEmpty(one.Texts);
                return;
            }
        }
    }

    /// <summary>The answer without what was asked for, and the statements that led to it.</summary>
    private static async Task<(string Answer, List<string> Texts)> HearAsync<T>(string asked, Func<string, AsyncUnaryCall<T>> call)
        where T : IMessage
    {
        var texts = new ConcurrentQueue<string>();
        void Hear(string file, string sql)
        {
            if (file.Contains("register-", StringComparison.Ordinal))
            {
                texts.Enqueue(sql);
            }
        }

        SqlLog.Heard += Hear;
        try
        {
            return ((await call(asked)).ToString()!.Replace(asked, "asked", StringComparison.Ordinal), [.. texts]);
        }
        catch (RpcException refused)
        {
            var trailers = refused.Trailers.Where(entry => entry.Key is not "date").Select(entry => entry.IsBinary ? System.Text.Encoding.UTF8.GetString(entry.ValueBytes) : entry.Value);
            return ($"{refused.StatusCode} {refused.Status.Detail} {string.Join('\n', trailers)}".Replace(asked, "asked", StringComparison.Ordinal), [.. texts]);
        }
        finally
        {
            SqlLog.Heard -= Hear;
        }
    }
}
