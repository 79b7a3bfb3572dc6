//! The client against a Graph API server on this machine, over HTTP.

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
