using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

internal sealed partial class RepairsGrpc
{
    public override async Task<ListSlotsResponse> ListSlots(ListSlotsRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var now = clock.Now();
        var from = Day("from", request.From, now);
        var repair = (await desk.Load(request.RepairId, call.CancellationToken)).Repair;
        call.Caller().RequireRead(repair);
        if (diary.WhyNot(repair) is { } refusal)
            throw refusal.ToRpcException();
        if (page.After is { } after)
        {
            from = DateOnly.TryParseExact(after, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last) && last < London.LastDay
                ? last.AddDays(1)
                : throw RepairRefusals.Field("page_token", "must be the next_page_token of the page before, unchanged, or empty for the first page.").ToRpcException();
        }

        var response = new ListSlotsResponse();
        var (days, end) = (0, DateOnly.MinValue);
        await foreach (var slot in diary.Free(repair, from, now, call.CancellationToken))
        {
            if (slot.Key.Day != end && ++days > page.Size)
            {
                response.NextPageToken = Paging.Token(end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            }

            end = slot.Key.Day;
            response.Slots.Add(Message(slot));
        }

        return response;
    }

    /// <summary>The slots that the answer to a report names. A report that is promised an appointment is never answered without one (HAV-REP-04, OHO-REP-13).</summary>
    private async Task<IEnumerable<Wire.Slot>> Offer(Repair repair, DateTimeOffset now, CancellationToken cancellationToken) =>
        diary.Offers(repair)
            ? (await diary.Next(repair, policies.For(repair.Landlord).Diary!.Appointments.Offered, now, cancellationToken)).Select(Message)
            : [];

    /// <summary>Sends somebody to what was reported, by the hour of the report.</summary>
    private RepairMilestone.Reported Ordered(RepairMilestone.Reported reported, string? postcode) =>
        OrderDecision.OfReport(policies.For(reported.Landlord), diary.Calendar(reported.Landlord), reported, postcode);

    private static Wire.Slot Message(FreeSlot slot) => new()
    {
        SlotKey = slot.Key.ToString(), Slot_ = slot.Slot.Key, Name = slot.Slot.Name, StartsAt = slot.StartsAt.ToTimestamp(), EndsAt = slot.EndsAt.ToTimestamp(), Free = slot.Operatives.Count,
    };

    /// <summary>A London day; unset means today.</summary>
    private static DateOnly Day(string field, Wire.Date? given, DateTimeOffset now)
    {
        if (given is null)
            return London.DayOf(now);
        var fields = new FieldReader();
        var day = fields.Day(field, new GivenDay(given.Year, given.Month, given.Day), London.FirstDay, London.LastDay.AddDays(-1));
        return day ?? throw fields.Refuse("INVALID_FIELD").ToRpcException();
    }
}
