namespace Housing.Standards.Tests;

/// <summary>The readings of ambiguous clauses, and the law, each worked by hand: what a milestone opens and when that is due. The letters are the readings'.</summary>
public class ReadingsTests
{
    // 2026: 21 and 22 November are a weekend; Christmas Day is a Friday, Boxing Day's holiday Monday the 28th; 1 January 2027 is a Friday.
    // 2027: Good Friday is 26 March, Easter Monday the 29th, and the clocks go forward on the 28th; bank holidays on 3 and 31 May.
    [Theory]
    // A1: days without a word are calendar days, and the document says working days where it means them.
    [InlineData("A1", "one-housing", "repairs", "repair.reported", "2026-12-18T10:00Z", "priority=routine", "OHO-REP-18 2027-01-16T00:00Z")]
    [InlineData("A1", "one-housing", "tenancy", "home.vacated", "2026-12-18T10:00Z", "", "OHC-LET-07 2027-01-16T00:00Z")]
    [InlineData("A1", "housing-plus", "repairs", "repair.reported", "2027-03-12T10:00Z", "priority=routine", "HPG-REP-05 2027-03-29T23:00Z")]
    // A2: working days are Monday to Friday less bank holidays; day one is the first after the day of the event, whatever that day is.
    [InlineData("A2", "havering", "tenancy", "asb.reported", "2026-12-23T12:00Z", "band=other", "HAV-ASB-04 2027-01-05T00:00Z")]
    [InlineData("A2", "havering", "tenancy", "asb.reported", "2026-12-26T12:00Z", "band=serious", "HAV-ASB-02 2026-12-30T00:00Z")]
    [InlineData("A2", "one-housing", "tenancy", "appeal.received", "2027-03-25T23:30Z", "", "OHO-LET-14 2027-04-12T23:00Z")]       // the last half hour of Thursday, winter time
    [InlineData("A2", "one-housing", "tenancy", "appeal.received", "2027-03-28T23:30Z", "", "OHO-LET-14 2027-04-12T23:00Z")]       // half past midnight on Easter Monday, summer time
    // A3: clocks start when it happens; only same day and at once move to the next working day.
    [InlineData("A3", "one-housing", "complaints", "complaint.received", "2026-11-20T17:59:59Z", "", "ENG-CMP-01 2026-11-28T00:00Z", "OHC-CMP-02 2026-11-21T00:00Z", "OHO-CMP-05 2026-11-26T00:00Z", "OHO-CMP-07 2026-12-05T00:00Z")]
    [InlineData("A3", "one-housing", "complaints", "complaint.received", "2026-11-20T18:00Z", "", "ENG-CMP-01 2026-11-28T00:00Z", "OHC-CMP-02 2026-11-24T00:00Z", "OHO-CMP-05 2026-11-26T00:00Z", "OHO-CMP-07 2026-12-05T00:00Z")]
    [InlineData("A3", "one-housing", "income", "arrears.found", "2026-12-24T18:30Z", "weeks-owed=3", "OHC-INC-03 2026-12-30T00:00Z")]
    [InlineData("A3", "havering", "repairs", "repair.reported", "2026-12-26T23:00Z", "priority=priority-1", "HAV-REP-06 2026-12-27T03:00Z", "HAV-REP-07 2026-12-27T03:00Z")]
    // A4: hours for correspondence are elapsed, nights and weekends too.
    [InlineData("A4", "one-housing", "contact", "enquiry.received", "2026-12-24T17:00Z", "channel=voicemail", "OHC-CON-11 2026-12-25T17:00Z", "OHO-CON-18 2026-12-31T00:00Z", "OHO-CON-22 2027-01-13T00:00Z")]
    [InlineData("A4", "housing-plus", "contact", "enquiry.passed-on", "2026-10-24T12:00Z", "", "HPG-CON-11 2026-10-26T12:00Z")]
    [InlineData("A4", "one-housing", "tenancy", "nomination.received", "2027-03-26T12:00Z", "", "OHC-LET-01 2027-03-29T12:00Z")]
    // A7: a clock nobody published is a setting; it runs all the same.
    [InlineData("A7", "rosebery", "estates", "estate.walked", "2026-11-30T10:00Z", "", "ROS-EST-03 2027-03-01T00:00Z")]
    // B1: both of One Housing's clocks run, each against its own wording.
    [InlineData("B1", "one-housing", "contact", "enquiry.received", "2026-11-20T10:00Z", "channel=email", "OHC-CON-12 2026-11-21T10:00Z", "OHC-CON-13 2026-12-05T00:00Z", "OHO-CON-18 2026-11-25T00:00Z", "OHO-CON-22 2026-12-05T00:00Z")]
    [InlineData("B1", "one-housing", "contact", "enquiry.received", "2026-11-20T10:00Z", "channel=letter", "OHC-CON-15 2026-11-21T10:00Z", "OHC-CON-16 2026-12-05T00:00Z", "OHO-CON-18 2026-11-25T00:00Z", "OHO-CON-22 2026-12-05T00:00Z")]
    // B4: an application for a transfer carries all three.
    [InlineData("B4", "one-housing", "tenancy", "application.received", "2026-12-18T10:00Z", "kind=transfer", "OHC-LET-04 2027-01-16T00:00Z", "OHC-LET-05 2026-12-26T00:00Z", "OHO-LET-13 2027-01-07T00:00Z")]
    [InlineData("B4", "one-housing", "tenancy", "application.received", "2026-12-18T10:00Z", "kind=new", "OHC-LET-04 2027-01-16T00:00Z", "OHC-LET-05 2026-12-26T00:00Z")]
    // B5: over two weeks' rent, not at two weeks.
    [InlineData("B5", "one-housing", "income", "arrears.found", "2026-11-23T10:00Z", "weeks-owed=2")]
    [InlineData("B5", "one-housing", "income", "arrears.found", "2026-11-23T10:00Z", "weeks-owed=2.01", "OHC-INC-03 2026-11-24T00:00Z")]
    // C1: the specific stands instead of the general; homeowners' ten days are calendar days, as printed.
    [InlineData("C1", "one-housing", "tenancy", "permission.asked", "2026-12-18T10:00Z", "kind=pet", "OHO-TEN-16 2027-01-07T00:00Z")]
    [InlineData("C1", "one-housing", "tenancy", "permission.asked", "2026-12-18T10:00Z", "kind=change-of-tenancy", "OHO-TEN-14 2027-01-22T00:00Z")]
    [InlineData("C1", "one-housing", "tenancy", "permission.asked", "2026-12-18T10:00Z", "kind=mutual-exchange", "ENG-LET-01 2027-01-30T00:00Z", "OHO-LET-11 2027-01-30T00:00Z")]
    [InlineData("C1", "one-housing", "tenancy", "permission.asked", "2026-12-18T10:00Z", "kind=lodger", "OHO-TEN-12 2027-01-07T00:00Z")]
    [InlineData("C1", "one-housing", "tenancy", "permission.asked", "2026-12-18T10:00Z", "kind=lodger,asked-by=homeowner", "OHO-LSE-34 2026-12-29T00:00Z")]
    [InlineData("C1", "havering", "tenancy", "tenancy.started", "2026-12-14T09:00Z", "care-leaver=true", "HAV-TEN-02 2026-12-29T00:00Z")]
    [InlineData("C1", "havering", "tenancy", "tenancy.started", "2026-12-14T09:00Z", "", "HAV-TEN-01 2027-01-05T00:00Z")]
    // C2: an emergency has 24 hours to be safe or done.
    [InlineData("C2", "one-housing", "repairs", "repair.reported", "2026-10-24T20:00Z", "priority=emergency", "OHO-REP-17 2026-10-25T20:00Z")]
    // C5, C6: the first finding; from report or discovery; only offensive graffiti has a clock.
    [InlineData("C5", "one-housing", "tenancy", "abandonment.reported", "2026-12-18T10:00Z", "", "OHO-TEN-09 2027-01-01T00:00Z")]
    [InlineData("C6", "one-housing", "estates", "item.found", "2026-12-18T10:00Z", "hazardous=true", "OHO-EST-09 2026-12-19T10:00Z")]
    [InlineData("C6", "one-housing", "estates", "item.found", "2026-12-18T10:00Z", "hazardous=false", "OHO-EST-10 2027-01-01T00:00Z")]
    [InlineData("C6", "one-housing", "estates", "graffiti.reported", "2026-12-18T10:00Z", "offensive=true", "OHO-EST-11 2026-12-22T00:00Z")]
    [InlineData("C6", "one-housing", "estates", "graffiti.reported", "2026-12-18T10:00Z", "offensive=false")]
    // C7: serious cases next working day, the others in three.
    [InlineData("C7", "one-housing", "tenancy", "asb.reported", "2026-12-24T20:00Z", "band=serious", "OHO-ASB-20 2026-12-30T00:00Z")]
    [InlineData("C7", "one-housing", "tenancy", "asb.reported", "2026-12-24T20:00Z", "band=other", "OHO-ASB-21 2027-01-01T00:00Z")]
    // E1: the emergency, priority one and the one-day list run side by side; E2: Havering's lists are working days.
    [InlineData("E1", "havering", "repairs", "repair.reported", "2027-03-25T20:00Z", "priority=priority-1,fault=no-water", "HAV-REP-06 2027-03-26T00:00Z", "HAV-REP-07 2027-03-26T00:00Z", "HAV-REP-15 2027-03-30T23:00Z")]
    [InlineData("E2", "havering", "repairs", "repair.reported", "2027-03-25T20:00Z", "priority=priority-2,fault=stuck-tap", "HAV-REP-08 2027-04-01T23:00Z", "HAV-REP-27 2027-04-01T23:00Z")]
    [InlineData("E2", "havering", "repairs", "repair.reported", "2027-03-25T20:00Z", "priority=priority-3,fault=other", "HAV-REP-09 2027-05-07T23:00Z", "HAV-REP-36 2027-05-07T23:00Z")]
    // E7: acknowledgement is promised for email alone; daily is every calendar day, two weekly is fortnightly.
    [InlineData("E7", "havering", "contact", "enquiry.received", "2026-12-24T10:00Z", "channel=email", "HAV-CON-14 2026-12-31T00:00Z", "HAV-CON-16 2027-01-13T00:00Z")]
    [InlineData("E7", "havering", "contact", "enquiry.received", "2026-12-24T10:00Z", "channel=letter", "HAV-CON-16 2027-01-13T00:00Z")]
    [InlineData("E7", "havering", "estates", "block.cleaned", "2026-12-24T10:00Z", "block-kind=tower", "HAV-EST-15 2026-12-26T00:00Z")]
    [InlineData("E7", "havering", "estates", "block.cleaned", "2026-12-24T10:00Z", "block-kind=low-rise", "HAV-EST-14 2027-01-08T00:00Z")]
    // E8: the plan's clock starts at the visit; cases of the first priority are told of weekly besides.
    [InlineData("E8", "havering", "tenancy", "asb.visited", "2026-12-18T10:00Z", "band=other", "HAV-ASB-06 2026-12-30T00:00Z", "HAV-ASB-07 2027-01-07T00:00Z")]
    [InlineData("E8", "havering", "tenancy", "asb.visited", "2026-12-18T10:00Z", "band=serious", "HAV-ASB-06 2026-12-30T00:00Z", "HAV-ASB-07 2027-01-07T00:00Z", "HAV-ASB-08 2026-12-26T00:00Z")]
    // E9: 24 hours for damage; hate graffiti.
    [InlineData("E9", "havering", "repairs", "repair.reported", "2026-12-24T10:00Z", "cause=anti-social-behaviour,landlord-part=mends", "HAV-ASB-09 2026-12-25T10:00Z")]
    [InlineData("E9", "havering", "estates", "graffiti.reported", "2026-12-24T10:00Z", "hate=true", "HAV-EST-06 2026-12-25T10:00Z")]
    // E10: Havering's complaint clocks start at receipt, the law's second one at the acknowledgement.
    [InlineData("E10", "havering", "complaints", "complaint.received", "2026-12-18T10:00Z", "", "ENG-CMP-01 2026-12-30T00:00Z", "HAV-CMP-08 2026-12-30T00:00Z", "HAV-CMP-09 2027-01-07T00:00Z")]
    [InlineData("E10", "havering", "complaints", "complaint.escalated", "2026-12-18T10:00Z", "", "ENG-CMP-03 2026-12-30T00:00Z", "HAV-CMP-16 2027-01-21T00:00Z")]
    // F1: a leak or gas that is an emergency has both clocks.
    [InlineData("F1", "housing-plus", "repairs", "repair.reported", "2027-03-27T22:00Z", "priority=emergency,fault=gas-leak", "HPG-REP-04 2027-03-28T02:00Z", "HPG-REP-14 2027-03-28T04:00Z")]
    [InlineData("F1", "housing-plus", "repairs", "repair.reported", "2027-03-27T22:00Z", "priority=emergency,fault=uncontrollable-leak", "HPG-REP-04 2027-03-28T02:00Z", "HPG-REP-13 2027-03-28T04:00Z")]
    // F2: combi and other fuels from the first visit, a job that never had one from its report.
    [InlineData("F2", "housing-plus", "repairs", "repair.visited", "2026-12-23T23:30Z", "fault=no-heating", "HPG-REP-16 2026-12-29T00:00Z")]
    [InlineData("F2", "housing-plus", "repairs", "repair.visited", "2026-12-23T23:30Z", "fault=no-heating-other-fuel", "HPG-REP-17 2027-01-03T00:00Z")]
    [InlineData("F2", "housing-plus", "repairs", "repair.visited", "2026-12-23T23:30Z", "fault=no-heating,fixed=true")]
    [InlineData("F2", "housing-plus", "repairs", "repair.reported", "2026-12-23T23:30Z", "priority=heating,fault=radiator-valve", "HPG-REP-18 2027-01-08T00:00Z")]
    // F3: major works from the report.
    [InlineData("F3", "housing-plus", "repairs", "repair.reported", "2026-12-23T10:00Z", "priority=major", "HPG-REP-08 2027-02-22T00:00Z")]
    // F4: one cut in March and October, two in each month between; F5: the plan's clock starts at the contact.
    [InlineData("F4", "housing-plus", "estates", "grass.cut", "2027-03-31T10:00Z", "", "HPG-EST-06 2027-10-31T24:00Z", "HPG-EST-07 2027-04-30T23:00Z")]
    [InlineData("F4", "housing-plus", "estates", "hedges.cut", "2027-02-10T10:00Z", "", "HPG-EST-10 2028-02-29T24:00Z", "HPG-EST-11 2027-08-31T23:00Z")]
    [InlineData("F5", "housing-plus", "tenancy", "asb.contacted", "2026-12-24T10:00Z", "band=serious", "HPG-ASB-04 2026-12-31T00:00Z")]
    // G1: contact in three working days, the work in 28 days; an emergency attended in 4 hours and done in 24.
    [InlineData("G1", "rosebery", "repairs", "repair.reported", "2027-03-25T10:00Z", "priority=urgent", "ROS-REP-04 2027-04-01T23:00Z", "ROS-REP-09 2027-04-22T23:00Z")]
    [InlineData("G1", "rosebery", "repairs", "repair.reported", "2027-03-27T22:00Z", "priority=emergency", "ROS-REP-07 2027-03-28T02:00Z", "ROS-REP-08 2027-03-28T22:00Z")]
    // G2: no acknowledgement and no second stage of Rosebery's own: the law's run.
    [InlineData("G2", "rosebery", "complaints", "complaint.received", "2026-12-18T10:00Z", "", "ENG-CMP-01 2026-12-30T00:00Z", "ROS-CMP-04 2027-01-07T00:00Z")]
    // Damp and mould: ten working days to look into it; an emergency 24 hours by the clock, over Christmas too. Leaseholders and overcrowding are not covered.
    [InlineData("law", "rosebery", "repairs", "hazard.noticed", "2026-12-18T10:00Z", "hazard=significant,hazard-kind=damp-and-mould", "ENG-HAZ-01 2027-01-07T00:00Z")]
    [InlineData("law", "rosebery", "repairs", "hazard.noticed", "2026-12-24T20:00Z", "hazard=emergency,hazard-kind=fire", "ENG-HAZ-07 2026-12-25T20:00Z", "ENG-HAZ-08 2026-12-25T20:00Z")]
    [InlineData("law", "rosebery", "repairs", "hazard.noticed", "2026-12-24T20:00Z", "hazard=emergency,hazard-kind=overcrowding")]
    [InlineData("law", "rosebery", "repairs", "hazard.noticed", "2026-12-24T20:00Z", "hazard=significant,hazard-kind=damp-and-mould,tenure=leasehold")]
    [InlineData("law", "rosebery", "repairs", "hazard.noticed", "2025-10-26T12:00Z", "hazard=significant,hazard-kind=damp-and-mould")]      // the day before it was law
    [InlineData("law", "rosebery", "repairs", "hazard.noticed", "2025-10-27T00:00Z", "hazard=significant,hazard-kind=damp-and-mould", "ENG-HAZ-01 2025-11-11T00:00Z")]
    // Looked into: a summary in 3 working days, safe and work begun in 5, at the very latest begun in 12 weeks.
    [InlineData("law", "rosebery", "repairs", "hazard.investigated", "2026-12-18T10:00Z", "hazard=significant,hazard-kind=damp-and-mould", "ENG-HAZ-02 2026-12-24T00:00Z", "ENG-HAZ-04 2026-12-30T00:00Z", "ENG-HAZ-05 2026-12-30T00:00Z", "ENG-HAZ-06 2027-03-13T00:00Z")]
    [InlineData("law", "rosebery", "repairs", "hazard.investigated", "2026-12-24T20:00Z", "hazard=emergency,hazard-kind=fire", "ENG-HAZ-03 2027-01-01T00:00Z", "ENG-HAZ-09 2026-12-25T20:00Z")]
    // The right to repair is a council tenant's: heating is a one-day fault from November to April, three days from May to October.
    [InlineData("law", "havering", "repairs", "repair.reported", "2027-04-30T22:59Z", "priority=none,tenure=secure,right-to-repair=heating-lost", "ENG-RTR-02 2027-05-04T23:00Z")]
    [InlineData("law", "havering", "repairs", "repair.reported", "2027-04-30T23:00Z", "priority=none,tenure=secure,right-to-repair=heating-lost", "ENG-RTR-04 2027-05-06T23:00Z")]
    [InlineData("law", "havering", "repairs", "repair.reported", "2026-12-23T10:00Z", "priority=none,tenure=flexible,right-to-repair=leaking-roof", "ENG-RTR-05 2027-01-07T00:00Z")]
    [InlineData("law", "havering", "repairs", "repair.reported", "2026-12-23T10:00Z", "priority=none,tenure=secure,right-to-repair=no-gas", "ENG-RTR-01 2026-12-25T00:00Z")]
    [InlineData("law", "havering", "repairs", "repair.reported", "2026-12-23T10:00Z", "priority=none,tenure=secure,right-to-repair=no-gas,cost-pence=25001")]
    [InlineData("law", "havering", "repairs", "repair.reported", "2026-12-23T10:00Z", "priority=none,tenure=secure,right-to-repair=no-gas,cost-pence=25000", "ENG-RTR-01 2026-12-25T00:00Z")]
    [InlineData("law", "rosebery", "repairs", "repair.reported", "2026-12-23T10:00Z", "priority=none,tenure=secure,right-to-repair=no-gas")]
    // Section 20: thirty days at each step; strictly over £250 for any one leaseholder, or £100 a year for an agreement of more than twelve months.
    [InlineData("law", "rosebery", "estates", "consultation.intention-planned", "2026-11-02T10:00Z", "works-share-pence=25000,comments-close-on=@2027-01-15")]
    [InlineData("law", "rosebery", "estates", "consultation.intention-planned", "2026-11-02T10:00Z", "works-share-pence=25001,comments-close-on=@2027-01-15", "ENG-S20-01 2026-12-17T00:00Z")]
    [InlineData("law", "rosebery", "estates", "consultation.estimates-planned", "2026-11-02T10:00Z", "agreement-months=13,agreement-share-pence=10001,comments-close-on=@2027-04-02", "ENG-S20-02 2027-03-04T00:00Z")]
    [InlineData("law", "rosebery", "estates", "consultation.estimates-planned", "2026-11-02T10:00Z", "agreement-months=12,agreement-share-pence=10001,comments-close-on=@2027-04-02")]
    [InlineData("law", "rosebery", "estates", "consultation.award-planned", "2026-11-02T10:00Z", "works-share-pence=90000,comments-close-on=@2027-01-15", "ENG-S20-03 2026-12-17T00:00Z")]
    [InlineData("law", "rosebery", "income", "cost.incurred", "2026-08-31T10:00Z", "", "ENG-S20-04 2028-02-29T24:00Z")]
    // Gas and electricity.
    [InlineData("law", "rosebery", "estates", "gas.checked", "2027-02-28T10:00Z", "", "ENG-GAS-01 2028-02-29T00:00Z", "ENG-GAS-02 2027-03-28T23:00Z")]
    [InlineData("law", "rosebery", "estates", "electrics.checked", "2028-02-29T10:00Z", "work-needed=true", "ENG-ELE-01 2033-03-01T00:00Z", "ENG-ELE-02 2028-03-28T23:00Z", "ENG-ELE-05 2028-03-28T23:00Z")]
    public void A_milestone_opens(string reading, string landlord, string service, string milestone, string at, string facts, params string[] due)
    {
        var opened = Examples.Opened(Examples.Seeds, landlord, new Milestone(milestone, Examples.Instant(at), Read(facts)), service);
        Assert.True(due.Select(Midnight).SequenceEqual(opened.OrderBy(c => c.StandardId, StringComparer.Ordinal).Select(Told)), $"{reading}: wanted {string.Join(", ", due)}; opened {string.Join(", ", opened.Select(Told))}.");
    }

