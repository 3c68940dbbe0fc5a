using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Housing.Portal;

/// <summary>
/// A form's field with its label, hint and fault: <c>&lt;field name="Words" label="What is wrong?" hint="…" rows="5" /&gt;</c>. The value is what was sent, or
/// <c>value</c>. What is inside the tag comes after the input.
/// </summary>
[HtmlTargetElement("field")]
public sealed class FieldTagHelper : TagHelper
{
    public required string Name { get; set; }
    public required string Label { get; set; }
    public string? Hint { get; set; }
    public string? Value { get; set; }
    public string Type { get; set; } = "text";
    public string? Autocomplete { get; set; }
    public string? Inputmode { get; set; }
    public string? Prefix { get; set; }

    /// <summary>More than 0 makes it an area of so many lines.</summary>
    public int Rows { get; set; }

    /// <summary>Characters it may have, where the page counts them for whoever types.</summary>
    public int Max { get; set; }

    /// <summary>govuk-input--width-5, where what is typed is always short.</summary>
    public string Class { get; set; } = "";

    /// <summary>The only question of its page: the label is its heading.</summary>
    public bool Heading { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var id = TagBuilder.CreateSanitizedId(Name, "_");
        View.ModelState.TryGetValue(Name, out var entry);
        var fault = entry?.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;
        var value = Type == "password" ? null : entry?.AttemptedValue ?? Value;

        var label = new TagBuilder("label") { Attributes = { ["for"] = id, ["class"] = Heading ? "govuk-label govuk-label--l" : "govuk-label govuk-label--s" } };
        label.InnerHtml.Append(Label);
        var heading = new TagBuilder("h1") { Attributes = { ["class"] = "govuk-label-wrapper" } };
        heading.InnerHtml.AppendHtml(label);

        var input = new TagBuilder(Rows > 0 ? "textarea" : "input") { TagRenderMode = Rows > 0 ? TagRenderMode.Normal : TagRenderMode.SelfClosing };
        input.Attributes["id"] = id;
        input.Attributes["name"] = Name;
        input.Attributes["class"] = $"{(Rows > 0 ? "govuk-textarea" : "govuk-input")}{(fault is null ? "" : Rows > 0 ? " govuk-textarea--error" : " govuk-input--error")}{(Max > 0 ? " govuk-js-character-count" : "")} {Class}".TrimEnd();
        string?[] described = [Hint is null ? null : $"{id}-hint", fault is null ? null : $"{id}-error", Max > 0 ? $"{id}-info" : null];
        if (Array.Exists(described, one => one is not null))
            input.Attributes["aria-describedby"] = string.Join(' ', described.Where(one => one is not null));
        if (fault is not null)
            input.Attributes["aria-invalid"] = "true";
        if (Autocomplete is not null)
            input.Attributes["autocomplete"] = Autocomplete;
        if (Inputmode is not null)
            input.Attributes["inputmode"] = Inputmode;
        if (Rows > 0)
        {
            input.Attributes["rows"] = $"{Rows}";
            input.InnerHtml.Append(value ?? "");
        }
        else
        {
            input.Attributes["type"] = Type;
            if (value is { Length: > 0 })
                input.Attributes["value"] = value;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"govuk-form-group{(fault is null ? "" : " govuk-form-group--error")}{(Max > 0 ? " govuk-character-count" : "")}");
        if (Max > 0)
        {
            output.Attributes.SetAttribute("data-module", "govuk-character-count");
            output.Attributes.SetAttribute("data-maxlength", $"{Max}");
        }

        output.Content.AppendHtml(Heading ? heading : label);
        if (Hint is not null)
            output.Content.AppendHtml(Said("div", "govuk-hint", $"{id}-hint", Hint));
        if (fault is not null)
            output.Content.AppendHtml(Fault(id, fault));
        if (Prefix is not null)
        {
            var wrapper = new TagBuilder("div") { Attributes = { ["class"] = "govuk-input__wrapper" } };
            var before = new TagBuilder("div") { Attributes = { ["class"] = "govuk-input__prefix", ["aria-hidden"] = "true" } };
            before.InnerHtml.Append(Prefix);
            wrapper.InnerHtml.AppendHtml(before).AppendHtml(input);
            output.Content.AppendHtml(wrapper);
        }
        else
        {
            output.Content.AppendHtml(input);
        }

        if (Max > 0)
            output.Content.AppendHtml(Said("div", "govuk-hint govuk-character-count__message", $"{id}-info", $"You can enter up to {Max} characters"));
        output.Content.AppendHtml(await output.GetChildContentAsync());
    }

    internal static TagBuilder Fault(string id, string fault)
    {
        var error = new TagBuilder("p") { Attributes = { ["class"] = "govuk-error-message", ["id"] = $"{id}-error" } };
        error.InnerHtml.AppendHtml("<span class=\"govuk-visually-hidden\">Error:</span> ").Append(fault);
        return error;
    }

    private static TagBuilder Said(string tag, string classes, string id, string text)
    {
        var said = new TagBuilder(tag) { Attributes = { ["class"] = classes, ["id"] = id } };
        said.InnerHtml.Append(text);
        return said;
    }
}
