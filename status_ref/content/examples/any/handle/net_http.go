// Ask, and tell 404 Not Found from every other answer. A redirect is shown, not followed.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"strings"
	"time"
)

func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func main() {
	client := http.Client{Timeout: 10 * time.Second, CheckRedirect: stay}
	response, err := client.Get("https://example.com/live/404")
	if err != nil {
		log.Fatal(err) // no answer at all; a status is never an error here
	}
	defer response.Body.Close()
	kind := response.Header.Get("Content-Type")
	fmt.Println(response.Status) // 404 Not Found
	if response.StatusCode == 404 && strings.HasPrefix(kind, "application/problem+json") {
		var problem struct{ Detail string }
		if err := json.NewDecoder(response.Body).Decode(&problem); err == nil {
			fmt.Println(problem.Detail)
		}
	}
}
