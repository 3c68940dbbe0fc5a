using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class LegalActionMapping : IEntityTypeConfiguration<LegalAction>
{
    public void Configure(EntityTypeBuilder<LegalAction> action)
    {
        action.ToTable("legal_action");
        action.Property(a => a.Id).HasColumnName("id").ValueGeneratedNever();
        action.Property(a => a.AccountId).HasColumnName("account_id");
        action.Property(a => a.CaseId).HasColumnName("case_id");
        action.Property(a => a.Landlord).HasColumnName("landlord");
        action.Property(a => a.HouseholdId).HasColumnName("household_id");
        action.Property(a => a.Route).HasColumnName("route").HasConversion<string>();      // readable rows
        action.Property(a => a.Step).HasColumnName("step").HasConversion<string>();
        action.Property(a => a.Number).HasColumnName("number");
        action.Property(a => a.Notice).HasColumnName("notice");
        action.Property(a => a.ServedOn).HasColumnName("served_on");
        action.Property(a => a.ServedHow).HasColumnName("served_how").HasConversion<string>();
        action.Property(a => a.NoticeDocument).HasColumnName("notice_document");
        action.Property(a => a.ClaimFrom).HasColumnName("claim_from");
        action.Property(a => a.GoodUntil).HasColumnName("good_until");
        action.Property(a => a.AppliedOn).HasColumnName("applied_on");
        action.Property(a => a.Court).HasColumnName("court");
        action.Property(a => a.ClaimReference).HasColumnName("claim_reference");
        action.Property(a => a.Order).HasColumnName("court_order").HasConversion<string>();
        action.Property(a => a.OrderOn).HasColumnName("order_on");
        action.Property(a => a.OrderTerms).HasColumnName("order_terms");
        action.Property(a => a.WarrantAskedOn).HasColumnName("warrant_asked_on");
        action.Property(a => a.EndedWhy).HasColumnName("ended_why");
        action.Property(a => a.Lost).HasColumnName("lost");
        action.Property(a => a.StartedAt).HasColumnName("started_at");
        action.Property(a => a.ChangedAt).HasColumnName("changed_at");
        action.Property(a => a.Version).IsRowVersion();
        action.HasMany(a => a.Added).WithOne().HasForeignKey(e => e.ActionId);      // never loaded: a history is read a page at a time
    }
}

internal sealed class LegalEntryMapping : IEntityTypeConfiguration<LegalEntry>
{
    public void Configure(EntityTypeBuilder<LegalEntry> entry)
    {
        entry.ToTable("legal_entry");
        entry.Property(e => e.Id).HasColumnName("id").ValueGeneratedNever();
        entry.Property(e => e.ActionId).HasColumnName("action_id");
        entry.Property(e => e.Act).HasColumnName("act").HasConversion<string>();
        entry.Property(e => e.Approves).HasColumnName("approves").HasConversion<string>();
        entry.Property(e => e.At).HasColumnName("at");
        entry.Property(e => e.By).HasColumnName("by");
        entry.Property(e => e.Note).HasColumnName("note");
        entry.Property(e => e.Evidence).HasColumnName("evidence");
    }
}

internal sealed class HearingMapping : IEntityTypeConfiguration<Hearing>
{
    public void Configure(EntityTypeBuilder<Hearing> hearing)
    {
        hearing.ToTable("hearing");
        hearing.Property(h => h.Id).HasColumnName("id").ValueGeneratedNever();
        hearing.Property(h => h.ActionId).HasColumnName("action_id");
        hearing.Property(h => h.At).HasColumnName("at");
        hearing.Property(h => h.Place).HasColumnName("place");
        hearing.Property(h => h.OrderSought).HasColumnName("order_sought");
        hearing.Property(h => h.ListedOn).HasColumnName("listed_on");
        hearing.Property(h => h.ListedAt).HasColumnName("listed_at");
        hearing.Property(h => h.ShortNotice).HasColumnName("short_notice");
        hearing.Property(h => h.BenefitApplies).HasColumnName("benefit_applies");
        hearing.Property(h => h.PapersGivenAt).HasColumnName("papers_given_at");
        hearing.Property(h => h.Outcome).HasColumnName("outcome").HasConversion<string>();
        hearing.Property(h => h.Version).IsRowVersion();
        hearing.HasMany(h => h.Papers).WithOne().HasForeignKey(p => p.HearingId);
        hearing.Navigation(h => h.Papers).UsePropertyAccessMode(PropertyAccessMode.Field);
        hearing.Ignore(h => h.Owed).Ignore(h => h.Missing);
    }
}

