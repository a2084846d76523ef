namespace DienBien.Platform.Local;

/// <summary>The accounts and clients of the demonstration. All people are made up.</summary>
internal static class DemoIdentities
{
    private const string Province = "01890000-0000-7000-8000-000000000011";
    private const string NaTau = "01890000-0000-7000-8000-000000003316";

    public static readonly DemoIdentity[] Clients =
    [
        new("it-province", "Hệ thống CNTT của tỉnh", "it", Province),
        new("it-03316", "Hệ thống CNTT của xã Nà Tấu", "it", NaTau),
        new("viewer-province", "Bảng chỉ tiêu của tỉnh", "indicator-viewer", Province),
        new("replica-province", "Bản sao danh bạ của tỉnh", "register-replica", Province),
        new("board-province", "Ban Tổ chức Tỉnh ủy", "organization-board", Province),
        new("clerk-03316", "Văn phòng Đảng ủy xã Nà Tấu", "clerk", NaTau),
        new("admin-province", "Quản trị nền tảng", "province-admin", Province),
    ];

    public static readonly DemoIdentity[] Accounts =
    [
        new("admin.tinh", "Quản trị nền tảng", "province-admin", Province),
        new("bantochuc.tinh", "Ban Tổ chức Tỉnh ủy", "organization-board", Province),
        new("canbo.03316", "Cán bộ Đảng ủy xã Nà Tấu", "clerk", NaTau),
        new("bithu.03316", "Bí thư chi bộ, xã Nà Tấu", "secretary", NaTau),
    ];

    /// <summary>The platform's services, as clients of each other's feeds.</summary>
    public static readonly DemoIdentity[] Services =
    [
        new("svc-membership", "Membership", "service", Province),
        new("svc-meetings", "Meetings", "service", Province),
        new("svc-inspection", "Inspection", "service", Province),
        new("svc-indicators", "Indicators", "service", Province),
    ];
}

/// <summary>Who is to be there, with which role on which organisation.</summary>
internal sealed record DemoIdentity(string Name, string DisplayName, string Role, string OrganizationId);
