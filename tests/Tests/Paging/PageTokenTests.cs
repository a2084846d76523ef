using CsCheck;
using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;
using Microsoft.AspNetCore.DataProtection;
using Xunit;
using Check = DienBien.Platform.Shared.Errors.Check;

namespace DienBien.Platform.Tests.Paging;

/// <summary>A page token opens with the question that it was made for, and with nothing else.</summary>
public sealed class PageTokenTests
{
    private static readonly Gen<ListMembersRequest> Questions = Gen.Select(Gen.String, Gen.String, Gen.Int[0, 3], (parent, query, status) =>
        new ListMembersRequest { Parent = parent, Query = query, Status = (Member.Types.Status)status }).Where(request => request.CalculateSize() < 500);

    private static readonly Gen<string[]> Keys = Gen.String.Array[1, 4];

    private readonly PageTokens pages = new(new EphemeralDataProtectionProvider());

    [Fact]
    public void The_next_page_starts_behind_the_last_row_whatever_its_size() =>
        Gen.Select(Questions, Keys, Gen.Int[0, 2_000]).Sample((question, key, size) =>
        {
            var token = Token(question, key);
            var next = Read(size, token, new ListMembersRequest(question) { PageSize = size, PageToken = token });
            Assert.Equal(key, next.After);
            Assert.Equal(size == 0 ? PageTokens.DefaultSize : Math.Min(size, PageTokens.MaxSize), next.Size);
            Assert.Null(next.Key(key.Length));
        }, iter: 200);

    [Fact]
    public void A_token_with_one_character_changed_is_refused() =>
        Gen.Select(Questions, Keys, Gen.Int[0, 10_000], Gen.Char['0', 'z']).Sample((question, key, place, other) =>
        {
            var token = Token(question, key).ToCharArray();
            // The last character of base 64 may hold bits that mean nothing.
            place %= token.Length - 1;
            if (token[place] != other)
            {
                token[place] = other;
                Refused(question, new string(token));
            }
        }, iter: 500);

    [Fact]
    public void A_token_of_another_question_is_refused() =>
        Gen.Select(Questions, Questions, Keys).Where(pair => !pair.Item1.Equals(pair.Item2)).Sample((question, other, key) => Refused(other, Token(question, key)), iter: 200);

    [Fact]
    public void A_token_of_another_rpc_or_service_or_cut_short_is_refused()
    {
        var question = new ListMembersRequest { Parent = "organizations/x" };
        var token = Token(question, ["a", "b"]);
        Assert.Throws<Problem>(() => Read(0, token, new ListVillagesRequest { Parent = "organizations/x" }));
        Assert.Throws<Problem>(() => Read(0, token, question, new PageTokens(new EphemeralDataProtectionProvider())));
        for (var length = 1; length < token.Length; length += 7)
        {
            Refused(question, token[..length]);
        }
    }

    [Fact]
    public void A_token_of_another_caller_is_refused() =>
        Gen.Select(Questions, Keys, Gen.String[1, 40], Gen.String[1, 40]).Where((_, _, one, other) => one != other).Sample((question, key, one, other) =>
        {
            var (mine, theirs) = (new Caller(one, one, []), new Caller(other, other, []));
            var token = pages.Next(pages.Read(new Check(), 1, "", question, mine), [0, 1], _ => key);
            var (right, wrong) = (new Check(), new Check());
            Assert.Equal(key, pages.Read(right, 1, token, question, mine).After);
            pages.Read(wrong, 1, token, question, theirs);
            Assert.True(right.Ok && !wrong.Ok);
        }, iter: 200);

    [Fact]
    public void A_token_does_not_show_the_row_that_it_stands_for() =>
        Keys.Where(key => key.All(part => part.Length > 3)).Sample(key => Assert.All(key, part => Assert.DoesNotContain(part, Token(new ListMembersRequest(), key), StringComparison.Ordinal)), iter: 100);

    [Fact]
    public void There_is_no_token_after_the_last_page()
    {
        var rows = Enumerable.Range(0, 3).ToList();
        Assert.Empty(pages.Next(Read(3, "", new ListMembersRequest()), rows, row => ["key"]));
        Assert.NotEmpty(pages.Next(Read(2, "", new ListMembersRequest()), rows, row => ["key"]));
        Assert.Equal(2, rows.Count);
    }

    [Fact]
    public void A_negative_size_is_refused() => Assert.Equal("PAGE_SIZE_NEGATIVE", Assert.Throws<Problem>(() => Read(-1, "", new ListMembersRequest())).Violations[0].Reason);

    private Page Read(int size, string token, IMessage question, PageTokens? other = null)
    {
        var check = new Check();
        var page = (other ?? pages).Read(check, size, token, question, new Caller("tester", "tester", []));
        check.OrThrow();
        return page;
    }

    private string Token(ListMembersRequest question, string[] key) => pages.Next(Read(1, "", question), [0, 1], _ => key);

    private void Refused(ListMembersRequest question, string token) =>
        Assert.Equal("PAGE_TOKEN_INVALID", Assert.Throws<Problem>(() => Read(0, token, question)).Violations[0].Reason);
}
