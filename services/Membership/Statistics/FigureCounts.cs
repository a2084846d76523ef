using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace DienBien.Platform.Membership.Statistics;

/// <summary>Figures and their numbers.</summary>
internal sealed class FigureCounts
{
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, long>> All => counts.Where(count => count.Value != 0);

    public long this[string figure] => counts.GetValueOrDefault(figure);

    public void Add(string figure, long n) => CollectionsMarshal.GetValueRefOrAddDefault(counts, figure, out _) += n;

    /// <summary>Adds what was stored.</summary>
    public void Add(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                var figure = reader.GetString()!;
                reader.Read();
                Add(figure, reader.GetInt64());
            }
        }
    }

    public string ToJson() => JsonSerializer.Serialize(new Dictionary<string, long>(All));
}
