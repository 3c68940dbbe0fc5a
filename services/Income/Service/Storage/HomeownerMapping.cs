using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class ChargeSchemeMapping : IEntityTypeConfiguration<ChargeScheme>
{
    public void Configure(EntityTypeBuilder<ChargeScheme> scheme)
    {
        scheme.ToTable("charge_scheme");
        scheme.Property(s => s.Id).HasColumnName("id").ValueGeneratedNever();
        scheme.Property(s => s.Landlord).HasColumnName("landlord");
        scheme.Property(s => s.Name).HasColumnName("name");
        scheme.Property(s => s.Place).HasColumnName("place").HasConversion<string>();      // readable rows
        scheme.Property(s => s.PlaceId).HasColumnName("place_id");
        scheme.Property(s => s.Heads).HasColumnName("heads").HasLines();
        scheme.Property(s => s.OpenedAt).HasColumnName("opened_at");
        scheme.Property(s => s.OpenedBy).HasColumnName("opened_by");
    }
}

internal sealed class LeaseShareMapping : IEntityTypeConfiguration<LeaseShare>
{
    public void Configure(EntityTypeBuilder<LeaseShare> share)
    {
        share.ToTable("lease_share");
        share.Property(s => s.Id).HasColumnName("id").ValueGeneratedNever();
        share.Property(s => s.SchemeId).HasColumnName("scheme_id");
        share.Property(s => s.HomeId).HasColumnName("home_id");
        share.Property(s => s.Head).HasColumnName("head");
        share.Property(s => s.Above).HasColumnName("above");
        share.Property(s => s.Below).HasColumnName("below");
        share.Property(s => s.Source).HasColumnName("source");
        share.Property(s => s.From).HasColumnName("from_day");
        share.Property(s => s.Until).HasColumnName("until_day");
        share.Property(s => s.SetAt).HasColumnName("set_at");
        share.Property(s => s.SetBy).HasColumnName("set_by");
        share.HasOne<ChargeScheme>().WithMany().HasForeignKey(s => s.SchemeId);
    }
}

internal sealed class SchemeBudgetMapping : IEntityTypeConfiguration<SchemeBudget>
{
    public void Configure(EntityTypeBuilder<SchemeBudget> budget)
    {
        budget.ToTable("scheme_budget");
        budget.HasKey(b => new { b.SchemeId, b.StartsIn });
        budget.Property(b => b.SchemeId).HasColumnName("scheme_id");
        budget.Property(b => b.StartsIn).HasColumnName("starts_in").ValueGeneratedNever();
        budget.Property(b => b.Lines).HasColumnName("lines").HasLines();
        budget.Property(b => b.SetAt).HasColumnName("set_at");
        budget.Property(b => b.SetBy).HasColumnName("set_by");
        budget.HasOne<ChargeScheme>().WithMany().HasForeignKey(b => b.SchemeId);
    }
}

internal sealed class UndertakingMapping : IEntityTypeConfiguration<Undertaking>
{
    public void Configure(EntityTypeBuilder<Undertaking> undertaking)
    {
        undertaking.ToTable("undertaking");
        undertaking.Property(u => u.Id).HasColumnName("id").ValueGeneratedNever();
        undertaking.Property(u => u.SchemeId).HasColumnName("scheme_id");
        undertaking.Property(u => u.Kind).HasColumnName("kind").HasConversion<string>();
        undertaking.Property(u => u.Name).HasColumnName("name");
        undertaking.Property(u => u.Months).HasColumnName("months");
        undertaking.Property(u => u.Outcome).HasColumnName("outcome").HasConversion<string>();
        undertaking.Property(u => u.Evidence).HasColumnName("evidence");
        undertaking.Property(u => u.RecordedAt).HasColumnName("recorded_at");
        undertaking.Property(u => u.RecordedBy).HasColumnName("recorded_by");
        undertaking.HasOne<ChargeScheme>().WithMany().HasForeignKey(u => u.SchemeId);
    }
}

