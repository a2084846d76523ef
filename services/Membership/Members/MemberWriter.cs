using System.Security.Cryptography;
using System.Text;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;

namespace DienBien.Platform.Membership.Members;

/// <summary>Collects the members of a transaction and stores them many at a time, with history, cards and events.</summary>
internal sealed class MemberWriter(Work work, CardVault vault, CardHolders holders, Scope callerScope)
{
    private const string Update = """
        UPDATE members SET organization_id = @OrganizationId, member_number = @MemberNumber, register_id = @RegisterId, full_name = @FullName, sort_key = @SortKey, folded_name = @FoldedName, sex = @Sex, ethnicity = @Ethnicity,
            education = @Education, occupation = @Occupation, admitted_on = @AdmittedOn, ceremony_on = @CeremonyOn, official_on = @OfficialOn,
            ended_on = @EndedOn, readmitted_on = @ReadmittedOn, party_age_from = @PartyAgeFrom, card_last4 = @CardLast4, dossier_number = @DossierNumber, merged_into = @MergedInto, version = @Version, update_time = @UpdateTime
        WHERE id = @Id AND version = @Version - 1
        """;

    private const string SupersedeMembership = "UPDATE memberships SET superseded_at = @now WHERE member_id = @id AND superseded_at IS NULL";

    private const string SupersedeCard = "UPDATE member_cards SET superseded_at = @now WHERE member_id = @id AND superseded_at IS NULL";

    private readonly List<MemberRow> added = [];
    private readonly List<(MemberRow Before, MemberRow After)> replaced = [];
    private readonly Dictionary<string, IReadOnlyList<MembershipRow>> terms = new(StringComparer.Ordinal);
    private readonly HashSet<string> dissolved = new(StringComparer.Ordinal);
    private readonly HashSet<string> touched = new(StringComparer.Ordinal);
    private readonly HashSet<string> surrendered = new(StringComparer.Ordinal);
    private readonly List<CardRow> cards = [];

    public DateTime Now => work.Now;

    /// <summary>
    /// Keeps organisations that members are to enter as they are until the transaction ends. One that was dissolved since it was
    /// read is found out here, and <see cref="Store"/> refuses whoever is to enter it.
    /// </summary>
    public async Task HoldAsync(IEnumerable<string> organizationIds)
    {
        // In one order, so that writers of the same organisations wait for each other instead of running into a deadlock.
        foreach (var id in organizationIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (!await OrganizationStore.HoldAsync(work, id))
            {
                dissolved.Add(id);
            }
        }
    }

    /// <summary>Stores a draft as a new member or as the next version of a known one, or not at all if it says nothing new.</summary>
    /// <param name="before">The stored facts, or null for a new member.</param>
    /// <param name="row">The facts to store.</param>
    /// <param name="draft">What was stated.</param>
    /// <param name="stored">The facts as they are now.</param>
    /// <returns>Why it is refused, by the column, or null.</returns>
    public Violation? Store(MemberRow? before, MemberRow row, MemberDraft draft, out MemberRow stored)
    {
        stored = before ?? row;
        if (before?.OrganizationId != draft.Organization.Id && (draft.Organization.DissolvedOn is not null || dissolved.Contains(draft.Organization.Id)))
        {
            return new Violation("organizationCode", "ORGANIZATION_DISSOLVED");
        }

        if (row.ReadmittedOn is { } again && (row.CeremonyOn < again || row.OfficialOn < again))
        {
            return new Violation(row.CeremonyOn < again ? "ceremonyOn" : "officialOn", "BEFORE_READMISSION", "R-ADM-14");
        }

        if (before?.ReadmittedOn is not null && row.AdmittedOn != before.AdmittedOn && row.PartyAgeFrom >= row.ReadmittedOn)
        {
            return new Violation("admittedOn", "BEFORE_READMISSION", "R-ADM-14");
        }

        var newCard = draft.CardHash is { } hash && !holders.Holds(hash, row.Id) ? hash : null;
        var others = newCard is null ? [] : holders.OthersOf(newCard, row.Id);
        if (others.Exists(holder => callerScope.Contains(holder.Path)))
        {
            return new Violation("cardNumber", "CARD_NUMBER_TAKEN", "R-FILE-4");
        }

        if (before is not null && row == before && newCard is null)
        {
            return null;
        }

        stored = before is null ? Add(row) : Replace(before, row);
        if (before?.CardLast4 is not null && (newCard is not null || row.CardLast4 is null))
        {
            holders.Release(row.Id);
            surrendered.Add(row.Id);
        }

        if (newCard is not null)
        {
            // The caller learns nothing of those whom he does not see: the answer is the same with them and without.
            AddCard(row, draft.CardNumber!, newCard, holders.Next(newCard, row.Id, draft.Organization.Path));
        }

        return null;
    }

