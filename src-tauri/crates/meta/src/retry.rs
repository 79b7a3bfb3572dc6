//! Trying again.

use std::time::Duration;

use units::IdSource;

use crate::error::GraphError;
use crate::fault::Verdict;

/// Upper ends of the pauses, in seconds. The pause itself is anywhere below (full jitter), so that several clients
/// thrown out at the same moment do not come back at the same moment.
const LADDER_SECONDS: [u64; 6] = [2, 4, 8, 16, 32, 60];

/// How often a request is sent again at the most, unless the configuration says less.
pub(crate) const MOST: usize = LADDER_SECONDS.len();

/// The tries of one request.
#[derive(Debug)]
pub(crate) struct Tries {
    most: usize,
    failed: usize,
    odd: bool,
}

impl Tries {
    /// Of a request that is sent again `most` times at the most.
    pub fn up_to(most: usize) -> Self {
        Self { most, failed: 0, odd: false }
    }

    /// How long to pause before the same request is sent again; `None` if that would not help.
    pub fn pause_after(&mut self, error: &GraphError, ids: &dyn IdSource) -> Option<Duration> {
        let again = match error.verdict() {
            Some(Verdict::Transient | Verdict::Unknown) => true,
            Some(Verdict::Odd) => !std::mem::replace(&mut self.odd, true),
            Some(_) => false,
            None => error.is_passing(),
        };
        if again { self.next_pause(ids) } else { None }
    }

    /// The next pause of the ladder, whatever the error was; `None` at its end.
    pub fn next_pause(&mut self, ids: &dyn IdSource) -> Option<Duration> {
        let ceiling = LADDER_SECONDS.get(self.failed).filter(|_| self.failed < self.most)? * 1000;
        self.failed += 1;
        Some(Duration::from_millis(ids.random() % (ceiling + 1)))
    }
}

#[cfg(test)]
mod tests {
    use units::SeededIds;

    use super::*;

    #[test]
    fn six_pauses_below_a_growing_ceiling() {
        let ids = SeededIds::new(7);
        let mut tries = Tries::up_to(MOST);
        let broken = GraphError::Interrupted { host: "h".into(), problem: "reset".into() };
        for ceiling in LADDER_SECONDS {
            let pause = tries.pause_after(&broken, &ids).expect("another try");
            assert!(pause <= Duration::from_secs(ceiling), "{pause:?}");
        }
        assert_eq!(tries.pause_after(&broken, &ids), None);
    }

    #[test]
    fn where_a_person_waits_it_ends_sooner() {
        let ids = SeededIds::new(7);
        let mut tries = Tries::up_to(1);
        let broken = GraphError::Interrupted { host: "h".into(), problem: "reset".into() };
        assert!(tries.pause_after(&broken, &ids).is_some());
        assert_eq!(tries.pause_after(&broken, &ids), None);
    }

    #[test]
    fn what_does_not_pass_is_not_repeated() {
        let ids = SeededIds::new(7);
        let cut = GraphError::NotJson { status: 404, beginning: "<html>".into() };
        assert_eq!(Tries::up_to(MOST).pause_after(&cut, &ids), None);
        assert_eq!(Tries::up_to(MOST).pause_after(&GraphError::Cancelled, &ids), None);
    }
}
