//! What is logged while a run is under way carries the run, also from the threads that write the file.

use std::io::Write;
use std::sync::{Arc, Mutex};

use app::sync::SyncParams;
use tracing::Instrument as _;
use units::JobType;

use crate::bed::{Bed, sized};

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

/// A runtime each of whose threads, blocking ones too, tells what it logs to `heard` and to nobody else.
fn runtime(heard: &Heard) -> tokio::runtime::Runtime {
    let out = heard.clone();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || out.clone())
        .finish();
    let dispatch = tracing::Dispatch::new(subscriber);
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .on_thread_start(move || std::mem::forget(tracing::dispatcher::set_default(&dispatch)))
        .build()
        .unwrap()
}

#[test]
fn lines_of_a_sync_and_of_the_file_carry_the_run_and_the_account() {
    let heard = Heard::default();
    let runtime = runtime(&heard);
    let (run, account) = runtime.block_on(async {
        let work = async {
            let bed = Bed::new(|clock| sized(clock, 2, 6, 12)).await;
            let run = bed.claim(JobType::MetaSync, SyncParams::usual(bed.account.clone()).to_json());
            let id = run.lease.run.to_string();
            bed.attempt(&run).instrument(tracing::info_span!("run", run = id)).await.unwrap();
            (id, bed.account.to_string())
        };
        tokio::spawn(work).await.unwrap()
    });
    drop(runtime);
    let log = String::from_utf8(heard.0.lock().unwrap().clone()).unwrap();
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let said = |words: &str| -> Vec<&serde_json::Value> {
        lines.iter().filter(|line| line["fields"]["message"] == words).collect()
    };
    for words in ["sync begins", "list read", "days stored", "day resolved", "sync ends"] {
        let said = said(words);
        assert!(!said.is_empty(), "`{words}` is logged");
        for line in said {
            let spans = line["spans"].as_array().unwrap();
            assert!(spans.iter().any(|span| span["run"] == run.as_str()), "{line}");
        }
    }
    for line in said("day resolved") {
        let spans = line["spans"].as_array().unwrap();
        assert!(spans.iter().any(|span| span["account"] == account.as_str()), "{line}");
    }
}
