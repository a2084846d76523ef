using System.Collections.Frozen;
using DienBien.Common.V1;
using DienBien.Platform.Shared.Access;
using Google.Protobuf.Reflection;

namespace DienBien.Platform.Shared.Feed;

/// <summary>Fields of events that ask a permission of their reader, as the contract's <c>reader_permission</c> says.</summary>
internal static class GuardedFields
{
    private static readonly FrozenDictionary<string, List<(FieldDescriptor Field, string Permission)>> Fields = AccessTable.Files.SelectMany(file => file.MessageTypes)
        .SelectMany(type => type.Fields.InDeclarationOrder(), (type, field) => (Type: type.FullName, Field: field, Permission: field.GetOptions()?.GetExtension(AccessExtensions.ReaderPermission)))
        .Where(field => field.Permission is { Length: > 0 })
        .GroupBy(field => field.Type, field => (field.Field, field.Permission!), StringComparer.Ordinal)
        .ToFrozenDictionary(type => type.Key, type => type.ToList(), StringComparer.Ordinal);

    /// <summary>All permissions that are asked for.</summary>
    public static IReadOnlyList<string> Permissions { get; } = [.. Fields.Values.SelectMany(fields => fields).Select(field => field.Permission).Distinct()];

    /// <summary>The change without the fields whose permission is lacking.</summary>
    public static FeedRow Without(IReadOnlyCollection<string> lacking, FeedRow row)
    {
        if (lacking.Count == 0 || !Fields.TryGetValue(row.Type, out var fields))
        {
            return row;
        }

        var data = fields[0].Field.ContainingType.Parser.ParseFrom(row.Data);
        foreach (var (field, _) in fields.Where(field => lacking.Contains(field.Permission)))
        {
            field.Accessor.Clear(data);
        }

        return row with { Data = Google.Protobuf.MessageExtensions.ToByteArray(data) };
    }
}
