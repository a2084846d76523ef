using DienBien.Platform.Shared;
using Microsoft.AspNetCore.Identity;

namespace DienBien.Platform.Identity.Accounts;

/// <summary>A person who may sign in. The password is kept as a hash.</summary>
internal sealed class Account : IdentityUser
{
    public Account() => Id = Ids.New();
}
