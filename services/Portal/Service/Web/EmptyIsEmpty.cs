using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Housing.Portal;

/// <summary>A field left empty is an empty text, as a form means it, and never null.</summary>
internal sealed class EmptyIsEmpty : IDisplayMetadataProvider
{
    public void CreateDisplayMetadata(DisplayMetadataProviderContext context) => context.DisplayMetadata.ConvertEmptyStringToNull = false;
}
