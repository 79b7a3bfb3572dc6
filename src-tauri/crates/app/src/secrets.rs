//! Where access tokens are kept: the system's keychain, or this process's memory. Never the file.
//!
//! A token is a [`SecretString`] from the moment it is read until it becomes a header, so that neither `Debug` nor an
//! error can print it. The workspace file knows an account's id only; the name of its secret follows from that.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use secrecy::{ExposeSecret as _, SecretString};
use units::AccountId;

/// The variable that gives a token to every command, for machines without a keychain.
pub const TOKEN_VARIABLE: &str = "META_ACCESS_TOKEN";
/// The variable that keeps secrets in the process only.
pub const NO_KEYCHAIN_VARIABLE: &str = "AD_CREATOR_NO_KEYCHAIN";

/// Name of our entries in the keychain, as the person sees it there.
const KEYCHAIN_SERVICE: &str = "Ad Creator";

/// Why a secret could not be read or kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// There is no keychain, or it is locked, or it refused.
    #[error("the keychain cannot be used: {0}")]
    Unavailable(String),
    /// The thread that asked the keychain was stopped.
    #[error("the keychain did not answer")]
    Stopped,
}

/// Which place keeps secrets, so that the window can say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SecretPlace {
    /// The system's keychain: kept until removed.
    Keychain,
    /// This process: gone when it ends.
    Process,
}

/// A place for secrets. Calls may block for as long as a person takes to unlock a keychain: asynchronous callers use
/// the functions of this module, which move them to a blocking thread.
pub trait SecretStore: Send + Sync + std::fmt::Debug {
    /// The secret of that name, or `None` if there is none.
    ///
    /// # Errors
    /// [`SecretError::Unavailable`].
    fn get(&self, name: &str) -> Result<Option<SecretString>, SecretError>;
    /// Keeps a secret, replacing what was there, and says where: a keychain that is not there must not keep a person
    /// from working, but they are told that the token ends with the program.
    ///
    /// # Errors
    /// [`SecretError::Unavailable`] if the place is there and refused.
    fn set(&self, name: &str, secret: &SecretString) -> Result<SecretPlace, SecretError>;
    /// Forgets a secret; fine if there is none.
    ///
    /// # Errors
    /// [`SecretError::Unavailable`].
    fn remove(&self, name: &str) -> Result<(), SecretError>;
    /// What kind of place this is meant to be.
    fn place(&self) -> SecretPlace;
}

/// The system's keychain: Keychain on macOS, Credential Manager on Windows, the Secret Service on Linux.
/// Where there is none at all (a Linux machine without a Secret Service), secrets stay in this process.
#[derive(Debug, Default)]
pub struct Keychain {
    without_one: InProcess,
}

impl Keychain {
    /// The keychain of this system.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl SecretStore for Keychain {
    fn get(&self, name: &str) -> Result<Option<SecretString>, SecretError> {
        if let Some(secret) = self.without_one.get(name)? {
            return Ok(Some(secret));
        }
        match entry(name).and_then(|entry| entry.get_password()) {
            Ok(secret) => Ok(Some(SecretString::from(secret))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(unavailable(&error)),
        }
    }

    fn set(&self, name: &str, secret: &SecretString) -> Result<SecretPlace, SecretError> {
        match entry(name).and_then(|entry| entry.set_password(secret.expose_secret())) {
            Ok(()) => {
                self.without_one.remove(name)?;
                Ok(SecretPlace::Keychain)
            }
            Err(
                keyring::Error::NoDefaultStore
                | keyring::Error::PlatformFailure(_)
                | keyring::Error::NoStorageAccess(_),
            ) => self.without_one.set(name, secret),
            Err(error) => Err(unavailable(&error)),
        }
    }

    fn remove(&self, name: &str) -> Result<(), SecretError> {
        self.without_one.remove(name)?;
        match entry(name).and_then(|entry| entry.delete_credential()) {
            // Without a keychain nothing of ours can be in it.
            Ok(()) | Err(keyring::Error::NoEntry | keyring::Error::NoDefaultStore) => Ok(()),
            Err(error) => Err(unavailable(&error)),
        }
    }

    fn place(&self) -> SecretPlace {
        SecretPlace::Keychain
    }
}

fn entry(name: &str) -> keyring::Result<keyring::Entry> {
    keyring::Entry::new(KEYCHAIN_SERVICE, name)
}

/// The keychain's own error types carry what was stored in some cases (`BadEncoding` holds the bytes), so only these
/// fixed words go on.
fn unavailable(error: &keyring::Error) -> SecretError {
    SecretError::Unavailable(
        match error {
            keyring::Error::NoDefaultStore => "this system has none, or it is not running",
            keyring::Error::NoStorageAccess(_) => "it is locked or denied access",
            keyring::Error::BadEncoding(_) | keyring::Error::BadDataFormat(..) => "the stored token is unreadable",
            keyring::Error::Ambiguous(_) => "it holds several entries of the same name",
            keyring::Error::TooLong(..) => "the token is too long for it",
            _ => "it refused the request",
        }
        .to_owned(),
    )
}

/// Secrets that end with the process.
#[derive(Default)]
pub struct InProcess(Mutex<BTreeMap<String, SecretString>>);

impl InProcess {
    /// An empty place.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn entries(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, SecretString>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for InProcess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InProcess").field("entries", &self.entries().len()).finish()
    }
}

