using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Housing.Portal;

/// <summary>
/// Something that may be done on a case: a form of a few fields that opens by its title, and is open when what was sent is at fault:
/// <c>&lt;act handler="Visit" title="Record a visit" button="Record the visit"&gt;…&lt;/act&gt;</c>. Its fields are named after the handler, "Visit.Note".
/// </summary>
[HtmlTargetElement("act")]
public sealed class ActionTagHelper(IAntiforgery antiforgery) : TagHelper
{
    public required string Handler { get; set; }
    public required string Title { get; set; }
    public required string Button { get; set; }

    /// <summary>For what cannot be taken back.</summary>
    public bool Warning { get; set; }

    /// <summary>It is what is mostly done next.</summary>
    public bool Open { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var request = View.HttpContext.Request;
        var sent = HttpMethods.IsPost(request.Method) && string.Equals(request.Query["handler"], Handler, StringComparison.OrdinalIgnoreCase);

        output.TagName = "details";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "staff-act");
        if (sent || Open)
            output.Attributes.SetAttribute("open", "");

        var summary = new TagBuilder("summary") { Attributes = { ["class"] = "staff-act__title" } };
        summary.InnerHtml.Append(Title);
        var form = new TagBuilder("form") { Attributes = { ["method"] = "post", ["action"] = $"{request.Path}?handler={UrlEncoder.Default.Encode(Handler)}", ["class"] = "staff-act__form", ["novalidate"] = "novalidate" } };
        form.InnerHtml.AppendHtml(await output.GetChildContentAsync());
        form.InnerHtml.AppendHtml(Hidden("RequestId", PortalPage.NewRequestId()));
        form.InnerHtml.AppendHtml(antiforgery.GetHtml(View.HttpContext));
        var button = new TagBuilder("button") { Attributes = { ["type"] = "submit", ["class"] = $"govuk-button{(Warning ? " govuk-button--warning" : "")}", ["data-module"] = "govuk-button", ["data-prevent-double-click"] = "true" } };
        button.InnerHtml.Append(Button);
        form.InnerHtml.AppendHtml(button);
        output.Content.AppendHtml(summary).AppendHtml(form);
    }

    private static TagBuilder Hidden(string name, string value) =>
        new("input") { TagRenderMode = TagRenderMode.SelfClosing, Attributes = { ["type"] = "hidden", ["name"] = name, ["value"] = value } };
}