    [Theory]
    [InlineData("OHO-INC-09", "one-housing", "income", "charge-change.planned", "effective-on=@2027-04-05", "2027-03-09T00:00Z")]      // by 8 March
    [InlineData("OHO-LSE-21", "one-housing", "income", "charge-change.planned", "tenure=leasehold,effective-on=@2027-04-05", "2027-03-09T00:00Z")]
    [InlineData("OHC-INC-08", "one-housing", "income", "hearing.listed", "hearing-on=@2027-01-11", "2027-01-02T00:00Z")]               // by 1 January, a bank holiday or not
    [InlineData("OHO-LSE-15", "one-housing", "estates", "works.planned", "starts-on=@2027-08-31", "2027-03-01T00:00Z")]                // by 28 February
    [InlineData("OHO-SAF-04", "one-housing", "estates", "gas-check.due-planned", "due-on=@2027-04-30", "2027-03-01T00:00Z")]
    [InlineData("ENG-INC-05", "rosebery", "income", "charge-change.planned", "charge=rent,tenure=secure,effective-on=@2027-04-05", "2027-03-09T00:00Z")]
    [InlineData("ENG-INC-06", "rosebery", "income", "charge-change.planned", "charge=rent,tenure=assured,effective-on=@2027-03-31", "2027-03-01T00:00Z")]
    public void A_notice_is_kept_on_its_last_day_and_not_a_moment_later(string id, string landlord, string service, string milestone, string facts, string due)
    {
        var (kept, late) = (new Case(Examples.Seeds, landlord, service), new Case(Examples.Seeds, landlord, service));
        var given = Examples.Seeds.Find(id)![0].Until[0];
        foreach (var (one, at) in (ReadOnlySpan<(Case, DateTimeOffset)>)[(kept, Examples.Instant(due).AddTicks(-1)), (late, Examples.Instant(due))])
        {
            one.Take(new Milestone(milestone, Examples.Instant("2026-11-02T10:00Z"), Read(facts)));
            one.Take(given, at);
        }

        Assert.Equal(Outcome.Met, Assert.Single(kept.Commitments, c => c.StandardId == id).Outcome);
        Assert.Equal((Outcome.Missed, TimeSpan.Zero), late.Commitments.Where(c => c.StandardId == id).Select(c => (c.Outcome, c.Lateness!.Value)).Single());
    }

