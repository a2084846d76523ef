using Grpc.Core;
using AccessRule = DienBien.Common.V1.Access;

namespace DienBien.Platform.Shared.Access;

/// <summary>What the access check found out about a call.</summary>
/// <param name="Rule">The RPC's rule.</param>
/// <param name="Caller">Who calls.</param>
/// <param name="Scope">Where the caller holds the rule's permission.</param>
public sealed record CallAccess(AccessRule Rule, Caller Caller, Scope Scope);

/// <summary>Gives handlers what the access check found out.</summary>
public static class CallAccessExtensions
{
    /// <summary>The access of the call.</summary>
    /// <exception cref="InvalidOperationException">The call was not checked.</exception>
    public static CallAccess Access(this ServerCallContext context) =>
        context.UserState.TryGetValue(typeof(CallAccess), out var value) && value is CallAccess access
            ? access
            : throw new InvalidOperationException($"{context.Method} was not checked.");
}
