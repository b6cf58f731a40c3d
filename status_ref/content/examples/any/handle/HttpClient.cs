// Ask, and tell 404 Not Found from success. A redirect is shown, not followed. .NET 6 or newer.
using System.Text.Json;

using var handler = new HttpClientHandler { AllowAutoRedirect = false };
using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
using var response = await client.GetAsync("https://example.com/live/404");
var body = await response.Content.ReadAsStringAsync();

if ((int)response.StatusCode == 404)
{
    Console.WriteLine($"{(int)response.StatusCode} {response.ReasonPhrase}");
    if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
    {
        using var problem = JsonDocument.Parse(body);
        if (problem.RootElement.TryGetProperty("detail", out var detail)) Console.WriteLine(detail);
    }
}
else
{
    response.EnsureSuccessStatusCode(); // an exception for whatever is no 2xx
    Console.WriteLine(body);
}
