using Housing.Complaints.Contracts.V1;
using Housing.Complaints.Tests.Serving;
using Housing.Income.Contracts.V1;
using Housing.Testing;
using static Housing.Complaints.Tests.Serving.ComplaintsService;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints.Tests.Hearing;

public sealed class CompensationCreditedTests(ComplaintsService service) : IClassFixture<ComplaintsService>
{
    [Fact]
    public async Task Money_that_an_answer_promised_is_done_once_it_is_on_the_account()
    {
        service.Reset();
        var (complaint, _, household) = await service.Receive();
        var (id, officer) = (complaint.ComplaintId, service.Looking("officer@havering"));
        await service.Assign(id, "havering");
        await service.Acknowledge(id, "havering");
        await officer.AddEvidenceAsync(new() { RequestId = NewId(), ComplaintId = id, What = "The repair's record", Reference = "repairs/1" });
        var money = (await officer.ProposeRemedyAsync(new()
        {
            RequestId = NewId(), ComplaintId = id, Kind = Wire.RemedyKind.Compensation, Category = "distress", Pence = 10_000, Words = "For the distress.", Evidence = { 1 },
        })).Remedy;
        var credited = new CompensationCredited
        {
            AccountId = Guid.CreateVersion7(), HouseholdId = household, Landlord = "havering", AmountPence = 10_000, Reason = "complaint", CauseId = Guid.Parse(money.RemedyId), CreditedAt = service.Host.Clock.Now.AddHours(1),
        };
        await service.Answer(id, "havering", issues: 1);
        var before = await service.Get(id, "officer@havering");
        Assert.Equal(Wire.RemedyState.Promised, before.Remedies.Single(r => r.RemedyId == money.RemedyId).State);

        // Told twice, and once of what nobody complained for.
        await service.Host.PublishAsync(credited with { CauseId = Guid.CreateVersion7() });
        await Task.WhenAll(service.Host.PublishAsync(credited), service.Host.PublishAsync(credited));

        await Eventually.Equal(3L, () => service.Host.Database.Scalar<long>("select count(*) from inbox where consumer like '%compensation-credited%'"));
        var done = (await service.Get(id, "officer@havering")).Remedies.Single(r => r.RemedyId == money.RemedyId);
        Assert.Equal((Wire.RemedyState.Done, $"Credited to account {credited.AccountId}"), (done.State, done.Proof));
        Assert.Equal(1L, await service.Host.Database.Scalar<long>($"select count(*) from timeline where complaint_id = '{id}' and name = 'complaint.action-done'"));
    }
}
