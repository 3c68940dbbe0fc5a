using Wire = Housing.Tenancy.Contracts.V1;

namespace Housing.Tenancy.Tests;

public class TermsTests
{
    [Fact]
    public void Every_word_of_the_contract_has_one_of_ours_and_comes_back_as_itself()
    {
        Assert.All(Enum.GetValues<Wire.Tenure>().Skip(1), word => Assert.Equal(word, Terms.ToWire(Terms.Read(word)!.Value)));
        Assert.All(Enum.GetValues<Wire.Need>().Skip(1), word => Assert.Equal(word, Terms.ToWire(Terms.Read(word)!.Value)));
        Assert.All(Enum.GetValues<Wire.EndReason>().Skip(1), word => Assert.Equal(word, Terms.ToWire(Terms.Read(word)!.Value)));
        Assert.All(Enum.GetValues<Wire.Format>().Skip(1), word => Assert.Equal(word, Terms.ToWire(Terms.Read(word)!.Value)));
        Assert.All(Enum.GetValues<Wire.ContactBy>().Skip(1), word => Assert.Equal(word, Terms.ToWire(Terms.Read(word)!.Value)));
    }

    [Fact]
    public void A_word_left_out_or_unknown_is_none()
    {
        Assert.Null(Terms.Read(Wire.Tenure.Unspecified));
        Assert.Null(Terms.Read((Wire.Tenure)99));
        Assert.Null(Terms.Read(Wire.Need.Unspecified));
        Assert.Null(Terms.Read((Wire.Need)(-1)));
        Assert.Null(Terms.Read(Wire.EndReason.Unspecified));
        Assert.Null(Terms.Read(Wire.Format.Unspecified));
        Assert.Null(Terms.Read((Wire.ContactBy)99));
    }

    [Theory]
    [InlineData(Tenure.Secure, "secure")]
    [InlineData(Tenure.Assured, "assured")]
    [InlineData(Tenure.Starter, "starter")]
    [InlineData(Tenure.Leasehold, "leasehold")]
    [InlineData(Tenure.SharedOwnership, "shared-ownership")]
    public void Events_name_a_tenure_as_they_always_did(Tenure tenure, string name) => Assert.Equal(name, Terms.Name(tenure));

    [Theory]
    [InlineData(EndReason.NoticeGiven, "notice-given")]
    [InlineData(EndReason.MovedWithin, "moved-within")]
    [InlineData(EndReason.Exchanged, "exchanged")]
    [InlineData(EndReason.Abandoned, "abandoned")]
    [InlineData(EndReason.Died, "died")]
    [InlineData(EndReason.Evicted, "evicted")]
    [InlineData(EndReason.Sold, "sold")]
    [InlineData(EndReason.Other, "other")]
    public void Events_name_a_reason_as_they_always_did(EndReason reason, string name) => Assert.Equal(name, Terms.Name(reason));
}
