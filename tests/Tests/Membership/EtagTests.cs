using CsCheck;
using DienBien.Platform.Membership;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Membership;

public sealed class EtagTests
{
    private static readonly Gen<long> Versions = Gen.Long[1, long.MaxValue];

    [Fact]
    public void The_etag_of_the_stored_version_passes_and_none_skips_the_check() => Versions.Sample(version =>
    {
        Etags.Check(Etags.Of(version), version);
        Etags.Check("", version);
        Assert.Matches("^\"[0-9]+\"$", Etags.Of(version));
    });

    [Fact]
    public void Any_other_is_aborted_and_told_the_current_one() => Gen.Select(Versions, Gen.OneOf(Gen.String, Versions.Select(Etags.Of)))
        .Where((version, etag) => etag.Length > 0 && etag != Etags.Of(version)).Sample((version, etag) =>
        {
            var refused = Assert.Throws<Problem>(() => Etags.Check(etag, version));
            Assert.Equal((StatusCode.Aborted, "ETAG_MISMATCH", Etags.Of(version)), (refused.Code, refused.Reason, refused.Metadata["etag"]));
        });
}