    [Fact]
    public void The_laws_complaint_clocks_are_a_chain()       // ENG-CMP-01 to ENG-CMP-04
    {
        var complaint = new Case(Examples.Seeds, "rosebery", "complaints");
        complaint.Take("complaint.received", Examples.Instant("2026-12-14T10:00Z"));
        complaint.Take("complaint.acknowledged", Examples.Instant("2026-12-18T10:00Z"));
        complaint.Take("complaint.answered", Examples.Instant("2027-01-06T10:00Z"));       // the 12th working day after receipt, the 10th after the acknowledgement
        complaint.Take("complaint.escalated", Examples.Instant("2027-01-11T10:00Z"));
        complaint.Take("complaint.escalation-acknowledged", Examples.Instant("2027-01-15T10:00Z"));
        Assert.Equal(
            ["ENG-CMP-01 2026-12-22T00:00 Met", "ENG-CMP-02 2027-01-07T00:00 Met", "ENG-CMP-03 2027-01-19T00:00 Met", "ENG-CMP-04 2027-02-13T00:00 Open"],
            complaint.Outcomes().Where(o => o.StartsWith("ENG", StringComparison.Ordinal)));
        Assert.Equal("ROS-CMP-04 2026-12-31T00:00 Missed", complaint.Outcomes().Single(o => o.StartsWith("ROS", StringComparison.Ordinal)));
    }

