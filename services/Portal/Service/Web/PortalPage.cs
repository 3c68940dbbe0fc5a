using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Housing.Portal;

/// <summary>
/// A page of somebody signed in. <see cref="Load"/> asks for what the page shows; a form's handler returns <see cref="Do"/> with what it does, and what a service
/// refuses is then told at the top of the page and at the field it is about.
/// </summary>
public abstract class PortalPage : PageModel
{
    /// <summary>Who is signed in: the folder's policy lets nobody else here.</summary>
    public Person Person => Portal.Person.Of(User) ?? throw new InvalidOperationException($"{Request.Path} is open to all; it has no person.");

    /// <summary>Given anew with each form, so that sending one twice does nothing twice.</summary>
    [BindProperty]
    public string RequestId { get; set; } = NewRequestId();

    /// <summary>Ends with the request: a page that nobody waits for asks nothing more.</summary>
    protected CancellationToken Stop => HttpContext.RequestAborted;

    /// <summary>Asks the services for what the page shows.</summary>
    protected virtual Task Load() => Task.CompletedTask;

    public virtual async Task<IActionResult> OnGetAsync()
    {
        await Load();
        return Page();
    }

    /// <summary>Does what a form asks for, and shows the page again with what is wrong when it cannot be done.</summary>
    /// <param name="work">What to do; its answer is where to go next. Null when the form is not filled in as it must be.</param>
    /// <param name="fields">How the form calls what a service names otherwise: ("work_done", "Done").</param>
    protected async Task<IActionResult> Do(Func<Task<IActionResult?>> work, params (string Service, string Form)[] fields)
    {
        if (!Guid.TryParse(RequestId, out _))
            RequestId = NewRequestId();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        try
        {
            if (ModelState.IsValid && await work() is { } done && ModelState.IsValid)
            {
                Response.StatusCode = StatusCodes.Status200OK;
                return done;
            }

            // What was refused was not done: what is sent next is another request.
            RequestId = NewRequestId();
        }
        catch (RpcException fault) when (ServiceFault.Of(fault) is { IsForThePerson: true } refused)
        {
            Tell(refused, fields);
            RequestId = NewRequestId();
        }
        catch (RpcException fault) when (ServiceFault.Of(fault).IsAway)
        {
            // It may have been done: the same form sent again is the same request.
            ModelState.AddModelError("", "This could not be sent just now. What you entered is still here: send it again in a few minutes.");
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }

        await Load();
        return Page();
    }

    /// <summary>A request id for a form on this page.</summary>
    public static string NewRequestId() => Guid.CreateVersion7().ToString();

    private void Tell(ServiceFault refused, (string Service, string Form)[] fields)
    {
        if (refused.Fields.Count == 0)
            ModelState.AddModelError("", refused.Sentence);
        foreach (var (field, says) in refused.Fields)
        {
            var form = Array.Find(fields, pair => pair.Service == field).Form;
            var sentence = says.Length > 0 && says.StartsWith(field, StringComparison.Ordinal) ? says[field.Length..].Trim() : says;
            ModelState.AddModelError(form ?? "", form is null ? refused.Sentence : Words.Sentence(sentence));
        }
    }

}
