using Housing.Standards;

namespace Housing.Income;

/// <summary>How often and on which day: a weekday, or for monthly ones a day of the month.</summary>
public sealed record DebitDays(DebitFrequency Frequency, DayOfWeek? Weekday, int? DayOfMonth)
{
    /// <summary>The first of these days from a day on.</summary>
    public DateOnly From(DateOnly day)
    {
        if (Weekday is { } weekday)
            return day.AddDays(((int)weekday - (int)day.DayOfWeek + 7) % 7);
        var inMonth = new DateOnly(day.Year, day.Month, DayOfMonth!.Value);
        return inMonth >= day ? inMonth : inMonth.AddMonths(1);
    }

    public DateOnly After(DateOnly day) => Frequency switch
    {
        DebitFrequency.Weekly => day.AddDays(7),
        DebitFrequency.FourWeekly => day.AddDays(28),
        DebitFrequency.Monthly => day.AddMonths(1),
    };

    /// <summary>The day on which banks collect: the day itself, or the next working day.</summary>
    public static DateOnly Collected(DateOnly day, Calendar calendar) => calendar.IsWorkingDay(day) ? day : calendar.WorkingDaysAfter(day, 1);

    /// <summary>The first London day on which a collection of a day is told of: somewhat earlier than it has to be, so that a day without the service does no harm.</summary>
    public static DateOnly Told(DateOnly day, int notice, Calendar calendar) => calendar.WorkingDaysBefore(Collected(day, calendar), notice + 3);
}

/// <summary>What a payer allows the landlord to collect.</summary>
public sealed class Mandate
{
    private Mandate() { }

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public Guid AccountId { get; private set; }

    /// <summary>As Bacs and the payer's bank statement have it.</summary>
    public string Reference { get; private set; } = "";

    public string PayerName { get; private set; } = "";
    public string SortCode { get; private set; } = "";
    public string AccountNumber { get; private set; } = "";
    public DebitFrequency Frequency { get; private set; }
    public DayOfWeek? Weekday { get; private set; }
    public short? DayOfMonth { get; private set; }

    /// <summary>The next day of collection that nobody was told of yet.</summary>
    public DateOnly NextOn { get; private set; }

    /// <summary>When that one is planned and told; null once it has ended.</summary>
    public DateOnly? PlanOn { get; private set; }

    /// <summary>Whether a first collection is in a file already.</summary>
    public bool Collected { get; private set; }

    public DateTimeOffset SetUpAt { get; private set; }
    public string SetUpBy { get; private set; } = "";

    /// <summary>The file with which the payer's bank was told of it.</summary>
    public Guid? LodgedIn { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }
    public string? EndReason { get; private set; }

    /// <summary>The payer's bank has still to be told that it ended.</summary>
    public bool TellBank { get; private set; }

    /// <summary>The file with which it was.</summary>
    public Guid? EndedIn { get; private set; }

    public uint Version { get; private set; }

    public DebitDays Days => new(Frequency, Weekday, DayOfMonth);

    internal static Mandate SetUp(Account account, int ordinal, SetUpMandate command, DateOnly first, DateOnly planOn, string by, DateTimeOffset now)
    {
        var mandate = new Mandate
        {
            Id = Guid.CreateVersion7(now),
            Landlord = account.Landlord,
            AccountId = account.Id,
            Reference = $"{PaymentReference.Of(account.PaymentNumber)}/{ordinal}",
            PayerName = command.PayerName,
            SortCode = command.SortCode,
            AccountNumber = command.AccountNumber,
            SetUpAt = now,
            SetUpBy = by,
        };
        mandate.Collect(command.Days, first, planOn);
        return mandate;
    }

    internal void Collect(DebitDays days, DateOnly next, DateOnly planOn)
    {
        (Frequency, Weekday, DayOfMonth) = (days.Frequency, days.Weekday, (short?)days.DayOfMonth);
        (NextOn, PlanOn) = (next, planOn);
    }

    internal void Lodge(Guid fileId) => LodgedIn = fileId;

    internal void TakeFirst() => Collected = true;

    /// <summary>The payer moved to another bank, which goes on with it.</summary>
    internal void MoveTo(string sortCode, string accountNumber) => (SortCode, AccountNumber) = (sortCode, accountNumber);