internal sealed class SchemeCostMapping : IEntityTypeConfiguration<SchemeCost>
{
    public void Configure(EntityTypeBuilder<SchemeCost> cost)
    {
        cost.ToTable("scheme_cost");
        cost.Property(c => c.Id).HasColumnName("id").ValueGeneratedNever();
        cost.Property(c => c.SchemeId).HasColumnName("scheme_id");
        cost.Property(c => c.StartsIn).HasColumnName("starts_in");
        cost.Property(c => c.Head).HasColumnName("head");
        cost.Property(c => c.Supplier).HasColumnName("supplier");
        cost.Property(c => c.Invoice).HasColumnName("invoice");
        cost.Property(c => c.InvoiceKey).HasColumnName("invoice_key");
        cost.Property(c => c.IncurredOn).HasColumnName("incurred_on");
        cost.Property(c => c.Description).HasColumnName("description");
        cost.Property(c => c.Pence).HasColumnName("pence");
        cost.Property(c => c.Lines).HasColumnName("lines").HasLines();
        cost.Property(c => c.Document).HasColumnName("document");
        cost.Property(c => c.UndertakingId).HasColumnName("undertaking_id");
        cost.Property(c => c.FromReserve).HasColumnName("from_reserve");
        cost.Property(c => c.RecordedAt).HasColumnName("recorded_at");
        cost.Property(c => c.RecordedBy).HasColumnName("recorded_by");
        cost.Property(c => c.NotifiedAt).HasColumnName("notified_at");
        cost.Property(c => c.DemandedAt).HasColumnName("demanded_at");
        cost.Property(c => c.ApprovedAt).HasColumnName("approved_at");
        cost.Property(c => c.ApprovedBy).HasColumnName("approved_by");
        cost.Property(c => c.WithdrawnAt).HasColumnName("withdrawn_at");
        cost.Property(c => c.WithdrawnBecause).HasColumnName("withdrawn_because");
        cost.Ignore(c => c.ToldAt);
        cost.HasOne<ChargeScheme>().WithMany().HasForeignKey(c => c.SchemeId);
        cost.HasOne<Undertaking>().WithMany().HasForeignKey(c => c.UndertakingId);
    }
}

internal sealed class SchemeRoundMapping : IEntityTypeConfiguration<SchemeRound>
{
    public void Configure(EntityTypeBuilder<SchemeRound> round)
    {
        round.ToTable("scheme_round");
        round.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
        round.Property(r => r.SchemeId).HasColumnName("scheme_id");
        round.Property(r => r.Kind).HasColumnName("kind").HasConversion<string>();
        round.Property(r => r.First).HasColumnName("first_day");
        round.Property(r => r.Last).HasColumnName("last_day");
        round.Property(r => r.Number).HasColumnName("number");
        round.Property(r => r.ChargedFrom).HasColumnName("charged_from");
        round.Property(r => r.Totals).HasColumnName("totals").HasLines();
        round.Property(r => r.TooLate).HasColumnName("too_late").HasLines();
        round.Property(r => r.Capped).HasColumnName("capped").HasLines();
        round.Property(r => r.ApprovedAt).HasColumnName("approved_at");
        round.Property(r => r.ApprovedBy).HasColumnName("approved_by");
        round.Property(r => r.FinishedAt).HasColumnName("finished_at");
        round.Ignore(r => r.Year);
        round.HasOne<ChargeScheme>().WithMany().HasForeignKey(r => r.SchemeId);
    }
}

internal sealed class LeaseBillMapping : IEntityTypeConfiguration<LeaseBill>
{
    public void Configure(EntityTypeBuilder<LeaseBill> bill)
    {
        bill.ToTable("lease_bill");
        bill.Property(b => b.Id).HasColumnName("id").ValueGeneratedNever();
        bill.Property(b => b.RoundId).HasColumnName("round_id");
        bill.Property(b => b.HomeId).HasColumnName("home_id");
        bill.Property(b => b.AccountId).HasColumnName("account_id");
        bill.Property(b => b.Lines).HasColumnName("lines").HasLines();
        bill.Property(b => b.ServiceChargePence).HasColumnName("service_charge_pence");
        bill.Property(b => b.ReservePence).HasColumnName("reserve_pence");
        bill.Property(b => b.ChargedFrom).HasColumnName("charged_from");
        bill.Property(b => b.ChargedPence).HasColumnName("charged_pence");
        bill.Property(b => b.DifferencePence).HasColumnName("difference_pence");
        bill.Property(b => b.PostingId).HasColumnName("posting_id");
        bill.Property(b => b.IssuedAt).HasColumnName("issued_at");
        bill.Property(b => b.LeftBecause).HasColumnName("left_because");
        bill.HasOne<SchemeRound>().WithMany().HasForeignKey(b => b.RoundId);
        bill.HasOne<Account>().WithMany().HasForeignKey(b => b.AccountId);
        bill.HasOne<Posting>().WithMany().HasForeignKey(b => b.PostingId);      // written after its posting
    }
}

internal sealed class BillPageMapping : IEntityTypeConfiguration<BillPage>
{
    public void Configure(EntityTypeBuilder<BillPage> page)
    {
        page.ToTable("bill_page");
        page.HasKey(p => p.BillId);
        page.Property(p => p.BillId).HasColumnName("bill_id").ValueGeneratedNever();
        page.Property(p => p.Html).HasColumnName("html");
        page.Property(p => p.Checksum).HasColumnName("checksum");
        page.HasOne<LeaseBill>().WithMany().HasForeignKey(p => p.BillId);
    }
}

