//! A disk that is full in the middle of a sync: a small file system of memory, in a name space of the test's own.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use super::harness::{Machine, Outcome, Sim};

/// A file system of a few megabytes at a machine's folder, which only its own commands see; it goes with the test.
struct SmallDisk {
    holder: Child,
    machine: Machine,
}

impl SmallDisk {
    /// Nothing where the system lets nobody make one.
    fn of(sim: &Sim) -> Option<Self> {
        let mut machine = Machine::with_token_of(sim);
        let folder = machine.home.path().join("disk");
        std::fs::create_dir(&folder).unwrap();
        machine.file = folder.join("work.adcreator");
        let mount = format!("mount -t tmpfs -o size=64m none '{}' && echo ready && exec cat", folder.display());
        let mut holder = Command::new("unshare")
            .args(["--map-root-user", "--mount", "sh", "-c", &mount])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut said = String::new();
        BufReader::new(holder.stdout.take()?).read_line(&mut said).ok()?;
        let disk = Self { holder, machine };
        (said.trim() == "ready").then_some(disk)
    }

    /// A command where the disk is.
    fn there(&self, command: &Command) -> Command {
        let mut inside = Command::new("nsenter");
        inside.args(["--user", "--mount", "--preserve-credentials", "--target", &self.holder.id().to_string()]);
        inside.arg("--").arg(command.get_program()).args(command.get_args()).stdin(Stdio::null());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => inside.env(name, value),
                None => inside.env_remove(name),
            };
        }
        inside
    }

    fn run(&self, arguments: &[&str]) -> Outcome {
        let all = [&["--json"], arguments].concat();
        Outcome::of(self.there(&self.machine.command(&all)).output().unwrap())
    }

    fn done(&self, arguments: &[&str]) -> Value {
        let outcome = self.run(arguments);
        assert_eq!(outcome.exit, 0, "{arguments:?}: {}", outcome.printed);
        outcome.json
    }

    /// What the files on it take, in kB.
    fn used(&self) -> u64 {
        let mut df = Command::new("df");
        df.args(["--output=used", "--block-size=1K"]).arg(self.machine.file.parent().unwrap());
        let said = String::from_utf8(self.there(&df).output().unwrap().stdout).unwrap();
        said.lines().last().unwrap().trim().parse().unwrap()
    }

    /// Gives it this size, in kB.
    fn resize(&self, size: u64) {
        let mut mount = Command::new("mount");
        mount.args(["-o", &format!("remount,size={size}k")]).arg(self.machine.file.parent().unwrap());
        assert!(self.there(&mount).status().unwrap().success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        self.holder.kill().and_then(|()| self.holder.wait()).expect("what holds the disk can be ended");
    }
}

#[test]
fn a_sync_on_a_full_disk_says_so_and_goes_on_when_there_is_room() {
    let sim = Sim::generated(4, 40, 60, &[]);
    let Some(disk) = SmallDisk::of(&sim) else {
        println!("This system lets nobody mount a file system of their own: not tried.");
        return;
    };
    disk.done(&["connect", "--account", &sim.account, "--graph-url", &sim.url]);
    let sync = ["sync", "--account", &sim.account];
    for room in [200, 600] {
        disk.resize(disk.used() + room);
        let full = disk.run(&sync);
        assert_eq!((full.exit, &full.json["error"]["code"]), (1, &Value::from("disk_full")), "{}", full.printed);
        assert_eq!(full.json["error"]["lost"], false, "{}", full.printed);
        let sick = disk.run(&["doctor"]).json["error"]["message"].to_string();
        assert!(sick.contains("disk: ") && sick.split(". ").count() == 2, "nothing but the disk: {sick}");
    }
    disk.resize(65_536);
    disk.done(&sync);
    assert_eq!(disk.done(&["doctor"])["healthy"], true);
    let digest = |report: Value| report["digest"].as_str().unwrap().to_owned();
    let undisturbed = Machine::with_token_of(&sim);
    undisturbed.done(&["connect", "--account", &sim.account, "--graph-url", &sim.url]);
    undisturbed.done(&sync);
    assert_eq!(digest(disk.done(&["doctor", "--digest"])), digest(undisturbed.done(&["doctor", "--digest"])));
}
