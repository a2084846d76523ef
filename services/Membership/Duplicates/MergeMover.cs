using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations.Committees;
using DienBien.Platform.Membership.Villages;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Kind = DienBien.Membership.V1.MemberMerge.Types.Part.Types.Kind;

namespace DienBien.Platform.Membership.Duplicates;

/// <summary>Moves what is on record about one member to another record, and back.</summary>
/// <param name="work">The transaction.</param>
/// <param name="clock">Today.</param>
/// <param name="from">The member whom it is about.</param>
/// <param name="to">The member whom it is about from now on.</param>
internal sealed class MergeMover(Work work, TimeProvider clock, string from, string to)
{
    private const string SelectOwnerOfHead = "SELECT h.village_id FROM village_heads h WHERE h.id = @key";

    private const string SelectOwnerOfOffice = "SELECT f.term_id FROM committee_offices f WHERE f.id = @key";

    private readonly Dictionary<string, VillageState> villages = new(StringComparer.Ordinal);

    private readonly HashSet<string> committees = new(StringComparer.Ordinal);

    /// <summary>Moves everything that does not stay.</summary>
    /// <returns>What there is, in the order of the kinds, with the key to move it back by.</returns>
    public async Task<IReadOnlyList<(MemberMerge.Types.Part Part, MergePartRow Row)>> MoveAllAsync()
    {
        var parts = new List<(MemberMerge.Types.Part, MergePartRow)>();
        foreach (var kind in MergeKind.All)
        {
            foreach (var item in await work.QueryAsync<MergeItem>(kind.Select, new { from, to }))
            {
                var row = new MergePartRow { Kind = EnumNames.Of(kind.Kind), RowKey = item.RowKey, Day = item.Day };
                parts.Add((new MemberMerge.Types.Part
                {
                    Kind = kind.Kind,
                    Resource = string.Format(CultureInfo.InvariantCulture, kind.Name, item.RowKey, item.Owner, item.Stays ? from : to),
                    Label = item.Label,
                    Date = item.Day is { } day ? IsoDate.Of(day) : "",
                    Stays = item.Stays,
                }, row));
                if (!item.Stays)
                {
                    await MoveAsync(kind, row);
                }
            }
        }

        await PublishAsync();
        return parts;
    }

    /// <summary>Moves back what a merge moved.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION if something has been changed since.</exception>
    public async Task MoveBackAsync(IEnumerable<MergePartRow> parts)
    {
        foreach (var part in parts)
        {
            if (MergeKind.ByName.TryGetValue(part.Kind, out var kind) && !await MoveAsync(kind, part))
            {
                throw Changed(part.Kind);
            }
        }

        await PublishAsync();
    }

    /// <summary>Why a merge can't be taken back any more.</summary>
    /// <param name="kind">What was changed: MEMBER, or a kind of parts.</param>
    public static Problem Changed(string kind) => Problems.Precondition("name", "CHANGED_SINCE_MERGE", "", new Dictionary<string, string> { ["kind"] = kind });

    private async Task<bool> MoveAsync(MergeKind kind, MergePartRow part)
    {
        if (kind.Kind == Kind.VillageHead)
        {
            // As they stand before the first move: the feed and the history tell of both states.
            var village = await work.SingleAsync<string>(SelectOwnerOfHead, new { key = part.RowKey });
            villages[village] = villages.GetValueOrDefault(village) ?? (await VillageStore.OfAsync(work, [village])).Single();
        }

        if (kind.Kind == Kind.CommitteeOffice)
        {
            committees.Add(await work.SingleAsync<string>(SelectOwnerOfOffice, new { key = part.RowKey }));
        }

        return await work.ExecuteAsync(kind.Move, new { key = part.RowKey, day = part.Day, from, to }) == 1;
    }

    private async Task PublishAsync()
    {
        var writer = new VillageWriter(work, clock);
        foreach (var after in await VillageStore.OfAsync(work, villages.Keys))
        {
            await writer.ReplaceAsync(villages[after.Row.Id], after);
        }

        await CommitteeStore.RestateAsync(work, committees);
    }
}
