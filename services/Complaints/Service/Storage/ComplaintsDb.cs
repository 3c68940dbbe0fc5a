using System.Text;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Housing.Complaints;

public sealed class ComplaintsDb(DbContextOptions<ComplaintsDb> options) : DbContext(options)
{
    public DbSet<Complaint> Complaints => Set<Complaint>();
    public DbSet<FeedbackItem> Feedback => Set<FeedbackItem>();
    public DbSet<Absence> Absences => Set<Absence>();
    public DbSet<Survey> Surveys => Set<Survey>();
    public DbSet<Lesson> Lessons => Set<Lesson>();
    public DbSet<Improvement> Improvements => Set<Improvement>();
    public DbSet<ComplaintsReport> Reports => Set<ComplaintsReport>();
    public DbSet<ReportCases> ReportCases => Set<ReportCases>();
    public DbSet<Letter> Letters => Set<Letter>();
    public DbSet<LetterPosting> LetterPostings => Set<LetterPosting>();
    public DbSet<Commitment> Commitments => Set<Commitment>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ComplaintsDb).Assembly);
        foreach (var property in modelBuilder.Model.GetEntityTypes().Where(type => type.ClrType.Assembly == typeof(ComplaintsDb).Assembly).SelectMany(type => type.GetProperties()))
            Name(property);
        modelBuilder.AddPromises();
        modelBuilder.AddSharedTables();
    }

    /// <summary>A column is called as its property is, in small letters with underscores; what is one of a list is kept by its name, for readable rows.</summary>
    private static void Name(IMutableProperty property)
    {
        if (property.IsConcurrencyToken)
            return;       // PostgreSQL's xmin
        var name = new StringBuilder();
        foreach (var letter in property.Name)
            name.Append(char.IsUpper(letter) && name.Length > 0 ? "_" : "").Append(char.ToLowerInvariant(letter));
        property.SetColumnName(name.ToString());
        if ((Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).IsEnum)
            property.SetProviderClrType(typeof(string));
    }
}
