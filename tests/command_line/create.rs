//! Making ads from outside: the seed's gate for jobs that make ads, a process that is killed, what is handed out.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;

use super::harness::{Machine, wait_until};

fn brand_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/assets/demo/brands/saltwick/brand.toml")
}

/// A file with a library and no ad account.
fn with_library() -> Machine {
    let machine = Machine::new();
    machine.done(&["init"]);
    let report = machine.done(&["import", "brand", brand_file().to_str().unwrap()]);
    assert_eq!(report["products"].as_array().unwrap().len(), 3);
    machine
}

fn number(document: &Value, name: &str) -> u64 {
    document[name].as_u64().unwrap_or_else(|| panic!("{name} in {document}"))
}

/// Rows 2 and 7 of the seed's gate: the job is routed to its handler, and a brand without Meta completes it. There it
/// was a stub; here it is the run itself.
#[test]
fn a_job_of_the_second_pipeline_makes_ads_for_a_brand_without_meta() {
    let machine = with_library();
    let product: String =
        machine.sql().query_row("SELECT id FROM products WHERE slug = 'starter-set'", [], |row| row.get(0)).unwrap();
    // The second one names it as a person does.
    for (job_type, name, named) in [("ad_creation_v2", "V2", product.as_str()), ("ad_creation", "V1", "starter-set")] {
        let product = format!("product_id={named}");
        let add = ["--now", "2026-03-01T12:00:00Z", "jobs", "add", job_type, "--name", name, "--cron", "0 6 * * *"];
        let params = [
            "--zone",
            "UTC",
            "--param",
            &product,
            "--param",
            "template_selection_mode=roll_the_dice",
            "--param",
            "template_count=2",
            "--param",
            "num_variations=1",
        ];
        machine.done(&[&add as &[&str], &params].concat());
    }
    machine.done(&["--now", "2026-03-02T06:00:30Z", "runner", "--until-idle"]);
    let runs = "scheduled_job_runs WHERE status = 'completed' AND job_type LIKE 'ad_creation%'";
    assert_eq!(machine.count(runs), 2);
    assert_eq!(machine.count(&format!("{runs} AND json_extract(metadata, '$.stub') IS NULL")), 2);
    assert_eq!(machine.count(&format!("{runs} AND json_extract(metadata, '$.attempted') = 2")), 2);
    assert_eq!(machine.count("made_ads"), 4);
    let filed = format!("scheduled_jobs WHERE json_extract(parameters, '$.product_id') = '{product}'");
    assert_eq!(machine.count(&filed), 2, "its id is kept");
    let unknown = ["jobs", "add", "ad_creation", "--name", "X", "--cron", "0 6 * * *", "--zone", "UTC"];
    machine.fails(&[&unknown as &[&str], &["--param", "product_id=nothing"]].concat(), 2, "not_found");
    assert_eq!(machine.count("generated_ads WHERE canvas_size IS NULL OR color_mode IS NULL"), 0);
    assert_eq!((machine.count("ad_accounts"), machine.count("request_counters")), (0, 0));
}

/// What the system before this one files by default is taken here too; the run says what of it is not followed.
#[test]
fn the_origins_default_parameters_are_taken_and_the_run_warns_of_what_it_does_not_follow() {
    let machine = with_library();
    let product: String =
        machine.sql().query_row("SELECT id FROM products WHERE slug = 'starter-set'", [], |row| row.get(0)).unwrap();
    let product = format!("product_id={product}");
    let add = |more: &[&str]| {
        let rule = ["--now", "2026-03-01T12:00:00Z", "jobs", "add", "ad_creation_v2", "--name", "Old", "--at"];
        let when = ["2026-03-02T06:00", "--zone", "UTC", "--param", &product];
        let params = ["--param", "template_ids=statement", "--param", "canvas_sizes=1080x1080px"];
        [&rule as &[&str], &when, &params, &["--param", "image_resolution=2K", "--param", "match_lp_voice=true"], more]
            .concat()
            .iter()
            .map(|&word| word.to_owned())
            .collect::<Vec<String>>()
    };
    let words = |all: &[String]| machine.run(&all.iter().map(String::as_str).collect::<Vec<_>>());
    let unknown = words(&add(&["--param", "persona_id=nobody"]));
    assert_eq!(unknown.exit, 2, "{unknown:?}");
    assert_eq!(machine.count("scheduled_jobs"), 0);
    assert_eq!(words(&add(&["--param", "num_variations=1"])).exit, 0);
    machine.done(&["--now", "2026-03-02T06:00:30Z", "runner", "--until-idle"]);
    let history = machine.done(&["jobs", "history"]).to_string();
    assert!(
        history.contains("image_resolution 2K was not followed") && history.contains("match_lp_voice"),
        "{history}"
    );
    assert_eq!(machine.count("scheduled_job_runs WHERE status = 'completed' AND partly = 0"), 1);
}

