//! Jobs a second against a bare loop on the same file system: the scheduler's own example does both.

use anyhow::Context as _;
use serde_json::Value;

use super::figures::{Figures, Goal};
use crate::repository::Repository;
use crate::shell;

/// Builds the example and runs it.
pub fn measure(repository: &Repository, rounds: u32, figures: &mut Figures) -> anyhow::Result<()> {
    let build = ["build", "--locked", "--release", "--package", "scheduler", "--example", "queue_bench"];
    shell::must(repository.root(), "cargo", &build)?;
    let program = repository.target().join("release/examples/queue_bench");
    for _ in 0..rounds {
        let said = shell::output(program.to_str().context("the target folder is plain text")?, &[])
            .context("queue_bench failed")?;
        let json: Value = serde_json::from_str(&said).with_context(|| said.clone())?;
        read(&json, figures);
    }
    Ok(())
}

fn read(json: &Value, figures: &mut Figures) {
    let names: [(&str, &'static str, &'static str, Option<Goal>); 5] = [
        ("jobs_per_second", "queue", "jobs/s", None),
        ("bare_loop_per_second", "a bare loop with the same durability", "jobs/s", None),
        ("ratio", "queue against the bare loop", "", Some(Goal::AtLeast(0.6))),
        ("start_p99_ms_idle", "made runnable → started, 99 %, idle", "ms", Some(Goal::AtMost(10.0))),
        ("start_p99_ms_beside_sync", "made runnable → started, 99 %, beside a sync", "ms", Some(Goal::AtMost(25.0))),
    ];
    for (key, name, unit, goal) in names {
        if let Some(value) = json[key].as_f64() {
            figures.add(name, unit, goal, value);
        }
    }
}
