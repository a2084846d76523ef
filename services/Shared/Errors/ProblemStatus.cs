using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Status = Google.Rpc.Status;

namespace DienBien.Platform.Shared.Errors;

/// <summary>Problems as <c>google.rpc.Status</c>.</summary>
public static class ProblemStatus
{
    /// <summary>The domain of all reasons.</summary>
    public const string Domain = "platform.dienbien.vn";

    /// <summary>The status with its details: ErrorInfo, BadRequest and the text in the caller's language.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="acceptLanguage">The caller's Accept-Language; Vietnamese unless it asks for English first.</param>
    public static Status ToStatus(this Problem problem, string? acceptLanguage)
    {
        var english = PrefersEnglish(acceptLanguage);
        var info = new ErrorInfo { Reason = problem.Reason, Domain = Domain };
        info.Metadata.Add(problem.Metadata.ToDictionary());
        var status = new Status { Code = (int)problem.Code, Message = problem.Message, Details = { Any.Pack(info) } };
        if (problem.Violations.Count > 0)
        {
            var request = new BadRequest();
            request.FieldViolations.AddRange(problem.Violations.Select(v => new BadRequest.Types.FieldViolation
            {
                Field = v.Field,
                Reason = v.Reason,
                Description = Cite(v.Message, v.Rule),
                LocalizedMessage = new LocalizedMessage { Locale = english ? "en" : "vi", Message = Cite(english ? v.Message : v.MessageVi, v.Rule) },
            }));
            status.Details.Add(Any.Pack(request));
        }

        status.Details.Add(Any.Pack(new LocalizedMessage
        {
            Locale = english ? "en" : "vi",
            Message = english ? problem.Message : Messages.Vietnamese(problem.Reason, problem.Metadata),
        }));
        return status;
    }

    /// <summary>True if the caller asks for English before Vietnamese.</summary>
    public static bool PrefersEnglish(string? acceptLanguage) =>
        acceptLanguage is { Length: > 0 } && acceptLanguage.Split(',')
            .Select(part => part.Trim())
            .FirstOrDefault(part => part.StartsWith("en", StringComparison.OrdinalIgnoreCase) || part.StartsWith("vi", StringComparison.OrdinalIgnoreCase))
            ?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true;

    private static string Cite(string message, string rule) => rule.Length == 0 ? message : $"{message} ({rule})";
}
