//! Questions to the simulator: small enough for plain TCP, and no client has to be built into this tool.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use anyhow::{Context as _, bail};
use serde_json::Value;

/// Sends `body` with POST, or asks with GET where there is none, and reads JSON.
pub fn ask(url: &str, path: &str, body: Option<&str>) -> anyhow::Result<Value> {
    let host = url.strip_prefix("http://").context("the simulator answers over plain HTTP")?;
    let mut stream = TcpStream::connect(host)?;
    let (method, text) = body.map_or(("GET", ""), |text| ("POST", text));
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{text}",
        text.len()
    )?;
    let mut reply = String::new();
    stream.read_to_string(&mut reply)?;
    let (head, json) = reply.split_once("\r\n\r\n").context("a reply has a head")?;
    if !head.starts_with("HTTP/1.1 200") {
        bail!("{path}: {}", head.lines().next().unwrap_or_default());
    }
    Ok(serde_json::from_str(json)?)
}
