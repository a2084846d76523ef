using System.Net;
using System.Net.Sockets;

namespace DienBien.Platform.Local;

/// <summary>Ports of the loopback address.</summary>
internal static class FreePorts
{
    // Below the range from which the system serves outgoing connections: one of those could take the port between
    // this look and the server's own binding.
    private const int First = 20_000;

    private const int Count = 12_000;

    // One after the other, so that nobody in this process is given a port that another has not bound yet.
    private static int last = Random.Shared.Next(Count);

    /// <summary>The port itself, or a free one for 0.</summary>
    public static int Pick(int port)
    {
        while (port == 0)
        {
            var candidate = First + (int)((uint)Interlocked.Increment(ref last) % Count);
            port = IsFree(candidate) ? candidate : 0;
        }

        return port;
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