internal sealed class ReserveEntryMapping : IEntityTypeConfiguration<ReserveEntry>
{
    public void Configure(EntityTypeBuilder<ReserveEntry> entry)
    {
        entry.ToTable("reserve_entry");
        entry.Property(e => e.Id).HasColumnName("id").ValueGeneratedNever();
        entry.Property(e => e.SchemeId).HasColumnName("scheme_id");
        entry.Property(e => e.Kind).HasColumnName("kind").HasConversion<string>();
        entry.Property(e => e.On).HasColumnName("on_day");
        entry.Property(e => e.Pence).HasColumnName("pence");
        entry.Property(e => e.Evidence).HasColumnName("evidence");
        entry.Property(e => e.RecordedAt).HasColumnName("recorded_at");
        entry.Property(e => e.RecordedBy).HasColumnName("recorded_by");
        entry.HasOne<ChargeScheme>().WithMany().HasForeignKey(e => e.SchemeId);
    }
}

internal sealed class InvoiceCopiesMapping : IEntityTypeConfiguration<InvoiceCopies>
{
    public void Configure(EntityTypeBuilder<InvoiceCopies> copies)
    {
        copies.ToTable("invoice_copies");
        copies.Property(c => c.Id).HasColumnName("id").ValueGeneratedNever();
        copies.Property(c => c.AccountId).HasColumnName("account_id");
        copies.Property(c => c.Landlord).HasColumnName("landlord");
        copies.Property(c => c.CostIds).HasColumnName("cost_ids").HasLines();
        copies.Property(c => c.AskedAt).HasColumnName("asked_at");
        copies.Property(c => c.AskedBy).HasColumnName("asked_by");
        copies.Property(c => c.Documents).HasColumnName("documents").HasLines();
        copies.Property(c => c.AnsweredAt).HasColumnName("answered_at");
        copies.Property(c => c.AnsweredBy).HasColumnName("answered_by");
        copies.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId);
    }
}

internal sealed class OptionsToldMapping : IEntityTypeConfiguration<OptionsTold>
{
    public void Configure(EntityTypeBuilder<OptionsTold> told)
    {
        told.ToTable("options_told");
        told.Property(t => t.Id).HasColumnName("id").ValueGeneratedNever();
        told.Property(t => t.AccountId).HasColumnName("account_id");
        told.Property(t => t.Options).HasColumnName("options").HasLines();
        told.Property(t => t.Agencies).HasColumnName("agencies").HasLines();
        told.Property(t => t.ToldAt).HasColumnName("told_at");
        told.Property(t => t.ToldBy).HasColumnName("told_by");
        told.HasOne<Account>().WithMany().HasForeignKey(t => t.AccountId);
    }
}

internal sealed class BuyBackMapping : IEntityTypeConfiguration<BuyBack>
{
    public void Configure(EntityTypeBuilder<BuyBack> asked)
    {
        asked.ToTable("buy_back");
        asked.Property(b => b.Id).HasColumnName("id").ValueGeneratedNever();
        asked.Property(b => b.AccountId).HasColumnName("account_id");
        asked.Property(b => b.Landlord).HasColumnName("landlord");
        asked.Property(b => b.Words).HasColumnName("words");
        asked.Property(b => b.AskedAt).HasColumnName("asked_at");
        asked.Property(b => b.AskedBy).HasColumnName("asked_by");
        asked.Property(b => b.Answer).HasColumnName("answer").HasConversion<string>();
        asked.Property(b => b.Reason).HasColumnName("reason");
        asked.Property(b => b.AnsweredAt).HasColumnName("answered_at");
        asked.Property(b => b.AnsweredBy).HasColumnName("answered_by");
        asked.HasOne<Account>().WithMany().HasForeignKey(b => b.AccountId);
    }
}

internal static class LinesColumn
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    /// <summary>A list of small values that is written whole, as JSON: what a bill said stays what it said.</summary>
    public static PropertyBuilder<IReadOnlyList<T>> HasLines<T>(this PropertyBuilder<IReadOnlyList<T>> lines) => lines.HasColumnType("jsonb").HasConversion(
        all => JsonSerializer.Serialize(all, Json),
        json => JsonSerializer.Deserialize<List<T>>(json, Json)!,
        new ValueComparer<IReadOnlyList<T>>((one, other) => one!.SequenceEqual(other!), all => all.Count, all => all));
}