    /// <summary>A bank that ended it itself need not be told.</summary>
    internal void End(string reason, bool byBank, DateTimeOffset now)
    {
        (EndedAt, EndReason, PlanOn) = (now, reason, null);
        TellBank = !byBank && LodgedIn is not null;
    }

    internal void ToldBank(Guid fileId) => (TellBank, EndedIn) = (false, fileId);
}

public enum CollectionStatus
{
    /// <summary>Its payer was told of it.</summary>
    Told,

    InFile,

    /// <summary>It is on the account.</summary>
    Collected,

    Failed,
    Cancelled,
}

/// <summary>One sum that is collected on one day.</summary>
public sealed class Collection
{
    private Collection() { }

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public Guid MandateId { get; private set; }
    public Guid AccountId { get; private set; }

    /// <summary>The payer's day that it is for; banks collect on the next working day.</summary>
    public DateOnly NominalOn { get; private set; }

    /// <summary>0 for the first, 1 and on when it is presented again.</summary>
    public short Attempt { get; private set; }

    public DateOnly CollectOn { get; private set; }
    public long AmountPence { get; private set; }
    public CollectionStatus Status { get; private set; }
    public DateTimeOffset ToldAt { get; private set; }
    public Guid? Represents { get; private set; }
    public Guid? FileId { get; private set; }
    public Guid? PostingId { get; private set; }
    public string? FailureCode { get; private set; }
    public string? Failure { get; private set; }
    public uint Version { get; private set; }

    internal static Collection Plan(Mandate mandate, DateOnly nominalOn, DateOnly collectOn, long pence, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Landlord = mandate.Landlord,
        MandateId = mandate.Id,
        AccountId = mandate.AccountId,
        NominalOn = nominalOn,
        CollectOn = collectOn,
        AmountPence = pence,
        ToldAt = now,
    };

    internal Collection Again(DateOnly collectOn, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Landlord = Landlord,
        MandateId = MandateId,
        AccountId = AccountId,
        NominalOn = NominalOn,
        Attempt = (short)(Attempt + 1),
        CollectOn = collectOn,
        AmountPence = AmountPence,
        ToldAt = now,
        Represents = Id,
    };

    /// <summary>No file was made for its day: it is told of anew, for a later one.</summary>
    internal void Move(DateOnly collectOn, DateTimeOffset now) => (CollectOn, ToldAt) = (collectOn, now);

    internal void Put(Guid fileId) => (FileId, Status) = (fileId, CollectionStatus.InFile);

    internal void Post(Guid postingId) => (PostingId, Status) = (postingId, CollectionStatus.Collected);

    internal void Fail(string code, string why) => (FailureCode, Failure, Status) = (code, why, CollectionStatus.Failed);

    internal void Cancel() => Status = CollectionStatus.Cancelled;
}

/// <summary>A file for Bacs, as it was made.</summary>
public sealed class DebitFile
{
    private DebitFile() { }

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public int Serial { get; private set; }
    public DateOnly ProcessingDay { get; private set; }
    public DateOnly CollectOn { get; private set; }
    public int Debits { get; private set; }
    public long DebitPence { get; private set; }
    public int Instructions { get; private set; }
    public string Content { get; private set; } = "";
    public DateTimeOffset MadeAt { get; private set; }
    public DateTimeOffset? SubmittedAt { get; private set; }
    public string? SubmittedBy { get; private set; }

    internal static DebitFile Make(Guid id, string landlord, Standard18.Submission submission, DateOnly collectOn, DateTimeOffset now) => new()
    {
        Id = id,
        Landlord = landlord,
        Serial = submission.Serial,
        ProcessingDay = submission.ProcessingDay,
        CollectOn = collectOn,
        Debits = submission.Records.Count(record => record.Pence > 0),
        DebitPence = submission.Records.Sum(record => record.Pence),
        Instructions = submission.Records.Count(record => record.Pence == 0),
        Content = Standard18.Write(submission),
        MadeAt = now,
    };

    internal void Submit(string by, DateTimeOffset now) => (SubmittedBy, SubmittedAt) = (by, now);
}
