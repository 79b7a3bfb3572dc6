//! What the simulator is told at its start.

use std::sync::Arc;
use std::time::Duration;

use units::{AccountDate, AccountId, Clock, Currency, Zone};

use crate::{FaultPlan, Pictures, Story};

/// How big a generated account is, in place of the story's own cast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Campaigns.
    pub campaigns: u32,
    /// Ads in all; every ad delivers on every day.
    pub ads: u32,
    /// Days of history.
    pub days: u32,
}

/// A simulator to start.
#[derive(Debug, Clone)]
pub struct SimConfig {
    /// Port on the loopback address; 0 takes any free one.
    pub port: u16,
    /// The cast.
    pub story: Story,
    /// Chance follows from it.
    pub seed: u64,
    /// Today in every account's zone; the zone's own today by the clock if absent. Data ends the day before.
    pub today: Option<AccountDate>,
    /// The day the story is told from, if it differs from today: a demo opened again days later keeps its past.
    pub anchor: Option<AccountDate>,
    /// A generated account of this size instead of the story's own cast.
    pub size: Option<Size>,
    /// Whether purchases are reported at once, so that no day moves any more.
    pub settled: bool,
    /// Waiting time of every reply.
    pub latency: Duration,
    /// Faults switched on from the start.
    pub faults: Vec<FaultPlan>,
    /// The access token it accepts; one is made from the seed if absent.
    pub token: Option<String>,
    /// Who draws the pictures of the ads; patterns if nobody does.
    pub pictures: Option<Arc<dyn Pictures>>,
    /// Where time comes from.
    pub clock: Arc<dyn Clock>,
}

impl SimConfig {
    /// The showcase with seed 1 on any port, without latency or faults.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            port: 0,
            story: Story::Showcase,
            seed: 1,
            today: None,
            anchor: None,
            size: None,
            settled: false,
            latency: Duration::ZERO,
            faults: Vec::new(),
            token: None,
            pictures: None,
            clock,
        }
    }
}

/// An ad account that the simulator serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimAccount {
    /// Its id.
    pub id: AccountId,
    /// Its name.
    pub name: String,
    /// The currency it is billed in.
    pub currency: Currency,
    /// The zone its days are in.
    pub zone: Zone,
    /// Today there; the newest data are of the day before.
    pub today: AccountDate,
}