internal sealed class HearingPaperMapping : IEntityTypeConfiguration<HearingPaper>
{
    public void Configure(EntityTypeBuilder<HearingPaper> paper)
    {
        paper.ToTable("hearing_paper");
        paper.HasKey(p => new { p.HearingId, p.Item });
        paper.Property(p => p.HearingId).HasColumnName("hearing_id");
        paper.Property(p => p.Item).HasColumnName("item").HasConversion<string>();
        paper.Property(p => p.Document).HasColumnName("document");
        paper.Property(p => p.How).HasColumnName("how").HasConversion<string>();
        paper.Property(p => p.GivenOn).HasColumnName("given_on");
        paper.Property(p => p.RecordedAt).HasColumnName("recorded_at");
        paper.Property(p => p.By).HasColumnName("by");
    }
}

internal sealed class FormerTenantTraceMapping : IEntityTypeConfiguration<FormerTenantTrace>
{
    public void Configure(EntityTypeBuilder<FormerTenantTrace> trace)
    {
        trace.ToTable("former_tenant_trace");
        trace.Property(t => t.Id).HasColumnName("id").ValueGeneratedNever();
        trace.Property(t => t.AccountId).HasColumnName("account_id");
        trace.Property(t => t.Who).HasColumnName("who");
        trace.Property(t => t.On).HasColumnName("on_day");
        trace.Property(t => t.Found).HasColumnName("found");
        trace.Property(t => t.Address).HasColumnName("address");
        trace.Property(t => t.Document).HasColumnName("document");
        trace.Property(t => t.By).HasColumnName("by");
        trace.Property(t => t.RecordedAt).HasColumnName("recorded_at");
    }
}

internal sealed class WriteOffMapping : IEntityTypeConfiguration<WriteOff>
{
    public void Configure(EntityTypeBuilder<WriteOff> writeOff)
    {
        writeOff.ToTable("write_off");
        writeOff.Property(w => w.Id).HasColumnName("id").ValueGeneratedNever();
        writeOff.Property(w => w.AccountId).HasColumnName("account_id");
        writeOff.Property(w => w.Landlord).HasColumnName("landlord");
        writeOff.Property(w => w.AmountPence).HasColumnName("amount_pence");
        writeOff.Property(w => w.Reason).HasColumnName("reason").HasConversion<string>();
        writeOff.Property(w => w.Note).HasColumnName("note");
        writeOff.Property(w => w.Stage).HasColumnName("stage").HasConversion<string>();
        writeOff.Property(w => w.ProposedBy).HasColumnName("proposed_by");
        writeOff.Property(w => w.ProposedAt).HasColumnName("proposed_at");
        writeOff.Property(w => w.DecidedBy).HasColumnName("decided_by");
        writeOff.Property(w => w.DecidedAt).HasColumnName("decided_at");
        writeOff.Property(w => w.DecisionNote).HasColumnName("decision_note");
        writeOff.Property(w => w.PostingId).HasColumnName("posting_id");
        writeOff.Property(w => w.ReinstatedBy).HasColumnName("reinstated_by");
        writeOff.Property(w => w.ReinstatedAt).HasColumnName("reinstated_at");
        writeOff.Property(w => w.Version).IsRowVersion();
        writeOff.HasOne<Posting>().WithMany().HasForeignKey(w => w.PostingId);      // the posting is written before the row that names it
    }
}
