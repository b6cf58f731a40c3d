# Ask, and tell 404 Not Found from every other answer. A redirect is shown, not followed.
use strict;
use warnings;
use JSON::PP qw(decode_json);
use LWP::UserAgent;

binmode STDOUT, ':encoding(UTF-8)';
my $agent = LWP::UserAgent->new(timeout => 10, max_redirect => 0);
my $response = $agent->get("https://example.com/live/404");
# Where there was no answer at all, LWP makes a 500 of its own.
die $response->status_line, "\n" if ($response->header('Client-Warning') // '') eq 'Internal response';

if ($response->code == 404) {
    print $response->status_line, "\n";
    if ($response->content_type eq 'application/problem+json') {
        print decode_json($response->content)->{detail} // '', "\n";
    }
} else {
    print $response->status_line, "\n", $response->decoded_content, "\n";
}
