//! Trying again.

use std::time::Duration;

use units::IdSource;

use crate::error::GraphError;
use crate::fault::Verdict;

/// Upper ends of the pauses, in seconds. The pause itself is anywhere below (full jitter), so that several clients
/// thrown out at the same moment do not come back at the same moment.
const LADDER_SECONDS: [u64; 6] = [2, 4, 8, 16, 32, 60];

/// The tries of one request.
#[derive(Debug, Default)]
pub(crate) struct Tries {
    failed: usize,
    odd: bool,
}

impl Tries {
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
        let ceiling = LADDER_SECONDS.get(self.failed)? * 1000;
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
        let mut tries = Tries::default();
        let broken = GraphError::Interrupted { host: "h".into(), problem: "reset".into() };
        for ceiling in LADDER_SECONDS {
            let pause = tries.pause_after(&broken, &ids).expect("another try");
            assert!(pause <= Duration::from_secs(ceiling), "{pause:?}");
        }
        assert_eq!(tries.pause_after(&broken, &ids), None);
    }

    #[test]
    fn what_does_not_pass_is_not_repeated() {
        let ids = SeededIds::new(7);
        let cut = GraphError::NotJson { status: 404, beginning: "<html>".into() };
        assert_eq!(Tries::default().pause_after(&cut, &ids), None);
        assert_eq!(Tries::default().pause_after(&GraphError::Cancelled, &ids), None);
    }
}
