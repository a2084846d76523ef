namespace DienBien.Platform.Shared.Policies;

/// <summary>A policy is malformed, or was asked for something that it does not hold. Never the caller's fault.</summary>
/// <param name="message">The policy, the version, the parameter and what is wrong.</param>
/// <param name="cause">The exception behind it.</param>
public sealed class PolicyException(string message, Exception? cause = null) : Exception(message, cause);
