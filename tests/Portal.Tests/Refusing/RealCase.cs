using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Housing.Standards;
using Housing.Testing;

namespace Housing.Portal.Tests;

/// <summary>
/// One household with a case at every core service, made as its people would make it, and the ids of all that came of it under the names that requests have for them.
/// Everything of theirs has <see cref="Secret"/> in its words: whoever reads it reads something of them.
/// </summary>
internal sealed class RealCase
{
    public const string Landlord = "havering";
    public const string Secret = "Quillfeather";

    private static readonly (string Method, string Who, string Request)[] Moving =
    [
        ("Estates.RegisterHome", "officer", """{"landlord": "havering", "reference": "QF-{new}", "address": {"lines": ["7 Quillfeather Reach", "Romford"], "postcode": "RM1 9QF"}, "block": {"name": "Quillfeather Court {new}", "estate": "Quillfeather {new}"}}"""),
        ("Estates.PlanWorks", "officer", """{"landlord": "havering", "home_id": "{home_id}", "element": "kitchen", "programme": "Quillfeather kitchens", "from": {today}, "to": {today}}"""),
        ("Tenancies.StartTenancy", "officer", """{"home_id": "{home_id}", "tenure": "TENURE_SECURE", "lead_name": "Quentin Quillfeather", "starts_on": {"year": 2020, "month": 4, "day": 6}}"""),
        ("Accounts.GetAccount", "income", """{"household_id": "{household_id}"}"""),
        ("Ledger.RecordPayment", "income", """{"account_id": "{account_id}", "amount_pence": 1000, "receipt": "QF-{new}"}"""),
        ("Refunds.RequestRefund", "income", """{"account_id": "{account_id}", "amount_pence": 900, "reason": "Quillfeather paid twice", "bank": {"account_name": "Quillfeather", "sort_code": "309950", "account_number": "12345678"}}"""),
        ("Charges.SetCharge", "income", """{"account_id": "{account_id}", "sub_account": "SUB_ACCOUNT_RENT", "amount_pence": 10000, "per": "CHARGE_PER_WEEK", "cycle": "CHARGE_CYCLE_WEEKLY", "from": {today}, "parts": [{"label": "Rent", "pence": 10000}]}"""),
        ("DirectDebits.SetUpMandate", "resident", """{"account_id": "{account_id}", "payer_name": "Q Quillfeather", "sort_code": "309950", "account_number": "12345678", "frequency": "DEBIT_FREQUENCY_MONTHLY", "day_of_month": 1}"""),
    ];

