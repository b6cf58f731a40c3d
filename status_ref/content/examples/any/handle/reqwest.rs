// Ask, and tell 404 Not Found from success. A redirect is shown, not followed.
// Cargo.toml: reqwest = { version = "0.12", features = ["blocking", "json"] }, serde_json = "1"
use reqwest::{blocking::Client, header::CONTENT_TYPE, redirect::Policy};
use std::{error::Error, time::Duration};

fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().timeout(Duration::from_secs(10)).redirect(Policy::none()).build()?;
    let response = client.get("https://example.com/live/404").send()?;
    let kind = response.headers().get(CONTENT_TYPE);
    let is_problem = kind.is_some_and(|value| value.as_bytes().starts_with(b"application/problem+json"));

    if response.status().as_u16() == 404 {
        println!("{}", response.status()); // 404 Not Found
        if is_problem {
            let problem: serde_json::Value = response.json()?;
            println!("{}", problem["detail"].as_str().unwrap_or_default());
        }
    } else {
        println!("{}", response.error_for_status()?.text()?);
    }
    Ok(())
}
