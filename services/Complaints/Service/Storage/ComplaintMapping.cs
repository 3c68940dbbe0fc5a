using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Complaints;

internal sealed class ComplaintMapping : IEntityTypeConfiguration<Complaint>
{
    public void Configure(EntityTypeBuilder<Complaint> complaint)
    {
        complaint.ToTable("complaint");
        complaint.Property(c => c.Id).ValueGeneratedNever();
        complaint.Property(c => c.Version).IsRowVersion();       // PostgreSQL's xmin: late writers lose
        complaint.PrimitiveCollection(c => c.Concerned);
        complaint.PrimitiveCollection(c => c.CorrespondentLines);
        complaint.Ignore(c => c.Undone);
        complaint.Ignore(c => c.Correspondent);

        complaint.HasMany(c => c.Timeline).WithOne().HasForeignKey(t => t.ComplaintId);
        complaint.HasMany(c => c.Issues).WithOne().HasForeignKey(i => i.ComplaintId);
        complaint.HasMany(c => c.Handlers).WithOne().HasForeignKey(h => h.ComplaintId);
        complaint.HasMany(c => c.Contacts).WithOne().HasForeignKey(c => c.ComplaintId);
        complaint.HasMany(c => c.Extensions).WithOne().HasForeignKey(e => e.ComplaintId);
        complaint.HasMany(c => c.Evidence).WithOne().HasForeignKey(e => e.ComplaintId);
        complaint.HasMany(c => c.Findings).WithOne().HasForeignKey(f => f.ComplaintId);
        complaint.HasMany(c => c.Remedies).WithOne().HasForeignKey(r => r.ComplaintId);
        complaint.HasMany(c => c.Replies).WithOne().HasForeignKey(r => r.ComplaintId);
        foreach (var navigation in complaint.Metadata.GetNavigations())
            navigation.SetPropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class TimelineMapping : IEntityTypeConfiguration<TimelineEntry>
{
    public void Configure(EntityTypeBuilder<TimelineEntry> entry) => entry.ToTable("timeline").HasKey(t => new { t.ComplaintId, t.Number });
}

internal sealed class IssueMapping : IEntityTypeConfiguration<Issue>
{
    public void Configure(EntityTypeBuilder<Issue> issue) => issue.ToTable("issue").HasKey(i => new { i.ComplaintId, i.Number });
}

internal sealed class HandlerTurnMapping : IEntityTypeConfiguration<HandlerTurn>
{
    public void Configure(EntityTypeBuilder<HandlerTurn> turn) => turn.ToTable("handler_turn").HasKey(t => new { t.ComplaintId, t.Number });
}

internal sealed class ContactMapping : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> contact) => contact.ToTable("contact").HasKey(c => new { c.ComplaintId, c.Number });
}

internal sealed class ExtensionMapping : IEntityTypeConfiguration<Extension>
{
    public void Configure(EntityTypeBuilder<Extension> extension)
    {
        extension.ToTable("extension").HasKey(e => new { e.ComplaintId, e.Number });
        extension.PrimitiveCollection(e => e.Promises);
        extension.PrimitiveCollection(e => e.Staying);
    }
}

internal sealed class EvidenceMapping : IEntityTypeConfiguration<Evidence>
{
    public void Configure(EntityTypeBuilder<Evidence> evidence) => evidence.ToTable("evidence").HasKey(e => new { e.ComplaintId, e.Number });
}

internal sealed class FindingMapping : IEntityTypeConfiguration<Finding>
{
    public void Configure(EntityTypeBuilder<Finding> finding) => finding.ToTable("finding").HasKey(f => new { f.ComplaintId, f.Number });
}

internal sealed class RemedyMapping : IEntityTypeConfiguration<Remedy>
{
    public void Configure(EntityTypeBuilder<Remedy> remedy)
    {
        remedy.ToTable("remedy");
        remedy.Property(r => r.Id).ValueGeneratedNever();
        remedy.PrimitiveCollection(r => r.Evidence);
    }
}

internal sealed class ReplyMapping : IEntityTypeConfiguration<Reply>
{
    public void Configure(EntityTypeBuilder<Reply> reply) => reply.ToTable("reply").HasKey(r => new { r.ComplaintId, r.Stage });
}

internal sealed class FeedbackMapping : IEntityTypeConfiguration<FeedbackItem>
{
    public void Configure(EntityTypeBuilder<FeedbackItem> feedback)
    {
        feedback.ToTable("feedback");
        feedback.Property(f => f.Id).ValueGeneratedNever();
    }
}