#[test]
fn a_batch_says_beforehand_what_it_makes_and_makes_that() {
    let machine = with_library();
    let ask = ["create", "--product", "starter-set", "--templates", "roll:3", "--sizes", "4x5,1x1", "--seed", "7"];
    let planned = machine.done(&[&ask as &[&str], &["--dry-run"]].concat());
    assert_eq!((number(&planned, "ads"), number(&planned, "files")), (3, 6));
    assert_eq!(machine.count("made_ads"), 0, "a dry run makes nothing");
    let made = machine.done(&ask);
    let sum: u64 = ["approved", "rejected", "flagged", "failed"].iter().map(|name| number(&made, name)).sum();
    assert_eq!((number(&made, "planned"), number(&made, "attempted"), sum), (3, 3, 3));
    let list = machine.done(&["ads", "list", "--run", made["run_id"].as_str().unwrap()]);
    let hooks = |ads: &Value, pointer: &str| {
        ads.as_array().unwrap().iter().map(|ad| ad.pointer(pointer).unwrap().clone()).collect::<Vec<_>>()
    };
    // An ad whose template has no place for a hook (a letter, a press line) says none; every other one says its own.
    let (said, meant) = (hooks(&list["ads"], "/hook"), hooks(&planned["plan"]["ads"], "/spec/hook/text"));
    assert_eq!(said.len(), meant.len());
    assert!(said.iter().zip(&meant).all(|(said, meant)| said.is_null() || said == meant), "{said:?} of {meant:?}");
    assert!(said.iter().any(|hook| !hook.is_null()), "{said:?}");
}

#[test]
fn what_cannot_be_made_says_why_and_what_would_help() {
    let machine = with_library();
    machine.fails(&["create", "--product", "nothing"], 2, "not_found");
    machine.fails(&["create", "--product", "starter-set", "--templates", "manual:nothing"], 2, "invalid_input");
    let many = [
        "create",
        "--product",
        "starter-set",
        "--templates",
        "smart:20",
        "--hooks",
        "all",
        "--sizes",
        "4x5,9x16,1x1,1.91x1",
        "--colors",
        "original,complementary,brand",
    ];
    let error = machine.fails(&many, 2, "invalid_input");
    assert!(error["message"].as_str().unwrap().contains("at most 200"), "{error}");
    assert_eq!(machine.run(&["create", "--product", "starter-set", "--sizes", "16x9"]).exit, 2);
    let misspelt = ["create", "--product", "starter-set", "--templates", "manual:statement,no-such,nor-this"];
    for dry_run in [&["--dry-run"] as &[&str], &[]] {
        let error = machine.fails(&[&misspelt, dry_run].concat(), 2, "invalid_input");
        assert!(error["message"].as_str().unwrap().contains("no-such, nor-this"), "{error}");
        let hooks = ["create", "--product", "starter-set", "--templates", "manual:statement", "--hooks", "60"];
        let error = machine.fails(&[&hooks, dry_run].concat(), 2, "invalid_input");
        assert!(error["next_step"].as_str().unwrap().contains("1 to 50"), "{error}");
    }
    assert_eq!(machine.count("scheduled_job_runs"), 0, "nothing is filed that would fail");
    assert_eq!(machine.count("made_ads"), 0);
}

#[test]
fn fewer_templates_than_were_asked_for_are_explained() {
    let machine = with_library();
    let ask = ["create", "--product", "starter-set", "--templates", "smart:400", "--dry-run"];
    let planned = machine.done(&ask);
    let said = planned["warnings"][0].as_str().unwrap();
    assert!(said.starts_with("400 templates were asked for, "), "{said}");
    assert!(machine.run(&ask).printed.contains("400 templates were asked for, "), "a person reads it too");
}