    // Weeks later, when the weekly check has found what is owed.
    private static readonly (string Method, string Who, string Request)[] Owing =
    [
        ("Arrears.GetArrearsCase", "income", """{"account_id": "{account_id}"}"""),
        ("Arrears.RecordArrearsContact", "officer", """{"case_id": "{case_id}", "channel": "CONTACT_CHANNEL_PHONE", "reached": true, "said": "Quillfeather: hours were cut"}"""),
        ("Agreements.OfferAgreement", "officer", """{"account_id": "{account_id}", "instalment_pence": 5000, "every": "PAY_CYCLE_WEEKLY", "first_on": {soon}, "income": [{"label": "Wages", "pence": 170000}], "spending": [{"label": "Rent", "pence": 43333}]}"""),
        ("Support.OfferSupport", "officer", """{"account_id": "{account_id}", "kind": "debt-advice", "agency": "citizens-advice", "why": "Quillfeather owes three weeks", "channel": "phone"}"""),
        ("Support.GiveConsent", "resident", """{"account_id": "{account_id}", "body": "benefit-team", "name": "The benefit team of Quillfeather", "about": ["benefits"], "until": {soon}, "how": "online"}"""),
        ("Support.RecordBenefitClaim", "officer", """{"account_id": "{account_id}", "kind": "universal-credit", "claimed_on": {today}}"""),
        ("Payments.StartCardPayment", "resident", """{"account_id": "{account_id}", "amount_pence": 500, "return_url": "https://example.org/"}"""),
        ("Statements.RequestStatement", "resident", """{"account_id": "{account_id}", "document": "STATEMENT_DOCUMENT_STATEMENT", "from": {earlier}, "through": {today}}"""),
        ("Homeowners.OpenScheme", "income", """{"landlord": "havering", "name": "Quillfeather Court", "place": "PLACE_KIND_BLOCK", "place_id": "{block_id}", "heads": [{"key": "cleaning", "name": "Cleaning", "fund": "HEAD_FUND_SERVICE_CHARGE", "basis": "SHARE_BASIS_FRACTION"}]}"""),
        ("Homeowners.RecordUndertaking", "income", """{"scheme_id": "{scheme_id}", "kind": "UNDERTAKING_KIND_WORKS", "name": "Quillfeather roof"}"""),
        ("Homeowners.RecordCost", "income", """{"scheme_id": "{scheme_id}", "head": "cleaning", "supplier": "Bright Ltd", "invoice": "QF-{new}", "incurred_on": {today}, "description": "Quillfeather stairs", "pence": 1000, "lines": [{"label": "Work", "pence": 1000}], "document": "invoices/1.pdf"}"""),

        ("Repairs.ReportRepair", "resident", """{"home_id": "{home_id}", "room": "hall-and-stairs", "item": "entrance", "answers": [{"question": "entrance-shuts", "answer": "no"}], "cause": "CAUSE_RESIDENT", "description": "Quillfeather: the door does not shut.", "access_notes": "Quillfeather's dog"}"""),
        ("Repairs.MakeSafe", "officer", """{"repair_id": "{repair_id}"}"""),
        ("Recharges.EstimateRecharge", "officer", """{"repair_id": "{repair_id}", "lines": [{"what": "Quillfeather's lock", "pence": 1000}]}"""),
        ("Recharges.AcceptRecharge", "resident", """{"recharge_id": "{recharge_id}", "total_pence": "{total}", "signed_by": "Q Quillfeather", "means": "SIGNATURE_MEANS_ONLINE"}"""),
        ("Repairs.RecordVisit", "officer", """{"repair_id": "{repair_id}", "note": "Quillfeather was at home."}"""),
        ("Repairs.BookAppointment", "officer", """{"repair_id": "{repair_id}", "starts_at": "{noon}", "ends_at": "{afternoon}"}"""),
        ("Hazards.NoticeHazard", "officer", """{"repair_id": "{repair_id}", "kind": "damp-and-mould", "level": "HAZARD_LEVEL_SIGNIFICANT"}"""),
        ("Adaptations.RequestAdaptation", "resident", """{"home_id": "{home_id}", "kind": "grab-rail", "description": "Quillfeather cannot get out of the bath."}"""),

        ("Complaints.ReceiveComplaint", "resident", """{"channel": "CHANNEL_PORTAL", "words": "Quillfeather: nobody answers the telephone.", "issues": [{"subject": "staff-conduct"}], "insist": true}"""),
        ("Complaints.AssignHandler", "officer", """{"complaint_id": "{complaint_id}", "handler": {"subject": "ames", "name": "J. Ames", "rank": "officer"}, "no_part_in_events": true}"""),
        ("Complaints.AcknowledgeComplaint", "officer", """{"complaint_id": "{complaint_id}", "understanding": "Quillfeather called and nobody answered.", "next_steps": "We listen to the calls."}"""),
        ("Letters.ListLetters", "officer", """{"complaint_id": "{complaint_id}"}"""),
        ("Investigations.AddEvidence", "officer", """{"complaint_id": "{complaint_id}", "what": "Quillfeather's calls", "reference": "calls/1"}"""),
        ("Investigations.RecordFinding", "officer", """{"complaint_id": "{complaint_id}", "issue": 1, "outcome": "FINDING_OUTCOME_UPHELD", "reasons": "Quillfeather is right.", "root_cause": "late"}"""),
        ("Investigations.ProposeRemedy", "officer", """{"complaint_id": "{complaint_id}", "kind": "REMEDY_KIND_APOLOGY", "words": "We are sorry, Quillfeather."}"""),
        ("OmbudsmanCases.TakeToOmbudsman", "officer", """{"complaint_id": "{complaint_id}", "ombudsman_reference": "20261", "about": "Quillfeather's calls"}"""),
        ("OmbudsmanCases.RecordInformationRequest", "officer", """{"complaint_id": "{complaint_id}", "case_id": "{case_id}", "what": "Quillfeather's calls", "answer_by": {soon}}"""),
        ("OmbudsmanCases.RecordDetermination", "officer", """{"complaint_id": "{complaint_id}", "case_id": "{case_id}", "reference": "20261/1", "issues": [{"issue": 1, "about": "Quillfeather", "outcome": "severe-maladministration"}], "orders": [{"kind": "ORDER_KIND_APOLOGY", "words": "Apologise to Quillfeather.", "due_on": {soon}, "owner": "ames"}]}"""),
        ("Feedback.RecordFeedback", "resident", """{"kind": "FEEDBACK_KIND_COMPLIMENT", "channel": "CHANNEL_PORTAL", "words": "Quillfeather: the plumber was kind.", "subject": "repairs"}"""),
        ("Caseload.RecordAbsence", "officer", """{"landlord": "havering", "handler": "ames-{new}", "from": {today}, "through": {soon}}"""),
        ("Learning.DrawLesson", "officer", """{"complaint_ids": ["{complaint_id}"], "learnt": "Nobody calls.", "action": "Call.", "owner": "bell", "due_on": {soon}}"""),
        ("Learning.WriteImprovement", "officer", """{"lesson_id": "{lesson_id}", "you_said": "You wait too long.", "we_did": "We call back."}"""),
    ];

