# Ask, and tell 404 Not Found from every other answer. A redirect is shown: Net::HTTP follows none.
require "json"
require "net/http"

uri = URI("https://example.com/live/404")
options = { use_ssl: uri.scheme == "https", open_timeout: 10, read_timeout: 10 }
response = Net::HTTP.start(uri.host, uri.port, options) { |http| http.get(uri.request_uri) }

if response.code.to_i == 404
  puts "#{response.code} #{response.message}"
  if response.content_type == "application/problem+json"
    puts JSON.parse(response.body)["detail"]
  end
else
  puts response.code, response.body
end
