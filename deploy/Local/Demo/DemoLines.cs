namespace DienBien.Platform.Local.Demo;

/// <summary>A line of the organisations' import file; the properties are its columns in order.</summary>
internal sealed record OrganizationLine(
    string Code, string ParentCode, string Kind, string Sector, string Name, string AreaCode, string EstablishedOn)
{
    public const string Header = "code,parentCode,kind,sector,name,areaCode,establishedOn";
}

/// <summary>A line of the members' import file; the properties are its columns in order.</summary>
internal sealed record MemberLine(
    string MemberNumber, string OrganizationCode, string FullName, string Sex, string BirthDate, string Ethnicity,
    string Education, string Occupation, string AdmittedOn, string OfficialOn, string CardNumber, string CeremonyOn,
    string DossierNumber)
{
    public const string Header = "memberNumber,organizationCode,fullName,sex,birthDate,ethnicity,education,occupation,"
        + "admittedOn,officialOn,cardNumber,ceremonyOn,dossierNumber";
}

/// <summary>
/// A line of the villages' import file; the properties are its columns in order. A head who is a member is given
/// by number alone, since the contract takes either a member or a name.
/// </summary>
internal sealed record VillageLine(
    string Code, string CommuneCode, string Kind, string Name, string Border, string Remote, string HeadName,
    string HeadMemberNumber, string HeadSince, string CellCode, string CellIndependent)
{
    public const string Header = "code,communeCode,kind,name,border,remote,headName,headMemberNumber,headSince,cellCode,"
        + "cellIndependent";
}
