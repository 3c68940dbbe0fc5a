using Housing.Standards;
using static Housing.Repairs.Tests.Appointing.DiaryExamples;

namespace Housing.Repairs.Tests.Appointing;

/// <summary>What is free, from a working pattern and what is taken of it; and who gets it.</summary>
public class DiaryTests
{
    private static readonly DateTimeOffset Now = Clock("2026-03-03 12:00");
    private static readonly DateOnly Tuesday = new(2026, 3, 3), Friday = new(2026, 3, 6);

    [Fact]
    public void Slots_are_free_on_the_contractors_days_and_in_its_slots_and_none_that_has_begun()
    {
        var free = Free(Tuesday, Tuesday.AddDays(6));
        Assert.Equal(
            ["03-06 morning", "03-06 school-run", "03-06 afternoon", "03-07 morning", "03-07 school-run", "03-07 afternoon", "03-09 morning", "03-09 school-run", "03-09 afternoon"],
            free.Select(s => $"{s.Key.Day:MM-dd} {s.Slot.Key}"));      // today's afternoon begins this very minute
        Assert.All(free, s => Assert.Equal([1, 2], s.Operatives));
    }

    [Fact]
    public void Slots_are_by_the_clock_on_the_wall_in_summer_and_in_winter()
    {
        Assert.Equal(new DateTimeOffset(2026, 3, 27, 8, 0, 0, TimeSpan.Zero), Free(new(2026, 3, 27), new(2026, 3, 27))[0].StartsAt);
        Assert.Equal(new DateTimeOffset(2026, 3, 30, 7, 0, 0, TimeSpan.Zero), Free(new(2026, 3, 30), new(2026, 3, 30))[0].StartsAt);
    }

    [Theory]
    [InlineData("2026-04-03", false, 0)]      // Good Friday
    [InlineData("2026-04-03", true, 3)]
    [InlineData("2026-04-06", false, 0)]      // Easter Monday
    [InlineData("2026-04-07", false, 3)]
    [InlineData("2026-04-08", true, 0)]       // a Wednesday, which it does not work
    [InlineData("2026-12-25", false, 0)]
    [InlineData("2026-12-26", false, 3)]      // a Saturday like any: the bank holiday is the Monday after
    [InlineData("2026-12-28", false, 0)]      // that Monday
    public void On_bank_holidays_only_those_come_who_say_so(string day, bool bankHolidays, int slots)
    {
        var diary = Small with { Contractors = [ByDay with { BankHolidays = bankHolidays }, Night] };
        var on = DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(slots, Diary.Free(diary, CalendarOf(), ByTeam(Now), on, on, [], Now).Count());
    }

    [Fact]
    public void While_the_landlord_is_closed_nobody_comes_on_its_working_days()
    {
        var calendar = new Calendar(new BankHolidays(2030, []), [Friday]);
        Assert.Equal(["03-07", "03-09"], Diary.Free(Small, calendar, ByTeam(Now), Tuesday, Tuesday.AddDays(6), [], Now).Select(s => $"{s.Key.Day:MM-dd}").Distinct());
    }

    [Theory]
    // An operative in the morning is not there for the school run, which begins before the morning ends; the afternoon's is another's.
    [InlineData("08:00", "12:00", "morning:2 school-run:2 afternoon:1,2")]
    [InlineData("09:30", "14:30", "morning:2 school-run:2 afternoon:2")]
    [InlineData("12:00", "17:00", "morning:1,2 school-run:2 afternoon:2")]
    [InlineData("17:00", "19:00", "morning:1,2 school-run:1,2 afternoon:1,2")]
    public void Slots_that_overlap_never_share_an_operative(string from, string to, string expected)
    {
        var taken = new Taken(1, Clock($"2026-03-06 {from}"), Clock($"2026-03-06 {to}"));
        var free = Diary.Free(Small, CalendarOf(), ByTeam(Now), Friday, Friday, [taken], Now);
        Assert.Equal(expected, string.Join(' ', free.Select(s => $"{s.Slot.Key}:{string.Join(',', s.Operatives)}")));
    }

    [Fact]
    public void A_full_slot_is_not_free() =>
        Assert.Equal(["afternoon"], Diary.Free(Small, CalendarOf(), ByTeam(Now), Friday, Friday, Both("08:00", "12:00"), Now).Select(s => s.Slot.Key));