#[test]
fn a_hook_with_a_comma_is_named_by_its_words() {
    let machine = with_library();
    let product = "(SELECT id FROM products WHERE slug = 'starter-set')";
    let words = ["Less, but better", "Clean, and that is all"];
    for (number, words) in words.iter().enumerate() {
        let sql = format!("INSERT INTO hooks (id, product_id, text, active) VALUES ('h{number}', {product}, ?1, 1)");
        machine.sql().execute(&sql, [words]).unwrap();
    }
    let ask = ["create", "--product", "starter-set", "--templates", "manual:statement", "--dry-run"];
    let planned = machine.done(&[&ask as &[&str], &["--hook", words[0], "--hook", words[1]]].concat());
    let mut said: Vec<&str> = planned["plan"]["ads"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ad| ad["spec"]["hook"]["text"].as_str().unwrap())
        .collect();
    said.sort_unstable();
    assert_eq!(said, ["Clean, and that is all", "Less, but better"]);
    assert_eq!(machine.run(&[&ask as &[&str], &["--hook", "one", "--hooks", "2"]].concat()).exit, 2);
}

#[test]
fn a_batch_that_is_killed_goes_on_without_a_duplicate() {
    let machine = with_library();
    let ask = [
        "--json",
        "create",
        "--product",
        "starter-set",
        "--templates",
        "smart:8",
        "--hooks",
        "3",
        "--sizes",
        "4x5,9x16,1x1,1.91x1",
        "--seed",
        "3",
    ];
    let mut process = machine.command(&ask).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    wait_until("three ads", || machine.count("made_ads") >= 3);
    process.kill().and_then(|()| process.wait()).unwrap();
    let at_the_kill = machine.count("made_ads");
    let planned = machine.count("run_items");
    assert!(at_the_kill < planned, "{at_the_kill} of {planned}: it was killed in the middle");
    assert_eq!(machine.count("scheduled_job_runs WHERE status = 'running'"), 1);

    machine.done(&["runner", "--until-idle"]);
    assert_eq!(machine.count("scheduled_job_runs WHERE status = 'completed' AND tries = 2"), 1);
    assert_eq!((machine.count("made_ads"), machine.count("generated_ads")), (planned, planned * 4));
    assert_eq!(machine.count("(SELECT DISTINCT prompt_index, color_mode FROM made_ads)"), planned);
    assert_eq!(machine.count("run_items WHERE status IN ('done', 'failed')"), planned);
    assert_eq!(machine.done(&["doctor"])["healthy"], true);
}

