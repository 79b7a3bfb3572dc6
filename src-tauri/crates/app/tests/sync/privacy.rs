//! The token appears nowhere.

use std::io::Write;
use std::sync::{Arc, Mutex};

use graph_sim::{Fault, FaultPlan};

use crate::bed::{Bed, showcase};

#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_is_in_no_file_log_error_or_debug_output() {
    let heard = Heard::default();
    let out = heard.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || out.clone()).finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let mut said = Vec::new();
    for fault in Fault::ALL {
        bed.sim.switch_on(FaultPlan::times(*fault, 40));
        match bed.sync_days(app::sync::Days::Back(2)).await {
            Ok(report) => said.push(serde_json::to_string(&report).unwrap()),
            Err(error) => said.push(format!("{error:?} {error}")),
        }
        if let Err(error) = bed.connect(&bed.account).await {
            said.push(format!("{error:?} {}", serde_json::to_string(&error).unwrap()));
        }
        bed.sim.clear_faults();
        bed.clock.pass(std::time::Duration::from_secs(3 * 3600));
    }
    said.push(format!("{:?}", bed.ws));
    said.extend(bed.log.lock().unwrap().clone());
    let token = bed.sim.token.as_bytes();
    let has = |bytes: &[u8]| bytes.windows(token.len()).any(|part| part == token);
    for words in &said {
        assert!(!has(words.as_bytes()), "{words}");
    }
    // The simulator's own world knows its token; only what this program wrote is looked at.
    let log = heard.0.lock().unwrap().clone();
    assert!(log.len() > 1_000, "the log was heard");
    assert!(!has(&log), "the log");
    let mut files = 0;
    for entry in std::fs::read_dir(bed.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            files += 1;
            assert!(!has(&std::fs::read(&path).unwrap()), "{}", path.display());
        }
    }
    assert!(files >= 2, "the file and its log were searched");
}
