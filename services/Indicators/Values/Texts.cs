using System.Collections.Frozen;

namespace DienBien.Platform.Indicators.Values;

/// <summary>Why a record was counted as it was, in English and Vietnamese.</summary>
internal static class Texts
{
    private static readonly FrozenDictionary<string, (string English, string Vietnamese)> Reasons = new Dictionary<string, (string, string)>
    {
        ["HEAD_IS_MEMBER"] = ("The head in office is a party member.", "Trưởng đương nhiệm là đảng viên."),
        ["HEAD_NOT_MEMBER"] = ("The head in office is not a party member.", "Trưởng đương nhiệm không phải là đảng viên."),
        ["HEAD_MEMBERSHIP_NOT_IN_FORCE"] = ("The head's membership is not in force on the day.", "Tư cách đảng viên của trưởng không có hiệu lực tại ngày xét."),
        ["NO_HEAD_IN_OFFICE"] = ("There is no head in office on the day.", "Không có trưởng đương nhiệm tại ngày xét."),
        ["OWN_CELL"] = ("The village has a cell of its own.", "Thôn, bản có chi bộ độc lập."),
        ["JOINT_CELL_ONLY"] = ("The village is served by a joint cell only.", "Thôn, bản chỉ có chi bộ ghép."),
        ["NO_CELL"] = ("No cell serves the village.", "Thôn, bản chưa có chi bộ."),
        ["KIND_NOT_COUNTED"] = ("Residential groups are not counted.", "Tổ dân phố không thuộc phạm vi tính."),
        ["BEFORE_ORGANIZATION"] = ("The organisation did not exist yet; it counts at the province only.", "Tổ chức đảng chưa thành lập; chỉ tính ở cấp tỉnh."),
        ["ADMITTED_IN_YEAR"] = ("Admitted in the year, by the day.", "Kết nạp trong năm, tính đến ngày xét."),
        ["IN_OPENING"] = ("A member on 1 January.", "Là đảng viên tại ngày 1 tháng 1."),
        ["ADMITTED_LATER"] = ("Admitted after the day.", "Kết nạp sau ngày xét."),
        ["ADMITTED_ELSEWHERE"] = ("Admitted by another organisation.", "Kết nạp ở tổ chức đảng khác."),
        ["MEMBER_ELSEWHERE"] = ("Belongs to another organisation now.", "Hiện sinh hoạt ở tổ chức đảng khác."),
        ["MEMBERSHIP_ENDED"] = ("The membership ended before 1 January.", "Không còn là đảng viên trước ngày 1 tháng 1."),
    }.ToFrozenDictionary();

    internal static IEnumerable<string> All => Reasons.Keys;

    internal static string English(string reason) => Reasons[reason].English;

    internal static string Vietnamese(string reason) => Reasons[reason].Vietnamese;
}
