using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Xunit;
using Part = DienBien.Membership.V1.SplitOrganizationRequest.Types.Part;

namespace DienBien.Platform.Tests.Membership.Life;

/// <summary>Where a member belongs whose end is taken back when his cell was split and is gone.</summary>
[Collection(SharedRegister.Name)]
public sealed class ReturnAfterSplitTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-ORG-13")]
    public async Task He_belongs_to_the_part_that_is_named()
    {
        var (commune, cell, members) = await CellAsync();
        var died = await DieAsync(members[0]);
        var parts = await SplitAsync(commune, cell, [members[1]], [members[2]]);
        var refusal = await RefuseAsync(died);
        refusal.IsForbidden("organization SUCCESSOR_UNKNOWN", "R-ORG-13");
        Assert.Equal(string.Join(", ", parts), refusal.Metadata["organizations"]);
        (await RefuseAsync(died, cell.Name)).IsForbidden("organization SUCCESSOR_UNKNOWN", "R-ORG-13");
        (await RefuseAsync(died, "x")).IsInvalid("organization UUID_INVALID");
        await TakeBackAsync(died, parts[1]);
        Assert.Equal([(cell.Name, "2018-03-03", "2024-06-01"), (parts[1], "2024-06-01", "")], await register.TermsAsync(members[0].Name));
        Assert.Equal(2, await register.CountMembersAsync(parts[1]));
    }

    [Fact]
    [Rule("R-ORG-13")]
    public async Task What_became_of_the_parts_since_counts()
    {
        var (commune, cell, members) = await CellAsync();
        var died = await DieAsync(members[0]);
        var parts = await SplitAsync(commune, cell, [members[1]], [members[2]]);
        await register.Acts.MergeOrganizationsAsync(new MergeOrganizationsRequest { Parent = commune.Name, Sources = { parts[0] }, Successor = parts[1], EffectiveOn = "2024-09-01", DocumentNumber = "6-QĐ/ĐU" }, register.Board);
        // Whichever way he went, he is there now.
        await TakeBackAsync(died);
        var terms = await register.TermsAsync(members[0].Name);
        Assert.Equal((cell.Name, "2018-03-03", "2024-06-01"), terms[0]);
        Assert.Equal((parts[1], ""), (terms[^1].Item1, terms[^1].Item3));
    }

    [Fact]
    [Rule("R-ORG-13")]
    public async Task A_cell_that_went_on_and_was_dissolved_later_leaves_the_part_that_was_split_off()
    {
        var (commune, cell, members) = await CellAsync();
        var died = await DieAsync(members[0]);
        var parts = await SplitAsync(commune, cell, [members[1], members[2]]);
        await register.DissolveAsync(cell.Name, "2025-02-01");
        await TakeBackAsync(died);
        Assert.Equal([(cell.Name, "2018-03-03", "2025-02-01"), (parts[0], "2025-02-01", "")], await register.TermsAsync(members[0].Name));
    }

    [Fact]
    public async Task A_cell_that_left_nothing_leaves_nowhere_to_go()
    {
        var (_, cell, members) = await CellAsync(1);
        var died = await DieAsync(members[0]);
        await register.DissolveAsync(cell.Name, "2025-02-01");
        (await RefuseAsync(died)).IsForbidden("name ORGANIZATION_DISSOLVED", "R-ORG-13");
    }

    private async Task<(Organization Commune, Organization Cell, List<Member> Members)> CellAsync(int count = 3)
    {
        var commune = await register.CommuneAsync();
        var (cell, members) = (await register.CellAsync(parent: commune.Name), new List<Member>());
        for (var i = 0; i < count; i++)
        {
            members.Add(await register.CreateAsync(register.Person(), cell.Name));
        }

        return (commune, cell, members);
    }

    /// <summary>Splits a cell; it goes on if there is one part only.</summary>
    private async Task<List<string>> SplitAsync(Organization commune, Organization cell, params Member[][] parts)
    {
        var request = new SplitOrganizationRequest { Parent = commune.Name, Source = cell.Name, EffectiveOn = "2024-06-01", DocumentNumber = "4-QĐ/ĐU", SourceContinues = parts.Length == 1 };
        request.Parts.AddRange(parts.Select(members => new Part { Organization = register.Cell(), Members = { members.Select(member => member.Name) } }));
        var result = await register.Acts.SplitOrganizationAsync(request, register.Board);
        return [.. result.Act.Parts.Where(part => part.Role == OrganizationAct.Types.Part.Types.Role.NewSuccessor).Select(part => part.Organization)];
    }

    private Task<MemberFact> DieAsync(Member member) => register.FactAsync(member.Name, new MemberFact { Kind = MemberFact.Types.Kind.Died, Since = "2024-05-20" });

    private static RetractMemberFactRequest Request(MemberFact fact, string organization) => new() { Name = fact.Name, Consent = "4-CV/ĐU", Organization = organization };

    private async Task TakeBackAsync(MemberFact fact, string organization = "") => await register.Facts.RetractMemberFactAsync(Request(fact, organization), register.Board);

    private Task<Refusal> RefuseAsync(MemberFact fact, string organization = "") => Refusal.OfAsync(register.Facts.RetractMemberFactAsync(Request(fact, organization), register.Board));
}
