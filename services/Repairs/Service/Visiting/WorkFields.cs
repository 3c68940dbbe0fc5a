using Housing.Standards;

namespace Housing.Repairs;

/// <summary>What visits and finished work have to say about themselves, and within which bounds.</summary>
internal static class WorkFields
{
    public const long MostPence = 10_000_000;
    private const int MostPhotos = 20, LongestReference = 200, MostMaterials = 100, LongestMaterial = 200, MostOfOne = 10_000;

    public static void Photos(this FieldReader fields, string field, IReadOnlyList<string> references)
    {
        if (references.Count > MostPhotos)
            fields.Fault(field, $"must be at most {MostPhotos} references; there are {references.Count}.");
        for (var i = 0; i < references.Count; i++)
            fields.Line($"{field}[{i}]", references[i], LongestReference);
    }

    public static void Materials(this FieldReader fields, string field, IReadOnlyList<Material> materials)
    {
        if (materials.Count > MostMaterials)
            fields.Fault(field, $"must be at most {MostMaterials} lines; there are {materials.Count}.");
        for (var i = 0; i < materials.Count; i++)
        {
            fields.Line($"{field}[{i}].what", materials[i].What, LongestMaterial);
            if (materials[i].Quantity is < 1 or > MostOfOne)
                fields.Fault($"{field}[{i}].quantity", $"must be 1 to {MostOfOne:N0}.");
            fields.Pence($"{field}[{i}].pence", materials[i].Pence);
        }
    }

    public static void Pence(this FieldReader fields, string field, long? pence)
    {
        if (pence is < 0 or > MostPence)
            fields.Fault(field, $"must be 0 to {MostPence:N0} pence.");
    }

    /// <summary>Plain text that may be left out.</summary>
    public static void Words(this FieldReader fields, string field, string text)
    {
        if (text is not "" && Text.Fault(text) is { } fault)
            fields.Fault(field, fault);
    }
}
