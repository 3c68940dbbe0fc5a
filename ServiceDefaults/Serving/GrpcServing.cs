using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.ServiceDefaults;

internal static class GrpcServing
{
    /// <summary>Far above any request we define, far below what would hurt; answers hold at most a page of 200.</summary>
    private const int LargestRequest = 1024 * 1024;
    private const int LargestAnswer = 4 * 1024 * 1024;

    public static void AddGrpcServing(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Access>();
        builder.Services.AddSingleton<IStartupFilter, AccessCheck>();
        builder.Services.AddSingleton<ErrorInterceptor>();
        builder.Services.AddSingleton<AccessInterceptor>();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = LargestRequest;
            grpc.MaxSendMessageSize = LargestAnswer;
            grpc.EnableDetailedErrors = false;
            grpc.Interceptors.Add<ErrorInterceptor>();
            grpc.Interceptors.Add<AccessInterceptor>();
        });
    }
}
