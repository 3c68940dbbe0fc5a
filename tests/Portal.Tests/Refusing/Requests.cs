using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Housing.Standards;

namespace Housing.Portal.Tests;

/// <summary>Fills any method's request with the ids of a real case, by the names of its fields, so that it is refused for who asks and not for what it says.</summary>
internal sealed class Requests(RealCase real, DateTimeOffset now)
{
    private const int Deepest = 4;

    /// <summary>What there is none of in the case, as a field or a whole method: a landlord's own file, a builder's defect, a homeowner's bill, a benefit that is expected, or a step that a debt of four weeks has not come to.</summary>
    private static readonly HashSet<string> None = new(StringComparer.Ordinal)
    {
        "housing.income.v1.Bank.statement_id", "housing.income.v1.Benefits.schedule_id", "housing.income.v1.DirectDebits.file_id", "housing.income.v1.Suspense.item_id",
        "housing.income.v1.Suspense.allocation_id", "housing.income.v1.Suspense.payer_id", "housing.income.v1.Legal.action_id", "housing.income.v1.Legal.hearing_id",
        "housing.income.v1.FormerTenants.write_off_id", "housing.income.v1.HomeownerHelp.copies_id", "housing.income.v1.HomeownerHelp.buy_back_id", "housing.income.v1.Homeowners.bill_id",
        "housing.income.v1.Ledger.garage_id", "housing.repairs.v1.Defects.GetDefect", "housing.errors.v1.FailedMessages.message_id",
        "housing.repairs.v1.Defects.ChaseDeveloper", "housing.repairs.v1.Defects.CheckDefect", "housing.repairs.v1.Defects.RecordDefectFixed", "housing.repairs.v1.Defects.RecordDeveloperAppointment",
        "housing.income.v1.Arrears.EndExpectedBenefit", "housing.income.v1.HomeownerHelp.AskInvoiceCopies", "housing.complaints.v1.Reports.report_id", "housing.performance.v1.Reports.report_id",
    };

    /// <summary>Text that a method asks for in a form of its own; all else takes any words.</summary>
    private static readonly Dictionary<string, string> Said = new(StringComparer.Ordinal)
    {
        ["about_service"] = "repairs",
        ["ListMeasuredComplaints.measure"] = "received",
        ["landlord"] = RealCase.Landlord,
        ["of_landlord"] = RealCase.Landlord,
        ["text"] = RealCase.Secret,
        ["standard_id"] = "HAV-REP-08",
        ["service"] = "repairs",
        ["subject"] = "repairs",
        ["team"] = "repairs",
        ["fault"] = "other",
        ["weekday"] = "monday",
        ["slot_key"] = "none",
        ["room"] = "", ["item"] = "", ["estate"] = "", ["duplicate_of"] = "", ["joint_with"] = "", ["for_person"] = "", ["enquirer"] = "", ["standards"] = "",
        ["page_token"] = "",
        ["reference"] = "QF-1",
    };

    /// <summary>What is said in one of two ways, or by one of two people: residents choose a slot, and what is told of the home needs no block.</summary>
    private static readonly HashSet<string> Unsaid = new(StringComparer.Ordinal)
    {
        "BookAppointment.starts_at", "BookAppointment.ends_at", "ChangeAppointment.starts_at", "ChangeAppointment.ends_at", "SetUpMandate.day_of_month", "ChangeMandate.day_of_month", "ReportRepair.block_id",
        "ReportRepair.answers", "ReportRepair.cause", "ReportRepair.crime_reference", "ReceiveComplaint.household_id", "ReportRepair.landlord", "ReceiveComplaint.representative", "ReceiveComplaint.contact", "ReceiveComplaint.about_people", "ReceiveComplaint.received_at", "RecordFeedback.team",
    };

    /// <summary>With everything.</summary>
    public IMessage Full(MethodDescriptor method) => Fill(method, method.InputType, Deepest, field => !Unsaid.Contains($"{method.Name}.{field.Name}"));