    [Fact]
    public void Being_on_time_is_being_there_at_the_instant_agreed_and_ten_minutes_more_where_that_is_promised()       // OHO-CON-28, HAV-CON-26, OHC-CON-04
    {
        var agreed = Examples.Instant("2026-12-01T10:00Z");
        foreach (var (landlord, id, start, done, fact, allowed) in (ReadOnlySpan<(string, string, string, string, string, TimeSpan)>)[
            ("one-housing", "OHO-CON-28", "visit.agreed", "visit.arrived", "agreed-for", TimeSpan.Zero),
            ("havering", "HAV-CON-26", "office-appointment.booked", "office-appointment.seen", "booked-for", TimeSpan.Zero),
            ("one-housing", "OHC-CON-04", "office-appointment.booked", "office-appointment.seen", "booked-for", TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1))])
        {
            Assert.Equal(Outcome.Met, Seen(agreed + allowed));
            Assert.Equal(Outcome.Missed, Seen(agreed + allowed + TimeSpan.FromMicroseconds(1)));

            Outcome Seen(DateTimeOffset at)
            {
                var visit = new Case(Examples.Seeds, landlord, "contact");
                visit.Take(start, agreed.AddDays(-5), (fact, agreed));
                visit.Take(done, at);
                return Assert.Single(visit.Commitments, c => c.StandardId == id).Outcome;
            }
        }
    }

    [Fact]
    public void A_builders_fault_fixed_on_the_day_agreed_is_fixed_in_time()       // OHO-LSE-11, A7
    {
        foreach (var (at, outcome) in (ReadOnlySpan<(string, Outcome)>)[("2027-02-05T23:59:59Z", Outcome.Met), ("2027-02-06T00:00Z", Outcome.Missed)])
        {
            var defect = new Case(Examples.Seeds, "one-housing");
            defect.Take("defect.period-agreed", Examples.Instant("2027-01-11T10:00Z"), ("agreed-for", new DateOnly(2027, 2, 5)));
            defect.Take("defect.fixed", Examples.Instant(at));
            Assert.Equal(outcome, Assert.Single(defect.Commitments, c => c.StandardId == "OHO-LSE-11").Outcome);
        }
    }

    [Fact]
    public void Of_two_visits_agreed_at_once_each_arrival_keeps_its_own()       // OHO-CON-28
    {
        var visits = new Case(Examples.Seeds, "one-housing", "contact");
        var (first, second) = (Examples.Instant("2026-12-01T10:00Z"), Examples.Instant("2026-12-08T10:00Z"));
        visits.Take("visit.agreed", first.AddDays(-5), ("agreed-for", first));
        visits.Take("visit.agreed", first.AddDays(-4), ("agreed-for", second));
        visits.Take("visit.arrived", first.AddMinutes(-5), ("agreed-for", first));
        Assert.Equal([Outcome.Met, Outcome.Open], visits.Commitments.OrderBy(c => c.DueAt).Select(c => c.Outcome));
        visits.Take("visit.arrived", second.AddMinutes(20), ("agreed-for", second));
        Assert.Equal([Outcome.Met, Outcome.Missed], visits.Commitments.OrderBy(c => c.DueAt).Select(c => c.Outcome));
    }

    [Fact]
    public void Settings_are_never_shown_as_published_and_aims_are_marked()       // A5, A7
    {
        string[] settings = ["OHO-PER-03", "OHO-PER-09", "OHO-PER-17", "OHO-SAF-13", "OHO-SAF-19", "OHO-SAF-21", "OHO-EST-02", "OHO-INV-08", "HAV-EST-01", "HAV-EST-09", "HAV-EST-16", "HPG-EST-02",
            "HPG-PER-08", "HPG-PER-10", "HPG-PER-11", "ROS-ASB-04", "ROS-EST-02", "ROS-EST-03", "OHO-SAF-04", "OHO-SAF-08", "OHO-LSE-21"];
        Assert.All(settings, id => Assert.All(Examples.Seeds.Find(id)!, standard => Assert.False(standard.Published)));
        string[] aims = ["OHO-CON-22", "OHC-CON-04", "OHO-ASB-20", "OHO-EST-11", "HAV-CON-14", "HAV-CON-16", "HAV-CON-22", "HAV-CMP-08", "ROS-REP-07", "ROS-CON-10"];
        Assert.All(aims, id => Assert.All(Examples.Seeds.Find(id)!, standard => Assert.True(standard.Aim)));
        Assert.All(["OHO-ASB-21", "ROS-REP-08", "HAV-CMP-09"], id => Assert.False(Examples.Seeds.Find(id)![0].Aim));
    }

    private static string Told(Commitment commitment) => $"{commitment.StandardId} {commitment.DueAt:yyyy-MM-dd'T'HH:mm}Z";

    // "2027-10-31T24:00Z" is how people write the end of a day in winter.
    private static string Midnight(string due) => due.EndsWith("T24:00Z", StringComparison.Ordinal)
        ? $"{due[..^17]}{Examples.Instant($"{due[^17..^7]}T00:00Z").AddDays(1):yyyy-MM-dd'T'HH:mm}Z"
        : due;

    private static Facts Read(string facts) => Facts.Of([.. facts.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(fact => fact.Split('=')).Select(fact => (fact[0], Value(fact[1])))]);

    private static Fact Value(string text) =>
        text[0] == '@' ? DateOnly.ParseExact(text[1..], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
        : bool.TryParse(text, out var yes) ? yes
        : decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
        : text;
}
