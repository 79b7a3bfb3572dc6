//! The client against a Graph API server on this machine, over HTTP.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod batches;
mod connect;
mod faults;
mod insights;
mod objects;
mod pictures;
mod redaction;
mod reports;
mod support;
mod throttling;
