using DienBien.Platform.Identity.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;

namespace DienBien.Platform.Identity.Data;

/// <summary>Accounts, clients, what they were granted, and the roles they hold.</summary>
internal sealed class IdentityDatabase(DbContextOptions<IdentityDatabase> options) : IdentityUserContext<Account>(options)
{
    private const int IdLength = 36;
    private const int ProviderLength = 128;

    public DbSet<RoleBindingRow> RoleBindings => Set<RoleBindingRow>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict();
        FitIndexKeys(builder);
        builder.Entity<RoleBindingRow>(row =>
        {
            row.ToTable("role_bindings");
            row.HasKey(binding => new { binding.Subject, binding.Role, binding.OrganizationId });
            row.Property(binding => binding.Subject).HasColumnName("subject").HasMaxLength(100);
            row.Property(binding => binding.Role).HasColumnName("role").HasMaxLength(50);
            row.Property(binding => binding.OrganizationId).HasColumnName("organization_id").HasColumnType("char(36)");
        });
    }

    // With the libraries' default lengths some keys could outgrow what SQL Server indexes: 900 bytes, or 1,700.
    private static void FitIndexKeys(ModelBuilder builder)
    {
        builder.Entity<Account>(account =>
        {
            account.Property(row => row.Id).HasMaxLength(IdLength);
            account.Property(row => row.PhoneNumber).HasMaxLength(50);
        });
        builder.Entity<IdentityUserLogin<string>>(login =>
        {
            login.Property(row => row.LoginProvider).HasMaxLength(ProviderLength);
            login.Property(row => row.ProviderKey).HasMaxLength(ProviderLength);
        });
        builder.Entity<IdentityUserToken<string>>(token =>
        {
            token.Property(row => row.LoginProvider).HasMaxLength(ProviderLength);
            token.Property(row => row.Name).HasMaxLength(ProviderLength);
        });
        builder.Entity<OpenIddictEntityFrameworkCoreApplication>().Property(row => row.Id).HasMaxLength(IdLength);
        builder.Entity<OpenIddictEntityFrameworkCoreAuthorization>().Property(row => row.Id).HasMaxLength(IdLength);
        builder.Entity<OpenIddictEntityFrameworkCoreScope>().Property(row => row.Id).HasMaxLength(IdLength);
        builder.Entity<OpenIddictEntityFrameworkCoreToken>().Property(row => row.Id).HasMaxLength(IdLength);
    }
}
