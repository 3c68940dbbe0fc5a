namespace Housing.Complaints.Tests;

public class ReferenceTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(0, 200).Select(_ => Guid.CreateVersion7())];

    [Fact]
    public void A_reference_is_short_and_is_read_however_it_is_written()
    {
        foreach (var reference in Ids.Select(Reference.Of))
        {
            Assert.Matches("^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$", reference);
            Assert.Equal(reference, Reference.Read(reference));
            Assert.Equal(reference, Reference.Read($" {reference.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant()} "));
        }
    }

    [Fact]
    public void One_wrong_character_is_always_found()
    {
        foreach (var reference in Ids.Take(20).Select(Reference.Of))
        {
            for (var i = 0; i < reference.Length; i++)
            {
                foreach (var other in "23456789ABCDEFGHJKMNPQRSTUVWXYZ".Where(c => c != reference[i] && reference[i] != '-'))
                    Assert.Null(Reference.Read(reference[..i] + other + reference[(i + 1)..]));
            }
        }
    }

    [Fact]
    public void Two_characters_that_changed_places_are_always_found()
    {
        foreach (var plain in Ids.Select(id => Reference.Of(id).Replace("-", "", StringComparison.Ordinal)))
        {
            for (var i = 0; i < plain.Length - 1; i++)
            {
                if (plain[i] != plain[i + 1])
                    Assert.Null(Reference.Read(plain[..i] + plain[i + 1] + plain[i] + plain[(i + 2)..]));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("H4T9")]
    [InlineData("H4T9-K2MX9")]
    [InlineData("O0I1-LLLL")]
    public void What_cannot_be_one_is_none(string given) => Assert.Null(Reference.Read(given));
}
