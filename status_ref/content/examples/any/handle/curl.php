<?php
// Ask, and tell 404 Not Found from every other answer. A redirect is shown, not followed.
$curl = curl_init("https://example.com/live/404");
curl_setopt_array($curl, [CURLOPT_RETURNTRANSFER => true, CURLOPT_TIMEOUT => 10]);
$body = curl_exec($curl);
if ($body === false) {
    exit(curl_error($curl)); // no answer at all
}
$status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
$kind = curl_getinfo($curl, CURLINFO_CONTENT_TYPE) ?: '';

if ($status === 404) {
    echo "404 Not Found\n"; // curl_getinfo knows no phrase
    if (str_starts_with($kind, 'application/problem+json')) {
        echo json_decode($body, true)['detail'] ?? '', "\n";
    }
} else {
    echo $status, ' ', $body, "\n";
}