#[test]
fn approved_ads_are_handed_out_as_they_were_reviewed() {
    let machine = with_library();
    let ask =
        ["create", "--product", "starter-set", "--templates", "manual:statement,product-hero", "--sizes", "4x5,1.91x1"];
    machine.done(&ask);
    let ads = machine.done(&["ads", "list"])["ads"].as_array().unwrap().clone();
    let tags: Vec<&str> = ads.iter().map(|ad| ad["tag"].as_str().unwrap()).collect();
    machine.done(&["ads", "approve", tags[0]]);
    machine.done(&["ads", "reject", tags[1], "--reason", "weak_idea"]);
    let folder = machine.home.path().join("out");
    let report = machine.done(&["ads", "export", "--all", "--format", "png", "--to", folder.to_str().unwrap()]);
    let files = report["files"].as_array().unwrap();
    assert_eq!(files.len(), 2);
    for file in files {
        assert_eq!(file["tag"], tags[0]);
        let there = Path::new(file["path"].as_str().unwrap());
        let size = file["size"].as_str().unwrap();
        let wanted = if size == "4x5" { (1080, 1350) } else { (1200, 628) };
        let bytes = std::fs::read(there).unwrap();
        let edge = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!((edge(16), edge(20)), wanted, "{size}");
        let listed = ads[0]["files"].as_array().unwrap().iter().find(|listed| listed["size"] == size).unwrap();
        assert_eq!(listed["sha256"], file["sha256"]);
    }
    // Into the same folder once more: what another export left there stays.
    machine.done(&["ads", "export", tags[0], tags[1], "--to", folder.to_str().unwrap()]);
    let second = machine.command(&["ads", "export", tags[1], "--to", folder.to_str().unwrap()]).output().unwrap();
    let words = String::from_utf8(second.stdout).unwrap();
    assert!(words.contains("manifest_3.csv"), "a person reads where it is: {words}");
    let again = machine.done(&["ads", "render-again", tags[0]]);
    assert!(again["same"] == true && again["sizes"].as_array().unwrap().len() == 2, "{again}");
    let packed = machine.home.path().join("smaller");
    let smaller = ["ads", "export", "--all", "--smaller", "--campaign", "Fall", "--to", packed.to_str().unwrap()];
    for (small, file) in machine.done(&smaller)["files"].as_array().unwrap().iter().zip(files) {
        let bytes = |file: &Value| std::fs::metadata(file["path"].as_str().unwrap()).unwrap().len();
        assert!(bytes(small) < bytes(file) && small["name"].as_str().unwrap().starts_with("Fall_"), "{small}");
    }
    let added = machine.done(&["ads", "missing-sizes", tags[0]]);
    assert_eq!(added["sizes"], serde_json::json!(["9x16", "1x1"]));
    assert_eq!(machine.done(&["ads", "missing-sizes", tags[0]])["sizes"], serde_json::json!([]));
    machine.done(&["ads", "undo"]);
    assert_eq!(machine.count("made_ads WHERE decision IS NULL"), 1, "the last decision is taken back");
    machine.fails(&["ads", "approve", "ffffffff"], 2, "not_found");
}

#[test]
fn what_a_person_decided_is_told_from_what_the_checks_say() {
    let machine = with_library();
    machine.done(&["create", "--product", "START", "--templates", "manual:statement,product-hero", "--sizes", "4x5"]);
    let ads = machine.done(&["ads", "list"])["ads"].as_array().unwrap().clone();
    assert!(ads.iter().all(|ad| ad["decision"].is_null() && ad["checked"] == "approved"), "{ads:?}");
    let printed = || String::from_utf8(machine.command(&["ads", "list"]).output().unwrap().stdout).unwrap();
    let list = printed();
    assert!(list.starts_with("AD        DECISION   CHECKS"), "{list}");
    assert_eq!(list.matches("undecided  all pass").count(), 2, "{list}");
    assert!(!list.contains("approved"), "nobody approved anything: {list}");

    let tag = ads[0]["tag"].as_str().unwrap();
    machine.done(&["ads", "approve", tag]);
    assert_eq!(printed().matches("approved   all pass").count(), 1);
    let tags = |decision: &str| -> Vec<String> {
        let list = machine.done(&["ads", "list", "--decision", decision]);
        list["ads"].as_array().unwrap().iter().map(|ad| ad["tag"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!((tags("approved"), tags("none").len(), tags("rejected").len()), (vec![tag.to_owned()], 1, 0));
}

/// Ctrl-C while pictures are packed small, which takes about a second each.
#[cfg(unix)]
#[test]
fn an_export_that_is_interrupted_leaves_the_folder_as_it_was() {
    let machine = with_library();
    let ask = ["create", "--product", "starter-set", "--templates", "smart:6", "--sizes", "4x5,9x16,1x1,1.91x1"];
    machine.done(&ask);
    let folder = machine.home.path().join("out");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("mine.txt"), "mine").unwrap();
    let tags: Vec<String> = machine.done(&["ads", "list"])["ads"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ad| ad["tag"].as_str().unwrap().to_owned())
        .collect();
    let mut export = vec!["--json", "ads", "export", "--smaller", "--contact-sheet", "--to", folder.to_str().unwrap()];
    export.extend(tags.iter().map(String::as_str));
    let entries = || {
        let all = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        all.collect::<Vec<_>>()
    };
    let process = machine.command(&export).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    wait_until("a picture", || entries().iter().any(|name| name.ends_with(".png.part")));
    let interrupt = std::process::Command::new("kill").args(["-INT", &process.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    let output = process.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(entries(), ["mine.txt"]);
}
