//! What somebody changed in the account: the activities edge.

use units::Timestamp;

/// One change.
#[derive(Debug, Clone)]
pub(crate) struct Activity {
    pub(crate) at: Timestamp,
    pub(crate) event_type: &'static str,
    /// As Ads Manager words it.
    pub(crate) translated: &'static str,
    pub(crate) object_type: &'static str,
    pub(crate) object_id: String,
    pub(crate) object_name: String,
    pub(crate) actor: &'static str,
    /// JSON text, or empty.
    pub(crate) extra: String,
}
