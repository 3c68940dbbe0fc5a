using System.Runtime.InteropServices;

namespace Housing.ServiceDefaults;

/// <summary>How the C library under .NET gives memory back.</summary>
public static class NativeMemory
{
    private const int MmapThreshold = -3;      // M_MMAP_THRESHOLD of malloc.h
    private const int LargeBlock = 64 * 1024;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Mallopt(int parameter, int value);

    /// <summary>
    /// Large blocks return to the system as soon as they are free. The compiler works in such blocks while a service warms up; glibc, which raises its threshold with
    /// the first of them, would keep a hundred megabytes resident for it ever after. Does nothing where the C library is another.
    /// </summary>
    public static void ReturnLargeBlocks()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "mallopt", out var mallopt))
            Marshal.GetDelegateForFunctionPointer<Mallopt>(mallopt)(MmapThreshold, LargeBlock);
    }
}
