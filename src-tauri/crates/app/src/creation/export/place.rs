//! Where an export goes: a folder, or one ZIP in it. What was not finished leaves nothing behind.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use creative::encode::Stamp;
use units::Timestamp;

use super::zip::Zip;
use crate::{AppError, ErrorCode};

/// A place that is being filled. What was written takes its name at [`Place::end`]; dropped before, it leaves nothing.
pub(super) struct Place {
    folder: PathBuf,
    /// Files that are whole and wait for their names.
    whole: Vec<Part>,
    /// Whether the folder was not there before.
    new_folder: bool,
    zip: Option<(Zip<BufWriter<File>>, Part)>,
}

impl Place {
    /// A folder, which is made if it is not there; with `zip`, one file of this name in it whose files carry this time.
    ///
    /// # Errors
    /// As the disk fails.
    pub fn begin(folder: &Path, zip: Option<(String, Timestamp)>) -> Result<Self, AppError> {
        let new_folder = !folder.exists();
        std::fs::create_dir_all(folder)?;
        let mut place = Self { folder: folder.to_owned(), whole: Vec::new(), new_folder, zip: None };
        if let Some((name, at)) = zip {
            let part = Part::of(folder.join(name));
            let out = Zip::new(BufWriter::new(part.create()?), at);
            place.zip = Some((out, part));
        }
        Ok(place)
    }

    /// Writes a file, whole or not at all. One with these bytes is left alone; what lies beside the pictures is ours to
    /// write anew, and so is a picture of the same ad.
    ///
    /// # Errors
    /// `already_exists` for another picture of that name; as the disk fails.
    pub fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), AppError> {
        match &mut self.zip {
            Some((zip, _)) => zip.add(name, bytes),
            None => self.put_beside(name, bytes),
        }
    }

    /// The same into the folder, also where the others go into a ZIP.
    ///
    /// # Errors
    /// As [`Place::put`].
    pub fn put_beside(&mut self, name: &str, bytes: &[u8]) -> Result<(), AppError> {
        let path = self.folder.join(name);
        match std::fs::read(&path) {
            Ok(there) if there == bytes => return Ok(()),
            Ok(there) if !may_replace(&path, &there, bytes) => {
                return Err(AppError::new(
                    ErrorCode::AlreadyExists,
                    format!("{} is there already, with another picture in it.", path.display()),
                    "Choose another folder, or move that file away.",
                ));
            }
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
        let part = Part::of(path);
        std::fs::write(&part.beside, bytes)?;
        self.whole.push(part);
        Ok(())
    }

    /// A file in the folder that is written bit by bit; [`Place::keep`] ends it.
    ///
    /// # Errors
    /// As the disk fails.
    pub fn part(&self, name: &str) -> Part {
        Part::of(self.folder.join(name))
    }

    /// Takes in a file that was written bit by bit.
    pub fn keep(&mut self, part: Part) {
        self.whole.push(part);
    }

    /// Where a file is, or the ZIP that it is in.
    pub fn path(&self, name: &str) -> String {
        self.zip.as_ref().map_or_else(|| self.folder.join(name), |(_, part)| part.path.clone()).display().to_string()
    }

    /// Ends it: from here on everything stays.
    ///
    /// # Errors
    /// As the disk fails.
    pub fn end(mut self) -> Result<(), AppError> {
        if let Some((zip, part)) = self.zip.take() {
            zip.end()?.flush()?;
            self.whole.push(part);
        }
        // From here on the folder is not as it was: names are given without anything between that could fail but the
        // disk itself.
        self.new_folder = false;
        for part in std::mem::take(&mut self.whole) {
            part.finish()?;
        }
        Ok(())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(self.zip.take());
        self.whole.clear();
        if self.new_folder {
            // It stays if somebody put something there meanwhile.
            drop(std::fs::remove_dir(&self.folder));
        }
    }
}

/// Whether a file may be written over: a text of ours, or a picture of the same ad packed another way.
fn may_replace(path: &Path, there: &[u8], bytes: &[u8]) -> bool {
    let text = path.extension().is_some_and(|ending| ["csv", "html", "txt"].iter().any(|own| ending == *own));
    text || Stamp::read(there).is_some_and(|stamp| Stamp::read(bytes).as_ref() == Some(&stamp))
}

/// A file under another name until it is whole; dropped before, it is gone.
pub(super) struct Part {
    path: PathBuf,
    beside: PathBuf,
}

impl Part {
    fn of(path: PathBuf) -> Self {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".part");
        Self { path, beside: beside.into() }
    }

    /// Begins the file.
    ///
    /// # Errors
    /// As the disk fails.
    pub fn create(&self) -> Result<File, AppError> {
        Ok(File::create(&self.beside)?)
    }

    fn finish(self) -> Result<(), AppError> {
        Ok(std::fs::rename(&self.beside, &self.path)?)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // After `finish` nothing is there under this name.
        drop(std::fs::remove_file(&self.beside));
    }
}
