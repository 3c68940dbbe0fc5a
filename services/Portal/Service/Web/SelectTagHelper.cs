using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Housing.Portal;

/// <summary>One of many, where radio buttons would fill the page: <c>&lt;pick name="Visit.Slot" label="Which time?" of="@Model.Slots" /&gt;</c>.</summary>
[HtmlTargetElement("pick", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SelectTagHelper : TagHelper
{
    public required string Name { get; set; }
    public required string Label { get; set; }
    public string? Hint { get; set; }
    public string? Value { get; set; }
    public required IReadOnlyList<Choice> Of { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = TagBuilder.CreateSanitizedId(Name, "_");
        View.ModelState.TryGetValue(Name, out var entry);
        var fault = entry?.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;
        var chosen = entry?.AttemptedValue ?? Value;

        var label = new TagBuilder("label") { Attributes = { ["for"] = id, ["class"] = "govuk-label govuk-label--s" } };
        label.InnerHtml.Append(Label);
        var select = new TagBuilder("select") { Attributes = { ["id"] = id, ["name"] = Name, ["class"] = $"govuk-select{(fault is null ? "" : " govuk-select--error")}" } };
        string?[] described = [Hint is null ? null : $"{id}-hint", fault is null ? null : $"{id}-error"];
        if (Array.Exists(described, one => one is not null))
            select.Attributes["aria-describedby"] = string.Join(' ', described.Where(one => one is not null));
        foreach (var choice in Of)
        {
            var option = new TagBuilder("option") { Attributes = { ["value"] = choice.Value } };
            if (choice.Value == chosen)
                option.Attributes["selected"] = "selected";
            option.InnerHtml.Append(choice.Text);
            select.InnerHtml.AppendHtml(option);
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"govuk-form-group{(fault is null ? "" : " govuk-form-group--error")}");
        output.Content.AppendHtml(label);
        if (Hint is not null)
        {
            var hint = new TagBuilder("div") { Attributes = { ["class"] = "govuk-hint", ["id"] = $"{id}-hint" } };
            hint.InnerHtml.Append(Hint);
            output.Content.AppendHtml(hint);
        }

        if (fault is not null)
            output.Content.AppendHtml(FieldTagHelper.Fault(id, fault));
        output.Content.AppendHtml(select);
    }
}
