using Wire = Housing.Tenancy.Contracts.V1;

namespace Housing.Tenancy;

/// <summary>The words of the contract and ours. A word we do not know, the unspecified one too, is null.</summary>
internal static class Terms
{
    public static Tenure? Read(Wire.Tenure given) => given switch
    {
        Wire.Tenure.Secure => Tenure.Secure,
        Wire.Tenure.Assured => Tenure.Assured,
        Wire.Tenure.Starter => Tenure.Starter,
        Wire.Tenure.Leasehold => Tenure.Leasehold,
        Wire.Tenure.SharedOwnership => Tenure.SharedOwnership,
        _ => null,      // a caller's number may be anything
    };

    public static Need? Read(Wire.Need given) => given switch
    {
        Wire.Need.OlderPerson => Need.OlderPerson,
        Wire.Need.Disability => Need.Disability,
        Wire.Need.LongTermIllness => Need.LongTermIllness,
        Wire.Need.YoungChild => Need.YoungChild,
        Wire.Need.Pregnancy => Need.Pregnancy,
        Wire.Need.MentalHealth => Need.MentalHealth,
        Wire.Need.RecentBereavement => Need.RecentBereavement,
        _ => null,
    };

    public static EndReason? Read(Wire.EndReason given) => given switch
    {
        Wire.EndReason.NoticeGiven => EndReason.NoticeGiven,
        Wire.EndReason.MovedWithin => EndReason.MovedWithin,
        Wire.EndReason.Exchanged => EndReason.Exchanged,
        Wire.EndReason.Abandoned => EndReason.Abandoned,
        Wire.EndReason.Died => EndReason.Died,
        Wire.EndReason.Evicted => EndReason.Evicted,
        Wire.EndReason.Sold => EndReason.Sold,
        Wire.EndReason.Other => EndReason.Other,
        _ => null,
    };

    public static Format? Read(Wire.Format given) => given switch
    {
        Wire.Format.Print => Format.Print,
        Wire.Format.LargePrint => Format.LargePrint,
        Wire.Format.Braille => Format.Braille,
        Wire.Format.Audio => Format.Audio,
        Wire.Format.EasyRead => Format.EasyRead,
        _ => null,
    };

    public static ContactBy? Read(Wire.ContactBy given) => given switch
    {
        Wire.ContactBy.Phone => ContactBy.Phone,
        Wire.ContactBy.Text => ContactBy.Text,
        Wire.ContactBy.Email => ContactBy.Email,
        Wire.ContactBy.Letter => ContactBy.Letter,
        _ => null,
    };

    public static Wire.Format ToWire(Format format) => format switch
    {
        Format.Print => Wire.Format.Print,
        Format.LargePrint => Wire.Format.LargePrint,
        Format.Braille => Wire.Format.Braille,
        Format.Audio => Wire.Format.Audio,
        Format.EasyRead => Wire.Format.EasyRead,
    };

    public static Wire.ContactBy ToWire(ContactBy contact) => contact switch
    {
        ContactBy.Phone => Wire.ContactBy.Phone,
        ContactBy.Text => Wire.ContactBy.Text,
        ContactBy.Email => Wire.ContactBy.Email,
        ContactBy.Letter => Wire.ContactBy.Letter,
    };

    public static Wire.EndReason ToWire(EndReason reason) => reason switch
    {
        EndReason.NoticeGiven => Wire.EndReason.NoticeGiven,
        EndReason.MovedWithin => Wire.EndReason.MovedWithin,
        EndReason.Exchanged => Wire.EndReason.Exchanged,
        EndReason.Abandoned => Wire.EndReason.Abandoned,
        EndReason.Died => Wire.EndReason.Died,
        EndReason.Evicted => Wire.EndReason.Evicted,
        EndReason.Sold => Wire.EndReason.Sold,
        EndReason.Other => Wire.EndReason.Other,
    };

    public static Wire.Tenure ToWire(Tenure tenure) => tenure switch
    {
        Tenure.Secure => Wire.Tenure.Secure,
        Tenure.Assured => Wire.Tenure.Assured,
        Tenure.Starter => Wire.Tenure.Starter,
        Tenure.Leasehold => Wire.Tenure.Leasehold,
        Tenure.SharedOwnership => Wire.Tenure.SharedOwnership,
    };

    public static Wire.Need ToWire(Need need) => need switch
    {
        Need.OlderPerson => Wire.Need.OlderPerson,
        Need.Disability => Wire.Need.Disability,
        Need.LongTermIllness => Wire.Need.LongTermIllness,
        Need.YoungChild => Wire.Need.YoungChild,
        Need.Pregnancy => Wire.Need.Pregnancy,
        Need.MentalHealth => Wire.Need.MentalHealth,
        Need.RecentBereavement => Wire.Need.RecentBereavement,
    };

    /// <summary>The tenure as events name it.</summary>
    public static string Name(Tenure tenure) => tenure switch
    {
        Tenure.Secure => "secure",
        Tenure.Assured => "assured",
        Tenure.Starter => "starter",
        Tenure.Leasehold => "leasehold",
        Tenure.SharedOwnership => "shared-ownership",
    };

    /// <summary>Why a tenancy ended, as events name it.</summary>
    public static string Name(EndReason reason) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString());

    /// <summary>What a caller may say, for a refusal.</summary>
    public static string Tenures { get; } = Words<Wire.Tenure>("TENURE_");

    /// <inheritdoc cref="Tenures"/>
    public static string Needs { get; } = Words<Wire.Need>("NEED_");

    /// <inheritdoc cref="Tenures"/>
    public static string EndReasons { get; } = Words<Wire.EndReason>("END_REASON_");

    /// <inheritdoc cref="Tenures"/>
    public static string Formats { get; } = Words<Wire.Format>("FORMAT_");

    /// <inheritdoc cref="Tenures"/>
    public static string Contacts { get; } = Words<Wire.ContactBy>("CONTACT_BY_");

    private static string Words<TEnum>(string prefix)
        where TEnum : struct, Enum =>
        string.Join(", ", Enum.GetNames<TEnum>().Skip(1).Select(name => prefix + System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(name)));
}
