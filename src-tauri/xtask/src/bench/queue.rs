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
    let names: [(&str, &'static str, &'static str, Option<Goal>); 6] = [
        ("/jobs_per_second", "queue", "jobs/s", None),
        ("/bare_jobs_per_second", "a bare loop with the same durability", "jobs/s", None),
        ("/ratio", "queue against the bare loop", "", Some(Goal::AtLeast(0.6))),
        ("/wake_ms/idle/p99", "made runnable to started, 99 %, idle", "ms", Some(Goal::AtMost(10.0))),
        (
            "/wake_ms/beside_bulk_commits/p99",
            "made runnable to started, 99 %, beside a sync",
            "ms",
            Some(Goal::AtMost(25.0)),
        ),
        (
            "/wake_ms/filed_by_another_process/p99",
            "made runnable to started, 99 %, another process",
            "ms",
            Some(Goal::AtMost(1000.0)),
        ),
    ];
    for (place, name, unit, goal) in names {
        if let Some(value) = json.pointer(place).and_then(Value::as_f64) {
            figures.add(name, unit, goal, value);
        }
    }
}