    private readonly PortalStack _portal;
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    private RealCase(PortalStack portal) => _portal = portal;

    /// <summary>The household's, as the token of its resident says it.</summary>
    public string Household => _ids["household_id"];

    /// <summary>Whose order the repair is.</summary>
    public string Contractor { get; private set; } = "";

    /// <summary>All ids that came of it.</summary>
    public IReadOnlyCollection<string> Ids => [.. _ids.Values.Where(id => Guid.TryParse(id, out _)).Distinct(StringComparer.Ordinal)];

    public static async Task<RealCase> Make(PortalStack portal)
    {
        await portal.Stack.Healthy("pay-sandbox");
        var made = new RealCase(portal);
        var faults = new List<string>();
        foreach (var step in Moving)
            faults.AddRange(await made.Tell(step.Method, step.Who, step.Request));
        portal.Move(TimeSpan.FromDays(29));
        foreach (var step in Owing)
            faults.AddRange(await made.Tell(step.Method, step.Who, step.Request));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        return made;
    }

    /// <summary>The first of its kind.</summary>
    public string Named(string id, bool orNothing = false) => orNothing ? _ids.GetValueOrDefault(id, "") : _ids[id];

    /// <summary>What a field of a request of this service is called by here; null when nothing of the kind came of the case.</summary>
    public string? Id(MethodDescriptor method, string field)
    {
        var name = field.EndsWith("_ids", StringComparison.Ordinal) ? field[..^1] : field;
        return _ids.GetValueOrDefault($"{method.Service.FullName}.{name}") ?? _ids.GetValueOrDefault($"{method.File.Package}.{name}") ?? _ids.GetValueOrDefault(name);
    }

    /// <summary>Tells its method what happened, and keeps the ids in the answer. What another service has to hear of first is told again until it has. Gives what was wrong.</summary>
    private async Task<IReadOnlyList<string>> Tell(string name, string who, string json)
    {
        var method = Wire.Methods.Single(one => $"{one.Service.Name}.{one.Name}" == name);
        var caller = await _portal.Stack.Calling(Wire.ServiceOf(method), $"{who}@{Landlord}", who == "resident" ? Household : null);
        var filled = Filled(method, json);
        if (filled.Contains("\"\"", StringComparison.Ordinal))
            return [$"{name} lacks an id that a step before should have brought: {filled}"];
        var request = JsonParser.Default.Parse(filled, method.InputType);
        method.InputType.FindFieldByName("request_id")?.Accessor.SetValue(request, Guid.CreateVersion7().ToString());
        Answer? answer = null;
        await Eventually.Holds(async () =>
        {
            answer = await Wire.Ask(caller, method, request);
            Assert.False(answer.Status is StatusCode.NotFound or StatusCode.Unavailable || answer.Text.Contains("HOUSEHOLD_UNKNOWN", StringComparison.Ordinal), answer.Text);
        });
        if (answer!.Message is null)
            return [$"{name} answers {answer.Status}: {answer.Text}"];
        foreach (var (field, value) in Wire.Values(answer.Message))
        {
            if (field.Name == "contractor" && value is string { Length: > 0 } contractor)
                Contractor = contractor;
            if (field.Name == "total_pence")
                _ids["total"] = value.ToString()!;
            if (value is not string text || !field.Name.EndsWith("_id", StringComparison.Ordinal) || !Guid.TryParse(text, out _))
                continue;
            foreach (var key in (string[])[$"{method.Service.FullName}.{field.Name}", $"{method.File.Package}.{field.Name}", field.Name])
                _ids.TryAdd(key, text);
        }

        return [];
    }

    private string Filled(MethodDescriptor method, string json)
    {
        var today = London.DayOf(_portal.Now);
        json = json.Replace("{new}", Guid.CreateVersion7().ToString()[^8..], StringComparison.Ordinal)
            .Replace("{today}", Day(today), StringComparison.Ordinal)
            .Replace("{soon}", Day(today.AddDays(7)), StringComparison.Ordinal)
            .Replace("{earlier}", Day(today.AddDays(-28)), StringComparison.Ordinal)
            .Replace("{noon}", _portal.Now.AddHours(2).ToString("O"), StringComparison.Ordinal)
            .Replace("{afternoon}", _portal.Now.AddHours(4).ToString("O"), StringComparison.Ordinal)
            .Replace("{total}", _ids.GetValueOrDefault("total"), StringComparison.Ordinal);
        foreach (var field in method.InputType.Fields.InFieldNumberOrder())
            json = json.Replace($"{{{(field.IsRepeated ? field.Name[..^1] : field.Name)}}}", Id(method, field.Name), StringComparison.Ordinal);
        return json.Replace("{block_id}", _ids.GetValueOrDefault("block_id"), StringComparison.Ordinal);
    }

    private static string Day(DateOnly day) => JsonSerializer.Serialize(new { year = day.Year, month = day.Month, day = day.Day });
}