impl SecretStore for InProcess {
    fn get(&self, name: &str) -> Result<Option<SecretString>, SecretError> {
        Ok(self.entries().get(name).cloned())
    }

    fn set(&self, name: &str, secret: &SecretString) -> Result<SecretPlace, SecretError> {
        self.entries().insert(name.to_owned(), secret.clone());
        Ok(SecretPlace::Process)
    }

    fn remove(&self, name: &str) -> Result<(), SecretError> {
        self.entries().remove(name);
        Ok(())
    }

    fn place(&self) -> SecretPlace {
        SecretPlace::Process
    }
}

/// The place that the environment asks for: the keychain unless `AD_CREATOR_NO_KEYCHAIN` is set to something.
#[must_use]
pub fn from_environment(no_keychain: bool) -> Arc<dyn SecretStore> {
    let asked = std::env::var_os(NO_KEYCHAIN_VARIABLE).is_some_and(|value| !value.is_empty() && value != "0");
    if no_keychain || asked { Arc::new(InProcess::new()) } else { Arc::new(Keychain::new()) }
}

/// The token in `META_ACCESS_TOKEN`, if it is set.
#[must_use]
pub fn token_of_environment() -> Option<SecretString> {
    std::env::var(TOKEN_VARIABLE)
        .ok()
        .map(|token| token.trim().to_owned())
        .filter(|token| !token.is_empty())
        .map(SecretString::from)
}

/// The name under which an account's token is kept.
#[must_use]
pub fn token_name(account: &AccountId) -> String {
    format!("meta:{account}")
}

/// Reads a secret without blocking the runtime.
///
/// # Errors
/// As [`SecretStore::get`].
pub async fn get(secrets: &Arc<dyn SecretStore>, name: String) -> Result<Option<SecretString>, SecretError> {
    let secrets = Arc::clone(secrets);
    blocking(move || secrets.get(&name)).await
}

/// Keeps a secret without blocking the runtime.
///
/// # Errors
/// As [`SecretStore::set`].
pub async fn set(
    secrets: &Arc<dyn SecretStore>,
    name: String,
    secret: SecretString,
) -> Result<SecretPlace, SecretError> {
    let secrets = Arc::clone(secrets);
    blocking(move || secrets.set(&name, &secret)).await
}

/// Forgets a secret without blocking the runtime.
///
/// # Errors
/// As [`SecretStore::remove`].
pub async fn remove(secrets: &Arc<dyn SecretStore>, name: String) -> Result<(), SecretError> {
    let secrets = Arc::clone(secrets);
    blocking(move || secrets.remove(&name)).await
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SecretError> + Send + 'static,
) -> Result<T, SecretError> {
    crate::spawn_blocking(work).await.map_err(|_panicked_or_stopped| SecretError::Stopped)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_in_the_process_comes_back_until_it_is_removed() {
        let place = InProcess::new();
        assert!(place.get("a").unwrap().is_none());
        place.set("a", &SecretString::from("EAAB")).unwrap();
        assert_eq!(place.get("a").unwrap().unwrap().expose_secret(), "EAAB");
        place.remove("a").unwrap();
        place.remove("a").unwrap();
        assert!(place.get("a").unwrap().is_none());
    }

    #[test]
    fn debug_output_never_shows_a_secret() {
        let place = InProcess::new();
        place.set("meta:act_1", &SecretString::from("EAABsecret")).unwrap();
        assert!(!format!("{place:?}").contains("EAAB"));
    }

    #[test]
    fn each_account_has_its_own_entry() {
        let name = |id: &str| token_name(&AccountId::parse(id).unwrap());
        assert_eq!(name("act_1"), name("1"));
        assert_ne!(name("1"), name("2"));
    }
}
