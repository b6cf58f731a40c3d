// Ask, and tell 404 Not Found from every other answer. A redirect is shown: this client follows none by itself.
import java.net.URI;
import java.net.http.*;
import java.time.Duration;
import java.util.regex.Pattern;

class Handle {
    // The JDK reads no JSON; with Jackson: new ObjectMapper().readTree(body).path("detail").asText()
    static final Pattern DETAIL = Pattern.compile("\"detail\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    public static void main(String[] arguments) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("https://example.com/live/404"))
            .timeout(Duration.ofSeconds(10)).build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        var kind = response.headers().firstValue("Content-Type").orElse("");
        if (response.statusCode() == 404) {
            System.out.println("404 Not Found"); // the client keeps no phrase
            var detail = DETAIL.matcher(kind.startsWith("application/problem+json") ? response.body() : "");
            if (detail.find()) System.out.println(detail.group(1));
        } else {
            System.out.println(response.statusCode() + " " + response.body());
        }
    }
}
