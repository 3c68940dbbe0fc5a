using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Complaints;

internal sealed class LessonMapping : IEntityTypeConfiguration<Lesson>
{
    public void Configure(EntityTypeBuilder<Lesson> lesson)
    {
        lesson.ToTable("lesson");
        lesson.Property(l => l.Id).ValueGeneratedNever();
        lesson.Property(l => l.Version).IsRowVersion();       // PostgreSQL's xmin: late writers lose
        lesson.HasMany(l => l.Sources).WithOne().HasForeignKey(s => s.LessonId);
        lesson.HasMany(l => l.Reviews).WithOne().HasForeignKey(r => r.LessonId);
        lesson.HasMany(l => l.Improvements).WithOne().HasForeignKey(i => i.LessonId);
        lesson.HasMany(l => l.Timeline).WithOne().HasForeignKey(t => t.LessonId);
        foreach (var navigation in lesson.Metadata.GetNavigations())
            navigation.SetPropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class LessonSourceMapping : IEntityTypeConfiguration<LessonSource>
{
    public void Configure(EntityTypeBuilder<LessonSource> source) => source.ToTable("lesson_source").HasKey(s => new { s.LessonId, s.Number });
}

internal sealed class LessonReviewMapping : IEntityTypeConfiguration<LessonReview>
{
    public void Configure(EntityTypeBuilder<LessonReview> review) => review.ToTable("lesson_review").HasKey(r => new { r.LessonId, r.Number });
}

internal sealed class LessonEntryMapping : IEntityTypeConfiguration<LessonEntry>
{
    public void Configure(EntityTypeBuilder<LessonEntry> entry) => entry.ToTable("lesson_entry").HasKey(e => new { e.LessonId, e.Number });
}

internal sealed class ImprovementMapping : IEntityTypeConfiguration<Improvement>
{
    public void Configure(EntityTypeBuilder<Improvement> improvement)
    {
        improvement.ToTable("improvement");
        improvement.Property(i => i.Id).ValueGeneratedNever();
    }
}
