using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Housing.Portal;

/// <summary>One of several answers.</summary>
public sealed record Choice(string Value, string Text, string? Hint = null);

/// <summary>One question with its answers as radio buttons: <c>&lt;choices name="Room" label="Where is it?" of="@Model.Rooms" heading="true" /&gt;</c>.</summary>
[HtmlTargetElement("choices", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ChoicesTagHelper : TagHelper
{
    public required string Name { get; set; }
    public required string Label { get; set; }
    public string? Hint { get; set; }
    public string? Value { get; set; }
    public required IReadOnlyList<Choice> Of { get; set; }

    /// <summary>The only question of its page: the legend is its heading.</summary>
    public bool Heading { get; set; }

    /// <summary>Side by side, for yes and no.</summary>
    public bool Inline { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = TagBuilder.CreateSanitizedId(Name, "_");
        View.ModelState.TryGetValue(Name, out var entry);
        var fault = entry?.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;
        var chosen = entry?.AttemptedValue ?? Value;

        var fieldset = new TagBuilder("fieldset") { Attributes = { ["class"] = "govuk-fieldset" } };
        string?[] described = [Hint is null ? null : $"{id}-hint", fault is null ? null : $"{id}-error"];
        if (Array.Exists(described, one => one is not null))
            fieldset.Attributes["aria-describedby"] = string.Join(' ', described.Where(one => one is not null));
        var legend = new TagBuilder("legend") { Attributes = { ["class"] = Heading ? "govuk-fieldset__legend govuk-fieldset__legend--l" : "govuk-fieldset__legend govuk-fieldset__legend--s" } };
        if (Heading)
        {
            var heading = new TagBuilder("h1") { Attributes = { ["class"] = "govuk-fieldset__heading" } };
            heading.InnerHtml.Append(Label);
            legend.InnerHtml.AppendHtml(heading);
        }
        else
        {
            legend.InnerHtml.Append(Label);
        }

        fieldset.InnerHtml.AppendHtml(legend);
        if (Hint is not null)
        {
            var hint = new TagBuilder("div") { Attributes = { ["class"] = "govuk-hint", ["id"] = $"{id}-hint" } };
            hint.InnerHtml.Append(Hint);
            fieldset.InnerHtml.AppendHtml(hint);
        }

        if (fault is not null)
            fieldset.InnerHtml.AppendHtml(FieldTagHelper.Fault(id, fault));
        var radios = new TagBuilder("div") { Attributes = { ["class"] = $"govuk-radios{(Inline ? " govuk-radios--inline" : "")}", ["data-module"] = "govuk-radios" } };
        foreach (var (choice, index) in Of.Select((choice, index) => (choice, index)))
            radios.InnerHtml.AppendHtml(Radio(choice, index == 0 ? id : $"{id}-{index + 1}", choice.Value == chosen));
        fieldset.InnerHtml.AppendHtml(radios);

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"govuk-form-group{(fault is null ? "" : " govuk-form-group--error")}");
        output.Content.AppendHtml(fieldset);
    }

    private TagBuilder Radio(Choice choice, string id, bool isChosen)
    {
        var item = new TagBuilder("div") { Attributes = { ["class"] = "govuk-radios__item" } };
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing, Attributes = { ["class"] = "govuk-radios__input", ["id"] = id, ["name"] = Name, ["type"] = "radio", ["value"] = choice.Value } };
        if (isChosen)
            input.Attributes["checked"] = "checked";
        var label = new TagBuilder("label") { Attributes = { ["class"] = "govuk-label govuk-radios__label", ["for"] = id } };
        label.InnerHtml.Append(choice.Text);
        item.InnerHtml.AppendHtml(input).AppendHtml(label);
        if (choice.Hint is not null)
        {
            input.Attributes["aria-describedby"] = $"{id}-item-hint";
            var hint = new TagBuilder("div") { Attributes = { ["class"] = "govuk-hint govuk-radios__hint", ["id"] = $"{id}-item-hint" } };
            hint.InnerHtml.Append(choice.Hint);
            item.InnerHtml.AppendHtml(hint);
        }

        return item;
    }
}
