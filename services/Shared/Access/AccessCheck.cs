using DienBien.Platform.Shared.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace DienBien.Platform.Shared.Access;

/// <summary>
/// Lets a call through only if its RPC declares a rule, the caller holds the permission somewhere
/// (else PERMISSION_DENIED, before any look-up), and the organisation that the request names lies inside
/// that scope (else NOT_FOUND). Leaves the caller and the scope for the handler.
/// </summary>
public sealed class AccessCheck(ScopeResolver resolver)
{
    /// <summary>
    /// Checks a hand-mapped route under the rule of the RPC whose handler it shares.
    /// </summary>
    /// <param name="method">The full method name.</param>
    /// <param name="caller">The caller, or null without a token.</param>
    /// <param name="name">The resource name that the request is about; empty where the handler filters by the scope itself.</param>
    /// <param name="cancellation">Cancelled when the caller gives up.</param>
    /// <exception cref="Problem">UNAUTHENTICATED, PERMISSION_DENIED or NOT_FOUND.</exception>
    public async Task<CallAccess> CheckRouteAsync(string method, Caller? caller, string name, CancellationToken cancellation)
    {
        var access = await AdmitAsync(method, caller, cancellation).ConfigureAwait(false);
        await ContainAsync(access, name, cancellation).ConfigureAwait(false);
        return access;
    }

    /// <summary>Checks a call by its request.</summary>
    internal async Task CheckAsync<TRequest>(TRequest request, ServerCallContext context)
    {
        if (context.Method.StartsWith("/grpc.", StringComparison.Ordinal))
        {
            return;
        }

        var access = await AdmitAsync(context).ConfigureAwait(false);
        if (access.Rule.ScopeField is { Length: > 0 } field && request is IMessage message)
        {
            await ContainAsync(access, Read(message, field), context.CancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Checks a call that has no request when it starts: its first message is checked when it is read.</summary>
    /// <returns>The messages, to be read in place of those given.</returns>
    internal async Task<IAsyncStreamReader<TRequest>> CheckAsync<TRequest>(IAsyncStreamReader<TRequest> requests, ServerCallContext context)
    {
        await AdmitAsync(context).ConfigureAwait(false);
        return new CheckedStream<TRequest>(requests, this, context);
    }

    private async Task<CallAccess> AdmitAsync(ServerCallContext context)
    {
        var access = await AdmitAsync(context.Method, context.GetHttpContext().User.AsCaller(), context.CancellationToken).ConfigureAwait(false);
        context.UserState[typeof(CallAccess)] = access;
        return access;
    }

    private async Task<CallAccess> AdmitAsync(string method, Caller? caller, CancellationToken cancellation)
    {
        if (!AccessTable.Rules.TryGetValue(method, out var rule))
        {
            throw Problems.PermissionDenied(method);
        }

        if (rule.Public)
        {
            return new CallAccess(rule, caller ?? Caller.Anonymous, Scope.None);
        }

        if (caller is null)
        {
            throw Problems.Unauthenticated();
        }

        if (caller.OrganizationsWith(rule.Permission).Count == 0)
        {
            throw Problems.PermissionDenied(rule.Permission);
        }

        return new CallAccess(rule, caller, await resolver.ResolveAsync(caller, rule.Permission, cancellation).ConfigureAwait(false));
    }

    private async Task ContainAsync(CallAccess access, string? name, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(name))
        {
            return;
        }

        var path = ResourceName.OrganizationOf(name) is { } id ? await resolver.PathAsync(id, cancellation).ConfigureAwait(false) : null;
        if (path is null || !access.Scope.Contains(path))
        {
            throw Problems.NotFound(name);
        }
    }

    private static string? Read(IMessage message, string path)
    {
        object? value = message;
        foreach (var name in path.Split('.'))
        {
            if (value is not IMessage part)
            {
                return null;
            }

            var field = part.Descriptor.FindFieldByName(name) ?? throw new InvalidOperationException($"{part.Descriptor.FullName} has no field {name}.");
            value = field.Accessor.GetValue(part);
        }

        return value as string;
    }

    private sealed class CheckedStream<T>(IAsyncStreamReader<T> inner, AccessCheck check, ServerCallContext context) : IAsyncStreamReader<T>
    {
        private bool first = true;

        public T Current => inner.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            var more = await inner.MoveNext(cancellationToken).ConfigureAwait(false);
            if (more && first)
            {
                first = false;
                await check.CheckAsync(inner.Current, context).ConfigureAwait(false);
            }

            return more;
        }
    }
}
