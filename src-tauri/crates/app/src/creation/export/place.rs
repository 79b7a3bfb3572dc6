//! Where an export goes: a folder, or one ZIP in it. What was not finished leaves nothing behind.
//!
//! What lies in the folder stays: the manifest, the copy texts, the sheet and the page of an earlier export, or a
//! person's own file, are never written over. The new one is numbered (`manifest_2.csv`), unless it is the same. Only a
//! picture of ours is replaced, by the same ad packed another way.

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
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
    /// Where the ZIP is to be, once it is whole.
    sealed: Option<PathBuf>,
}

impl Place {
    /// A folder, which is made if it is not there; with `zip`, one file of this name in it whose files carry this time.
    ///
    /// # Errors
    /// As the disk fails.
    pub fn begin(folder: &Path, zip: Option<(String, Timestamp)>) -> Result<Self, AppError> {
        let new_folder = !folder.exists();
        std::fs::create_dir_all(folder)?;
        let mut place = Self { folder: folder.to_owned(), whole: Vec::new(), new_folder, zip: None, sealed: None };
        if let Some((name, at)) = zip {
            let part = Part::of(folder.join(name));
            let out = Zip::new(BufWriter::new(part.create()?), at);
            place.zip = Some((out, part));
        }
        Ok(place)
    }

    /// Writes a file, whole or not at all, and gives its name: a picture has its own, a text is numbered where another
    /// one lies.
    ///
    /// # Errors
    /// `already_exists` for another picture of that name; as the disk fails.
    pub fn put(&mut self, name: &str, bytes: &[u8]) -> Result<String, AppError> {
        match &mut self.zip {
            Some((zip, _)) => zip.add(name, bytes).map(|()| name.to_owned()),
            None => self.put_beside(name, bytes),
        }
    }

    /// The same into the folder, also where the others go into a ZIP.
    ///
    /// # Errors
    /// As [`Place::put`].
    pub fn put_beside(&mut self, name: &str, bytes: &[u8]) -> Result<String, AppError> {
        let same = |path: &Path| Ok(std::fs::read(path)? == bytes);
        let (name, there) =
            if is_text(name) { self.free(name, same)? } else { (name.to_owned(), self.taken(name, bytes)?) };
        if !there {
            let part = Part::of(self.folder.join(&name));
            std::fs::write(&part.beside, bytes)?;
            self.whole.push(part);
        }
        Ok(name)
    }

    /// Whether a picture is there already, as it is or to be replaced.
    fn taken(&self, name: &str, bytes: &[u8]) -> Result<bool, AppError> {
        let path = self.folder.join(name);
        match std::fs::read(&path) {
            Ok(there) if there == bytes => Ok(true),
            Ok(there) if !is_same_ad(&there, bytes) => Err(AppError::new(
                ErrorCode::AlreadyExists,
                format!("{} is there already, with another picture in it.", path.display()),
                "Choose another folder, or move that file away.",
            )),
            Ok(_) => Ok(false),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// The first numbered name under which nothing lies, or a file that is the same; says whether it is that one.
    fn free(&self, name: &str, same: impl Fn(&Path) -> std::io::Result<bool>) -> Result<(String, bool), AppError> {
        for number in 1_u32.. {
            let name = numbered(name, number);
            let path = self.folder.join(&name);
            if self.whole.iter().any(|part| part.path == path) {
                continue;
            }
            match same(&path) {
                Ok(true) => return Ok((name, true)),
                Ok(false) => {}
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok((name, false)),
                // A folder of that name.
                Err(_) if path.is_dir() => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(AppError::internal("every number is taken"))
    }

    /// A file in the folder that is written bit by bit; [`Place::keep`] ends it.
    ///
    /// # Errors
    /// As the disk fails.
    pub fn part(&self, name: &str) -> Part {
        Part::of(self.folder.join(name))
    }

    /// Takes in a file that was written bit by bit, and gives where it is to be: numbered where another one lies.
    ///
    /// # Errors
    /// As the disk fails.
    pub fn keep(&mut self, mut part: Part) -> Result<PathBuf, AppError> {
        let name = part.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (name, there) = self.free(&name, |path| are_same(path, &part.beside))?;
        part.path = self.folder.join(name);
        let path = part.path.clone();
        if !there {
            self.whole.push(part);
        }
        Ok(path)
    }

    /// Ends the ZIP, if there is one: from here on it is known what it is called.
    ///
    /// # Errors
    /// As the disk fails.
    pub fn seal(&mut self) -> Result<(), AppError> {
        if let Some((zip, part)) = self.zip.take() {
            zip.end()?.flush()?;
            self.sealed = Some(self.keep(part)?);
        }
        Ok(())
    }

    /// Where a file is, or the ZIP that it is in, once that is sealed.
    pub fn path(&self, name: &str) -> String {
        self.sealed.clone().unwrap_or_else(|| self.folder.join(name)).display().to_string()
    }

    /// Ends it: from here on everything stays.
    ///
    /// # Errors
    /// As the disk fails.
    pub fn end(mut self) -> Result<(), AppError> {
        self.seal()?;
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

/// Whether it lies beside the pictures.
fn is_text(name: &str) -> bool {
    let ending = Path::new(name).extension();
    ending.is_some_and(|ending| ["csv", "html", "txt"].iter().any(|own| ending == *own))
}

/// Whether two pictures are the same ad, packed another way.
fn is_same_ad(there: &[u8], bytes: &[u8]) -> bool {
    Stamp::read(there).is_some_and(|stamp| Stamp::read(bytes).as_ref() == Some(&stamp))
}

/// `manifest_2.csv` for the second `manifest.csv`.
fn numbered(name: &str, number: u32) -> String {
    match (number, name.rsplit_once('.')) {
        (1, _) => name.to_owned(),
        (_, Some((stem, ending))) => format!("{stem}_{number}.{ending}"),
        (_, None) => format!("{name}_{number}"),
    }
}

/// Whether two files have the same bytes, a stretch of each in memory at a time.
fn are_same(one: &Path, other: &Path) -> std::io::Result<bool> {
    let (one, other) = (File::open(one)?, File::open(other)?);
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let (mut one, mut other) = (BufReader::new(one), BufReader::new(other));
    loop {
        let (here, there) = (one.fill_buf()?, other.fill_buf()?);
        let length = here.len().min(there.len());
        if length == 0 {
            return Ok(here.is_empty() && there.is_empty());
        }
        if here[..length] != there[..length] {
            return Ok(false);
        }
        one.consume(length);
        other.consume(length);
    }
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
