//! From a path to an open workspace.

use std::path::Path;
use std::sync::Arc;

use app::{AppError, Workspace, secrets};
use store::{InstallationId, OpenOptions, Store};
use units::{Clock, IdSource};

use crate::endpoints::Endpoints;
use crate::places::Places;

/// Opens files for this installation, with its clock, its ids, its secrets and its way to Meta.
#[derive(Debug, Clone)]
pub struct Opening {
    places: Places,
    options: OpenOptions,
    secrets: Arc<dyn secrets::SecretStore>,
    endpoints: Arc<Endpoints>,
}

impl Opening {
    /// For this user; with `no_keychain` secrets stay in the process.
    ///
    /// # Errors
    /// If the id of this installation cannot be read or made.
    pub fn new(
        places: &Places,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
        no_keychain: bool,
    ) -> Result<Self, AppError> {
        let text = places.installation(|| ids.uuid(clock.now()).to_string())?;
        let installation = text
            .parse()
            .map_err(|_not_a_uuid| AppError::internal(format!("the id of this installation is `{text}`")))?;
        let secrets = secrets::from_environment(no_keychain);
        let endpoints = Arc::new(Endpoints::new(Arc::clone(&secrets), Arc::clone(&clock)));
        let options =
            OpenOptions { running: places.running(), ..OpenOptions::new(clock, ids, InstallationId(installation)) };
        Ok(Self { places: places.clone(), options, secrets, endpoints })
    }

    /// How the file is opened; for commands that need more than [`Self::open`].
    pub fn options(&self) -> &OpenOptions {
        &self.options
    }

    /// Opens a file: for writing if this installation runs it, else for reading only.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open(&self, file: &Path) -> Result<Workspace, AppError> {
        Ok(self.workspace(Store::open(file, &self.options)?.store))
    }

    /// Makes the installation the one that runs the file, and opens it.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn take_over(&self, file: &Path) -> Result<Workspace, AppError> {
        let options = OpenOptions { take_over: true, ..self.options.clone() };
        Ok(self.workspace(Store::open(file, &options)?.store))
    }

    /// Makes a new file, with the folders above it.
    ///
    /// # Errors
    /// As [`Store::create`], or if a folder cannot be made.
    pub fn create(&self, file: &Path) -> Result<Workspace, AppError> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(self.workspace(Store::create(file, &self.options)?.store))
    }

    /// Remembers a file as the one opened last.
    ///
    /// # Errors
    /// If that cannot be stored.
    pub fn remember(&self, file: &Path) -> Result<(), AppError> {
        let file = std::path::absolute(file)?;
        self.places.remember(|preferences| preferences.opened(&file))?;
        Ok(())
    }

    /// Where tokens are kept.
    pub fn secret_place(&self) -> secrets::SecretPlace {
        self.secrets.place()
    }

    /// The folders of this user.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// The ways to Meta, and to the simulator for demo accounts.
    pub fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }

    fn workspace(&self, store: Store) -> Workspace {
        let OpenOptions { clock, ids, .. } = self.options.clone();
        Workspace::new(store, clock, ids, Arc::clone(&self.secrets), Arc::clone(&self.endpoints) as _)
    }
}
