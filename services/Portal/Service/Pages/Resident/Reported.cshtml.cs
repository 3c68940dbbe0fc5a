using Repairs_ = Housing.Repairs.Contracts.V1.Repairs;

namespace Housing.Portal.Pages.Resident;

/// <summary>The report has arrived: its reference, whose job it is, and the promise in plain words.</summary>
public sealed class ReportedModel(Repairs_.RepairsClient repairs, TimeProvider clock) : RepairPage(repairs, clock);