    /// <summary>Gives a member other terms of membership, with the present organisation that follows from them.</summary>
    /// <param name="before">The stored facts.</param>
    /// <param name="after">The terms, the earliest first.</param>
    /// <param name="registerId">The register in which his number counts from now on.</param>
    /// <param name="number">His number there; null to keep the one he has.</param>
    public MemberRow Move(MemberRow before, IReadOnlyList<MembershipRow> after, string registerId, string? number = null) =>
        Restate(before, before with { OrganizationId = after[^1].OrganizationId, RegisterId = registerId, MemberNumber = number ?? before.MemberNumber }, after);

    /// <summary>Stores other facts together with the terms of membership that belong to them.</summary>
    public MemberRow Restate(MemberRow before, MemberRow after, IReadOnlyList<MembershipRow> memberships)
    {
        terms[before.Id] = memberships;
        return Replace(before, after);
    }

    /// <summary>Gives a member whose membership had ended terms without that end.</summary>
    public MemberRow Return(MemberRow before, IReadOnlyList<MembershipRow> after, string registerId)
    {
        terms[before.Id] = after;
        return Replace(before, before with { OrganizationId = after[^1].OrganizationId, RegisterId = registerId, EndedOn = null });
    }

    /// <summary>True if the member is among those stored here.</summary>
    public bool Touched(string memberId) => touched.Contains(memberId);

    public async Task FlushAsync()
    {
        await work.InsertAsync<MemberRow>("members", added);
        var known = await MembershipRow.OfMembersAsync(work, replaced.Select(pair => pair.After.Id).Distinct());
        foreach (var (before, after) in replaced)
        {
            await ReplaceAsync(before, after);
        }

        await StoreTermsAsync(known);
        await work.InsertAsync<CardRow>("member_cards", cards);
        await MemberNames.StoreAsync(work, added, replaced);
        Publish();
    }

    private MemberRow Add(MemberRow row)
    {
        touched.Add(row.Id);
        added.Add(row);
        return row;
    }

    private MemberRow Replace(MemberRow before, MemberRow row)
    {
        var after = row with { Version = before.Version + 1, UpdateTime = work.Now };
        touched.Add(row.Id);
        replaced.Add((before, after));
        return after;
    }

    private void AddCard(MemberRow row, string number, string hash, int ordinal) => cards.Add(new CardRow
    {
        CardHash = hash,
        Ordinal = ordinal,
        MemberId = row.Id,
        CardCipher = vault.Encrypt(number),
        HashKeyId = vault.KeyId,
        RecordedAt = work.Now,
    });

    /// <summary>Stores where the members belong when; what was recorded before stays readable as superseded.</summary>
    private async Task StoreTermsAsync(ILookup<string, MembershipRow> known)
    {
        var rows = new List<MembershipRow>();
        foreach (var row in added.Concat(replaced.Select(pair => pair.After)))
        {
            var before = known[row.Id].ToList();
            var after = terms[row.Id] = terms.GetValueOrDefault(row.Id) ?? MembershipRow.Corrected(before, row);
            if (MembershipRow.Same(before, after))
            {
                continue;
            }

            if (before.Count > 0)
            {
                await work.ExecuteAsync(SupersedeMembership, new { id = row.Id, now = work.Now });
            }

            rows.AddRange(after.Select(term => term with { Id = Ids.New(), MemberId = row.Id, RecordedAt = work.Now }));
        }

        await work.InsertAsync<MembershipRow>("memberships", rows);
    }

    private async Task ReplaceAsync(MemberRow before, MemberRow after)
    {
        var key = new { id = after.Id, now = work.Now };
        if (await work.ExecuteAsync(Update, after) == 0)
        {
            throw Problems.EtagMismatch(Etags.Of(before.Version));
        }

        await work.InsertAsync("members_history", new HistoryRow { Id = before.Id, Version = before.Version, KnownFrom = before.UpdateTime, KnownUntil = work.Now, State = before.ToProto(DateOnly.MaxValue).ToByteArray() });
        if (surrendered.Contains(after.Id))
        {
            await work.ExecuteAsync(SupersedeCard, key);
        }
    }

    /// <summary>One event a member; one audit line for all of them, over the hashes of their states.</summary>
    private void Publish()
    {
        var rows = added.Concat(replaced.Select(pair => pair.After)).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        foreach (var (before, after) in replaced.Where(pair => pair.Before.OrganizationId != pair.After.OrganizationId))
        {
            work.Emit(ResourceName.Member(after.Id), before.OrganizationId, before.ToLeft(terms[after.Id]));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            work.Emit(ResourceName.Member(row.Id), row.OrganizationId, row.ToEvent(terms[row.Id]));
            hash.AppendData(Encoding.UTF8.GetBytes(row.ToString()));
        }

        work.Audit(rows.Count == 1 ? ResourceName.Member(rows[0].Id) : $"members ({rows.Count})", rows[0].OrganizationId, hash.GetHashAndReset());
    }

    private sealed record CardRow
    {
        public string CardHash { get; init; } = "";

        public int Ordinal { get; init; }

        public string MemberId { get; init; } = "";

        public string CardCipher { get; init; } = "";

        public string HashKeyId { get; init; } = "";

        public DateTime RecordedAt { get; init; }
    }
}
