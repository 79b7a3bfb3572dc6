//! What is opened outside the program, by the desktop's own means.

use std::ffi::OsStr;
use std::io::{Error, ErrorKind, Result};
use std::path::Path;
use std::process::Stdio;

use crate::gtk_start;

/// Opens an address in the person's browser.
///
/// # Errors
/// If there is no launcher, or none can be started.
pub fn open_in_browser(address: &str) -> Result<()> {
    open_outside(address.as_ref())
}

/// Opens a folder in the system's file browser, with what is in it.
///
/// # Errors
/// If there is no launcher, or none can be started.
pub fn open_folder(folder: &Path) -> Result<()> {
    open_outside(folder.as_ref())
}

/// The `open` crate knows the launchers of each system. It would also start them, but it waits for them on a thread with a
/// stack of 64 kB, of which the thread-local data of the web library and of the allocator leave too little: the program
/// crashed. So they are started here.
fn open_outside(what: &OsStr) -> Result<()> {
    let mut last = Error::new(ErrorKind::NotFound, "this desktop has no program for that");
    for mut launcher in open::commands(what) {
        gtk_start::leave_out_of(&mut launcher);
        match launcher.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn() {
            Ok(mut started) => {
                // A launcher that ended stays in the list of processes until somebody waits for it.
                std::thread::spawn(move || started.wait());
                return Ok(());
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}
