using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Repairs;

internal sealed partial class RepairsGrpc
{
    public override async Task<ContractorDayResponse> ContractorDay(ContractorDayRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var caller = call.Caller();
        var (landlord, contractor) = caller.Role == Role.Contractor
            ? (request.Landlord is "" ? caller.Landlord! : request.Landlord, request.Contractor is "" ? caller.Contractor ?? "" : request.Contractor)
            : (request.Landlord, request.Contractor);
        caller.RequireRead(landlord);
        if (caller.Role == Role.Contractor)
            caller.RequireContractor(landlord, contractor);
        if (!standards.Knows(landlord))
            throw RepairRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        if (policies.For(landlord).Diary is not { } here)
            throw RepairRefusals.NoDiary.ToRpcException();
        if (here.Find(contractor) is null)
            throw RepairRefusals.ContractorUnknown(here.Contractors.Select(c => c.Key)).ToRpcException();

        var day = Day("day", request.Day, clock.Now());
        var (begins, ends) = (London.StartOf(day), London.EndOf(day));
        var appointments = db.Set<Appointment>().AsNoTracking()
            .Where(a => a.Landlord == landlord && a.Contractor == contractor && a.StartsAt >= begins && a.StartsAt < ends && a.State != AppointmentState.Cancelled);
        if (page.After is { } after)
        {
            var (at, id) = Key(after);
            appointments = appointments.Where(a => a.StartsAt > at || (a.StartsAt == at && a.Id > id));
        }

        var rows = await appointments
            .OrderBy(a => a.StartsAt).ThenBy(a => a.Id)
            .Take(page.Size + 1)
            .Join(db.Repairs, a => a.RepairId, r => r.Id, (a, r) => new { Appointment = a, r.HomeId, r.Postcode, r.Fault, r.Priority, r.Trade, r.ArrivedAt })
            .OrderBy(row => row.Appointment.StartsAt).ThenBy(row => row.Appointment.Id)
            .ToListAsync(call.CancellationToken);

        var response = new ContractorDayResponse();
        response.Entries.AddRange(rows.Take(page.Size).Select(row => new DayEntry
        {
            RepairId = row.Appointment.RepairId.ToString(),
            HomeId = row.HomeId?.ToString() ?? "",
            Postcode = row.Postcode ?? "",
            Fault = row.Fault,
            Priority = row.Priority,
            Trade = row.Trade ?? "",
            Appointment = row.Appointment.ToMessage(),
            ArrivedAt = row.Appointment.State == AppointmentState.Booked ? row.ArrivedAt?.ToTimestamp() : null,
            State = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(row.Appointment.State.ToString()),
        }));
        if (rows.Count > page.Size && rows[page.Size - 1].Appointment is var last)
            response.NextPageToken = Paging.Token(string.Create(CultureInfo.InvariantCulture, $"{last.StartsAt.UtcTicks}/{last.Id}"));
        return response;
    }

    private static (DateTimeOffset At, Guid Id) Key(string after) =>
        after.Split('/') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= DateTimeOffset.MaxValue.UtcTicks && Guid.TryParseExact(id, "D", out var read)
            ? (new DateTimeOffset(at, TimeSpan.Zero), read)
            : throw RepairRefusals.Field("page_token", "must be the next_page_token of the page before, unchanged, or empty for the first page.").ToRpcException();
}