    [Fact]
    public void A_key_is_the_same_each_time_and_is_read_back()
    {
        var (first, again) = (Free(Friday, Friday)[0].Key, Free(Friday, Friday)[0].Key);
        Assert.Equal(first.ToString(), again.ToString());
        Assert.Equal(first, SlotKey.Read(first.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("morning")]
    [InlineData("not base64!")]
    [InlineData("dGVhbS9hbGwvMjAyNi0wMi0zMC9tb3JuaW5n")]      // team/all/2026-02-30/morning
    [InlineData("dGVhbS9hbGwvOTk5OS0xMi0zMS9tb3JuaW5n")]      // in the year 9999
    public void A_key_we_never_gave_out_is_none(string text) => Assert.Null(SlotKey.Read(text));

    [Fact]
    public void The_first_free_operative_gets_it()
    {
        var chosen = Choose(Key("morning"), [new(1, Clock("2026-03-06 08:00"), Clock("2026-03-06 12:00"))]).Chosen!;
        Assert.Equal(new DiaryPlace("team", "all", 2, "morning"), chosen.Place);
        Assert.Equal((Clock("2026-03-06 08:00"), Clock("2026-03-06 12:00")), (chosen.StartsAt, chosen.EndsAt));
    }

    [Fact]
    public void When_all_are_taken_the_refusal_names_what_is_free_next()
    {
        var why = Choose(Key("morning"), Both("08:00", "12:00"), Diary.Free(Small, CalendarOf(), ByTeam(Now), Friday, Friday.AddDays(3), Both("08:00", "12:00"), Now).Take(2)).Why!;
        Assert.Equal((RefusalKind.Precondition, "SLOT_TAKEN"), (why.Kind, why.Code));
        Assert.Equal("That slot is fully booked. Free next: Afternoon on 2026-03-06 from 12:00 to 17:00; Morning on 2026-03-07 from 08:00 to 12:00.", why.Sentence);
    }

    public static TheoryData<SlotKey> NoSlots =>
        [Key("morning") with { Contractor = "another" }, Key("morning") with { Team = "another" }, Key("evening"), Key("midnight"), Key("morning") with { Day = new(2026, 3, 4) }];

    [Theory]
    [MemberData(nameof(NoSlots))]
    public void A_slot_that_whoever_comes_does_not_work_in_is_refused(SlotKey key) => Assert.Equal(RepairRefusals.SlotUnknown, Choose(key, []).Why);

    [Fact]
    public void A_slot_that_has_begun_is_refused() => Assert.Equal("slot_key", Choose(Key("afternoon") with { Day = Tuesday }, []).Why!.Field());

    [Fact]
    public void A_slot_too_far_ahead_is_refused_while_an_earlier_one_is_free()
    {
        var far = Key("morning") with { Day = new(2026, 3, 20) };
        Assert.Contains("up to 2026-03-17", Choose(far, [], Free(Friday, Friday)).Why!.Sentence, StringComparison.Ordinal);
        Assert.NotNull(Choose(far, [], Free(far.Day, far.Day)).Chosen);
        Assert.Contains("up to 2026-04-02", Choose(far with { Day = new(2026, 4, 4) }, [], Free(far.Day, far.Day)).Why!.Sentence, StringComparison.Ordinal);
        Assert.Contains("up to 2026-03-17", Choose(far, []).Why!.Sentence, StringComparison.Ordinal);
        Assert.NotNull(Choose(far with { Day = new(2026, 3, 17) }, [], Free(Friday, Friday)).Chosen);
    }

    private static SlotKey Key(string slot) => new("team", "all", Friday, slot);

    private static List<FreeSlot> Free(DateOnly from, DateOnly to) => [.. Diary.Free(Small, CalendarOf(), ByTeam(Now), from, to, [], Now)];

    private static SlotChoice Choose(SlotKey key, IReadOnlyList<Taken> taken, IEnumerable<FreeSlot>? next = null) =>
        SlotDecision.Decide(Small, CalendarOf(), ByTeam(Now), key, taken, [.. next ?? []], Now);

    private static List<Taken> Both(string from, string to) => [.. Enumerable.Range(1, 2).Select(o => new Taken(o, Clock($"2026-03-06 {from}"), Clock($"2026-03-06 {to}")))];
}
