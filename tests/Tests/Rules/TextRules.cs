using DienBien.Platform.Membership.Text;
using Xunit;

namespace DienBien.Platform.Tests.Rules;

[Rule("R-DOC-6")]
public sealed class TextRules
{
    [Fact]
    public void The_letters_sort_in_alphabetical_order() =>
        AssertSorted(Vietnamese.SortKey, [.. "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz".Select(letter => letter.ToString())]);

    [Fact]
    public void The_tones_sort_in_their_order_behind_the_letters() =>
        AssertSorted(Vietnamese.SortKey, "ma", "mà", "mả", "mã", "má", "mạ", "mả lụa", "mai", "măm", "mẳm", "mắm", "mâm");

    [Fact]
    public void Names_of_places_sort_by_their_letters_before_their_tones() =>
        AssertSorted(Vietnamese.SortKey, "Điện Biên", "Điện Biên Đông", "Điện Biên Phủ", "Mường Ảng", "Mường Chà", "Mường Nhé", "Nà Hỳ", "Na Sang", "Nà Tấu", "Nậm Kè");

    [Fact]
    public void Persons_sort_by_given_name_with_its_tone_then_surname_then_middle_names() =>
        AssertSorted(Vietnamese.PersonSortKey, "Vàng A Chu", "Sùng A Dơ", "Lò Thị Hoa", "Nguyễn Văn Hoa", "Cà Văn Hòa", "Lò Văn Khang", "Lò Văn An Khang", "Đỗ Khánh", "Lường Khánh");

    [Theory]
    [InlineData("Điện Biên", "dien bien")]
    [InlineData("ĐIỆN BIÊN", "dien bien")]
    [InlineData("Ðiện  Biên", "dien bien")]
    [InlineData("Nguyễn Thị Ngọc Ước", "nguyen thi ngoc uoc")]
    public void A_search_finds_text_without_its_marks(string text, string folded)
    {
        Assert.Equal(folded, Vietnamese.Fold(text));
        Assert.Equal(folded, Vietnamese.Fold(text.Normalize(System.Text.NormalizationForm.FormD)));
        Assert.Equal(folded.Split(' '), Vietnamese.Words(text));
    }

    private static void AssertSorted(Func<string, string> key, params string[] expected)
    {
        var keys = expected.Select(key).ToArray();
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(expected, expected.Reverse().OrderBy(key, StringComparer.Ordinal));
    }
}
