using System.Globalization;
using DienBien.Platform.Shared.Calendar;
using Grpc.Core;

namespace DienBien.Platform.Shared.Errors;

/// <summary>The problems that every service has.</summary>
public static class Problems
{
    /// <summary>NOT_FOUND: there is no such thing, or it is not the caller's to see.</summary>
    public static Problem NotFound(string resource) => With(StatusCode.NotFound, "RESOURCE_NOT_FOUND", "resource", resource);

    /// <summary>UNAUTHENTICATED: the call carries no valid token.</summary>
    public static Problem Unauthenticated() => new(StatusCode.Unauthenticated, "TOKEN_MISSING");

    /// <summary>PERMISSION_DENIED: the caller holds the permission nowhere.</summary>
    public static Problem PermissionDenied(string permission) => With(StatusCode.PermissionDenied, "PERMISSION_MISSING", "permission", permission);

    /// <summary>INVALID_ARGUMENT: fields of the request are wrong.</summary>
    public static Problem Invalid(IReadOnlyList<Violation> violations) => new(StatusCode.InvalidArgument, "INVALID_FIELDS",
        new Dictionary<string, string> { ["fields"] = string.Join(", ", violations.Select(v => v.Field).Distinct()) }, violations);

    /// <summary>INVALID_ARGUMENT: one field of the request is wrong.</summary>
    public static Problem Invalid(string field, string reason, string rule = "") => Invalid([new Violation(field, reason, rule)]);

    /// <summary>ABORTED: another writer was first; the metadata holds the current etag.</summary>
    public static Problem EtagMismatch(string current) => With(StatusCode.Aborted, "ETAG_MISMATCH", "etag", current);

    /// <summary>ALREADY_EXISTS: a key is taken.</summary>
    public static Problem AlreadyExists(string field, string reason) => new(StatusCode.AlreadyExists, reason, null, [new Violation(field, reason)]);

    /// <summary>FAILED_PRECONDITION: the facts do not allow it.</summary>
    public static Problem Precondition(string field, string reason, string rule = "", IReadOnlyDictionary<string, string>? metadata = null) =>
        new(StatusCode.FailedPrecondition, reason, rule.Length == 0 ? metadata : new Dictionary<string, string>(metadata ?? new Dictionary<string, string>()) { ["rule"] = rule }, [new Violation(field, reason, rule, metadata)]);

    /// <summary>FAILED_PRECONDITION: a deadline would be a guess, since the working-day calendar does not reach the year.</summary>
    public static Problem Uncovered(UncoveredDateException failure) => new(StatusCode.FailedPrecondition, "CALENDAR_NOT_COVERED", new Dictionary<string, string>
    {
        ["year"] = failure.Year.ToString(CultureInfo.InvariantCulture),
        ["first"] = failure.FirstDay.Year.ToString(CultureInfo.InvariantCulture),
        ["last"] = failure.LastDay.Year.ToString(CultureInfo.InvariantCulture),
    });

    private static Problem With(StatusCode code, string reason, string key, string value) => new(code, reason, new Dictionary<string, string> { [key] = value });
}
