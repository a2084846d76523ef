using System.Globalization;
using System.Text;
using CsCheck;
using DienBien.Platform.Membership.Text;
using Xunit;

namespace DienBien.Platform.Tests.Membership.Text;

public sealed class VietnameseTests
{
    private static readonly Gen<string> AnyText = Gen.String[Gen.Char["aâăđĐêơỢừẠẽ bcd\t\n\u00a0\u0301\u0323\u031b\ud83d\ude00ß9-'"], 0, 40];

    private static readonly Gen<string> Syllables = Gen.Char["aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêghiìkoóôơớuưựvyỹ"].Array[1, 3]
        .Select(letters => new string(letters)).Array[1, 4].Select(words => string.Join(' ', words));

    [Theory]
    [InlineData("  Lò\t Văn\r\n\u00a0An ", "Lò Văn An")]
    [InlineData("", "")]
    [InlineData(" \n ", "")]
    [InlineData("Bản 1", "Bản 1")]
    [InlineData("xã\u2028Nà Tấu", "xã Nà Tấu")]
    public void The_stored_form_has_single_spaces(string text, string stored) => Assert.Equal(stored, Vietnamese.Normalize(text));

    [Fact]
    public void The_stored_form_is_NFC_of_any_text_and_is_stable() => AnyText.Sample(text =>
    {
        var stored = Vietnamese.Normalize(text);
        Assert.True(stored.IsNormalized(NormalizationForm.FormC));
        Assert.Equal(stored, Vietnamese.Normalize(stored));
    });

    [Fact]
    public void A_tidy_text_is_returned_as_it_is()
    {
        const string name = "Quàng Thị Ước";
        Assert.Same(name, Vietnamese.Normalize(name));
        Assert.Same("quang thi uoc", Vietnamese.Fold("quang thi uoc"));
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_a_replacement_character() => Assert.Equal("a\ufffd b", Vietnamese.Normalize("a\ud83d  b"));

    [Fact]
    public void Folding_does_not_depend_on_the_composition_and_is_stable() => AnyText.Sample(text =>
    {
        var stored = Vietnamese.Normalize(text);
        Assert.Equal(Vietnamese.Fold(stored), Vietnamese.Fold(stored.Normalize(NormalizationForm.FormD)));
        Assert.Equal(Vietnamese.Fold(text), Vietnamese.Fold(Vietnamese.Fold(text)));
    });

    [Fact]
    public void Keys_are_of_digits_and_lower_case_letters_whatever_the_text() => AnyText.Sample(text =>
    {
        Assert.DoesNotContain(Vietnamese.SortKey(text), c => !char.IsAsciiDigit(c) && !char.IsAsciiLetterLower(c));
        Assert.DoesNotContain(Vietnamese.PersonSortKey(text), c => !char.IsAsciiDigit(c) && !char.IsAsciiLetterLower(c));
        Assert.Equal(Vietnamese.SortKey(text), Vietnamese.SortKey(Vietnamese.Normalize(text)));
    });

    [Theory]
    [InlineData("Lò Văn Ước", "uoc lo van")]
    [InlineData("Giàng A Đề", "de giang a")]
    [InlineData("Thái-Hà", "thai ha")]
    [InlineData("- Ân", "an")]
    [InlineData("", "")]
    public void A_key_tells_the_words_of_its_name(string name, string words) => Assert.Equal(words, string.Join(' ', Vietnamese.KeyWords(Vietnamese.PersonSortKey(name))!));

    [Fact]
    public void A_key_tells_all_words_or_none() => Gen.OneOf(AnyText, Syllables).Sample(text =>
    {
        if (Vietnamese.KeyWords(Vietnamese.PersonSortKey(text)) is { } words)
        {
            Assert.Equal(Vietnamese.Words(text).Order(StringComparer.Ordinal), words.Order(StringComparer.Ordinal));
        }
    });

    [Fact]
    public void The_order_of_letters_is_that_of_ICU() => Gen.Select(Syllables, Syllables).Sample((one, other) =>
    {
        var (a, b) = (Toneless(one), Toneless(other));
        var icu = CultureInfo.GetCultureInfo("vi-VN").CompareInfo.Compare(a, b);
        Assert.Equal(Math.Sign(icu), Math.Sign(string.CompareOrdinal(Vietnamese.SortKey(a), Vietnamese.SortKey(b))));
    });

    [Fact]
    public void Tones_decide_only_between_equal_letters() => Gen.Select(Syllables, Syllables).Sample((one, other) =>
    {
        var letters = string.CompareOrdinal(Vietnamese.SortKey(Toneless(one)), Vietnamese.SortKey(Toneless(other)));
        Assert.True(letters == 0 || Math.Sign(letters) == Math.Sign(string.CompareOrdinal(Vietnamese.SortKey(one), Vietnamese.SortKey(other))));
    });

    [Fact]
    public void Numbers_sort_by_size_and_a_tone_may_stand_on_either_vowel()
    {
        string[] sorted = ["Bản 01", "Bản 2", "Bản 10", "Bản Hòa", "Bản Xôm"];
        Assert.Equal(sorted, sorted.Reverse().OrderBy(Vietnamese.SortKey, StringComparer.Ordinal));
        Assert.Equal(Vietnamese.SortKey("Hòa"), Vietnamese.SortKey("HOÀ"));
        Assert.Equal(Vietnamese.SortKey("Bản 1"), Vietnamese.SortKey("bản - 001"));
    }

    [Fact]
    public void Long_texts_are_taken()
    {
        var text = string.Join(' ', Enumerable.Repeat("Điện Biên 2026 日", 2000));
        Assert.Equal(text.Length, Vietnamese.Fold(text).Length);
        Assert.StartsWith(Vietnamese.SortKey("Điên Biên"), Vietnamese.SortKey(Toneless(text)), StringComparison.Ordinal);
        Assert.Equal(8000, Vietnamese.Words(text).Length);
    }

    private static string Toneless(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormD).Where(c => !"\u0300\u0309\u0303\u0301\u0323".Contains(c, StringComparison.Ordinal))).Normalize();
}
