using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Complaints;

internal sealed class LetterMapping : IEntityTypeConfiguration<Letter>
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    public void Configure(EntityTypeBuilder<Letter> letter)
    {
        letter.ToTable("letter");
        letter.Property(l => l.Id).ValueGeneratedNever();
        letter.PrimitiveCollection(l => l.AddresseeLines);
        letter.Property(l => l.Readability).HasColumnType("jsonb").HasConversion(r => JsonSerializer.Serialize(r, Format), json => JsonSerializer.Deserialize<Readability>(json, Format)!);
        letter.Property(l => l.Form).HasConversion<string>();
        letter.HasOne<Complaint>().WithMany().HasForeignKey(l => l.ComplaintId);
    }
}

internal sealed class LetterPostingMapping : IEntityTypeConfiguration<LetterPosting>
{
    public void Configure(EntityTypeBuilder<LetterPosting> posting)
    {
        posting.ToTable("letter_posting").HasKey(p => p.LetterId);
        posting.Property(p => p.LetterId).ValueGeneratedNever();
        posting.HasOne<Letter>().WithOne().HasForeignKey<LetterPosting>(p => p.LetterId);
    }
}
