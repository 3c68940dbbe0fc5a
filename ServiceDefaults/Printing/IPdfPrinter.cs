namespace Housing.ServiceDefaults;

/// <summary>Makes a PDF of a page, tagged for screen readers.</summary>
public interface IPdfPrinter
{
    /// <summary>The page as PDF.</summary>
    /// <param name="html">A whole page that needs nothing from anywhere else.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Grpc.Core.RpcException">FAILED_PRECONDITION where no printer is installed, UNAVAILABLE where it failed or took too long.</exception>
    Task<byte[]> Print(string html, CancellationToken cancellationToken);
}
