//! What can go wrong before the simulator answers.

/// The simulator could not start, or was asked for something that does not exist.
#[derive(Debug, thiserror::Error)]
pub enum SimError {
    /// The port is taken or may not be opened.
    #[error("cannot listen on 127.0.0.1:{port}: {source}")]
    Listen {
        /// The port asked for; 0 is any.
        port: u16,
        /// Why.
        source: std::io::Error,
    },
    /// No story of that name.
    #[error(
        "there is no story `{0}`; stories are showcase, healthy, fatigue, tracking-break, seasonal-dip and starved-winner"
    )]
    UnknownStory(String),
    /// The text names no fault.
    #[error("`{0}` is not a fault: write NAME[=AMOUNT][+SKIP][*TIMES][@KIND]; `--fault list` names them")]
    UnknownFault(String),
    /// The size makes no sense.
    #[error("an account needs at least one campaign, one ad per campaign and one day")]
    EmptySize,
}
