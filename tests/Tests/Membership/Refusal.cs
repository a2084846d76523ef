using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Membership;

/// <summary>How a call was refused.</summary>
internal sealed record Refusal(StatusCode Code, string Reason, IReadOnlyDictionary<string, string> Metadata, string[] Fields, string Text)
{
    /// <summary>Runs a call that must be refused with all details in order.</summary>
    /// <param name="call">The call.</param>
    public static async Task<Refusal> OfAsync<T>(AsyncUnaryCall<T> call)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await call);
        var status = failure.GetRpcStatus();
        Assert.NotNull(status);
        Assert.Equal((int)failure.StatusCode, status.Code);
        var info = status.GetDetail<ErrorInfo>();
        Assert.Equal("platform.dienbien.vn", info.Domain);
        var violations = status.GetDetail<BadRequest>()?.FieldViolations.ToArray() ?? [];
        // A reason without texts is shown by its name.
        Assert.All(violations, v => Assert.NotEqual(v.Reason, v.Description));
        Assert.All(violations, v => Assert.NotEqual(v.Reason, v.LocalizedMessage.Message));
        Assert.NotEqual(info.Reason, status.Message);
        return new Refusal(failure.StatusCode, info.Reason, info.Metadata, [.. violations.Select(v => $"{v.Field} {v.Reason}")], status.GetDetail<LocalizedMessage>().Message);
    }

    /// <summary>Fields of the request are wrong, these and no others.</summary>
    /// <param name="fields">Each as <c>path REASON</c>.</param>
    public void IsInvalid(params string[] fields)
    {
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (Code, Reason));
        Assert.Equal(fields.Order(StringComparer.Ordinal), Fields.Order(StringComparer.Ordinal));
    }

    public void Is(StatusCode code, string reason) => Assert.Equal((code, reason), (Code, Reason));

    /// <summary>The facts do not allow it, because of one field and by a rule.</summary>
    public void IsForbidden(string field, string rule)
    {
        Assert.Equal((StatusCode.FailedPrecondition, field, rule), (Code, Fields.Single(), Metadata.GetValueOrDefault("rule", "")));
    }
}
