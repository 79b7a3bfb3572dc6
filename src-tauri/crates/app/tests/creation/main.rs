//! Making ads on a real file with the real renderer and the real runner, without an ad account.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod bed;
mod board;
mod going_wrong;
mod handing_out;
mod incoming;
mod library;
mod making;
mod planning;
mod reviewing;
mod shown;
