# Ask, and tell 404 Not Found from every other answer. A redirect is shown, not followed. PowerShell 7 or newer.
$request = @{
    Uri                = "https://example.com/live/404"
    TimeoutSec         = 10
    MaximumRedirection = 0
    SkipHttpErrorCheck = $true # without it whatever is no 2xx is an exception
    ErrorAction        = "SilentlyContinue" # a redirect that is not followed is an error, and an answer
}
$response = Invoke-WebRequest @request
$kind = "$($response.Headers['Content-Type'])"

if ($response.StatusCode -eq 404) {
    Write-Output "$($response.StatusCode) $($response.StatusDescription)"
    if ($kind.StartsWith("application/problem+json")) {
        Write-Output ($response.Content | ConvertFrom-Json).detail
    }
} else {
    Write-Output $response.StatusCode $response.Content
}