    /// <summary>The same question asked in each way it can be: by each id it takes, and by the landlord alone.</summary>
    public IEnumerable<IMessage> Ways(MethodDescriptor method)
    {
        var ids = method.InputType.Fields.InFieldNumberOrder().Where(IsId).ToList();
        yield return Fill(method, method.InputType, Deepest, field => field.Name == "landlord");
        foreach (var id in ids)
            yield return Fill(method, method.InputType, Deepest, field => field.Name == "landlord" || field == id);
        foreach (var id in ids)
            yield return Fill(method, method.InputType, Deepest, field => field == id);
        yield return Fill(method, method.InputType, Deepest, field => !IsId(field) || ids.Contains(field));
        yield return Fill(method, method.InputType, Deepest, field => field.Name is "landlord" or "text" or "of_landlord" or "stage" or "standard_id" or "service" or "case_ids" or "from" or "through" or "month" or "measure" or "by" or "subject");
    }

    /// <summary>Whether a request names something that the case has none of.</summary>
    public static bool NamesNothing(MethodDescriptor method) =>
        None.Contains(method.FullName) || method.InputType.Fields.InFieldNumberOrder().Any(field => None.Contains($"{method.Service.FullName}.{field.Name}"));

    private static bool IsId(FieldDescriptor field) =>
        field.FieldType == FieldType.String && field.Name is not ("request_id" or "standard_id") && (field.Name.EndsWith("_id", StringComparison.Ordinal) || field.Name.EndsWith("_ids", StringComparison.Ordinal));

    private IMessage Fill(MethodDescriptor method, MessageDescriptor type, int depth, Func<FieldDescriptor, bool> wanted)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InFieldNumberOrder().Where(field => field.Name == "request_id" || wanted(field)))
        {
            if (field.RealContainingOneof is { } oneof && oneof.Fields[0] != field)
                continue;
            if (Value(method, field, depth) is not { } value)
                continue;
            if (field.IsRepeated)
                ((IList)field.Accessor.GetValue(message)).Add(value);
            else
                field.Accessor.SetValue(message, value);
        }

        return message;
    }

    private object? Value(MethodDescriptor method, FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.String => Text(method, field),
        FieldType.Int32 => field.Name switch { "page_size" => 0, "starts_in" => London.DayOf(now).Year, _ => 1 },
        FieldType.Int64 => 100L,
        FieldType.Bool => field.IsRepeated || field.HasPresence ? true : null,
        FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, field.EnumType.Values[1].Number),
        FieldType.Bytes => ByteString.CopyFromUtf8("x"),
        FieldType.Message when field.MessageType.FullName == Timestamp.Descriptor.FullName => now.AddMinutes(-1).ToTimestamp(),
        FieldType.Message when field.MessageType.Name == "Date" => Today(field.MessageType),
        FieldType.Message when depth > 0 => Fill(method, field.MessageType, depth - 1, _ => true),
        _ => null,
    };

    private object? Text(MethodDescriptor method, FieldDescriptor field)
    {
        if (field.Name == "request_id")
            return Guid.CreateVersion7().ToString();
        if (Said.TryGetValue($"{method.Name}.{field.Name}", out var said) || Said.TryGetValue(field.Name, out said))
            return said;
        if (!IsId(field))
            return field.Name == "contractor" ? real.Contractor : "Tell me.";
        return real.Id(method, field.Name is "about_case_id" ? "repair_id" : field.Name is "place_id" ? "block_id" : field.Name)
            ?? (None.Contains($"{method.Service.FullName}.{field.Name}") ? Guid.CreateVersion7().ToString()
                : throw new InvalidOperationException($"{method.FullName} asks for a {field.Name}: say in {nameof(RealCase)} how the case comes by one."));
    }

    private IMessage Today(MessageDescriptor type)
    {
        var (day, message) = (London.DayOf(now), type.Parser.ParseFrom(ByteString.Empty));
        foreach (var (name, value) in new (string, int)[] { ("year", day.Year), ("month", day.Month), ("day", day.Day) })
            type.FindFieldByName(name).Accessor.SetValue(message, value);
        return message;
    }
}
