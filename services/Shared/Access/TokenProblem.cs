namespace DienBien.Platform.Shared.Access;

/// <summary>Why a request has no caller.</summary>
public enum TokenProblem
{
    /// <summary>It has one.</summary>
    None,

    /// <summary>No bearer token came with it.</summary>
    Missing,

    /// <summary>The token was good and is too old.</summary>
    Expired,

    /// <summary>The token is not one of Identity's, is for someone else or was tampered with.</summary>
    Invalid,

    /// <summary>Identity's keys could not be fetched, so nothing is known about the token: the caller may try again.</summary>
    IssuerUnavailable,
}

/// <summary>What the authentication handler leaves with a request whose token it refused.</summary>
internal sealed record TokenFailure(TokenProblem Problem);
