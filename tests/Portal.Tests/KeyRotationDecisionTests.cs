namespace Housing.Portal.Tests;

public sealed class KeyRotationDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void At_the_first_start_a_key_signs_at_once_and_no_other_is_made()
    {
        var (make, forget) = KeyRotationDecision.Decide([], Now);

        Assert.Equal([new KeyWanted(Now, Now + KeyRotationDecision.Signs)], make);
        Assert.Empty(forget);
    }

    [Fact]
    public void While_a_key_has_long_to_sign_nothing_is_done()
    {
        var (make, forget) = KeyRotationDecision.Decide([Key("a", -1, 29)], Now);

        Assert.Empty(make);
        Assert.Empty(forget);
    }

    [Fact]
    public void The_next_key_is_published_days_before_it_signs()
    {
        var (make, _) = KeyRotationDecision.Decide([Key("a", -28, 2)], Now);

        var next = Assert.Single(make);
        Assert.Equal(Now.AddDays(2), next.From);
        Assert.True(next.From - Now > TimeSpan.FromHours(24));
    }

    [Fact]
    public void The_next_key_is_made_once()
    {
        var (make, _) = KeyRotationDecision.Decide([Key("a", -28, 2), Key("b", 2, 32)], Now);

        Assert.Empty(make);
    }

    [Fact]
    public void A_key_is_published_until_the_last_token_of_it_is_over_and_then_forgotten()
    {
        var over = Key("a", -30, 0);

        Assert.Empty(KeyRotationDecision.Decide([over, Key("b", 0, 30)], Now + TokenSettings.Life).Forget);
        Assert.Equal(["a"], KeyRotationDecision.Decide([over, Key("b", 0, 30)], Now + KeyRotationDecision.PublishedAfter + TimeSpan.FromSeconds(1)).Forget);
    }

    [Fact]
    public void After_a_long_sleep_a_new_key_signs_at_once()
    {
        var (make, forget) = KeyRotationDecision.Decide([Key("a", -90, -60)], Now);

        Assert.Equal([new KeyWanted(Now, Now + KeyRotationDecision.Signs)], make);
        Assert.Equal(["a"], forget);
    }

    private static SigningKey Key(string id, int from, int until) =>
        new() { Id = id, Modulus = "", Exponent = "", PrivateHalf = "", SignsFrom = Now.AddDays(from), SignsUntil = Now.AddDays(until) };
}
