//! The seed's gate, from outside: a file from before Phase 0 is filled with any SQL tool, then audited and cleaned up.

use super::harness::Machine;

/// Twelve paths with two active templates, and 53 usage rows that name no template.
fn before_phase_0() -> Machine {
    let machine = Machine::new();
    assert_eq!(machine.done(&["init", "--up-to", "12"])["step"], 12);
    let connection = machine.sql();
    connection
        .execute_batch(
            "INSERT INTO brands (id, name, slug) VALUES ('b', 'B', 'b');
             INSERT INTO products (id, brand_id, name, slug) VALUES ('p', 'b', 'P', 'p');",
        )
        .unwrap();
    let template = "INSERT INTO scraped_templates (id, name, storage_path, created_at) VALUES (?1, ?1, ?2, ?3)";
    let usage = "INSERT INTO product_template_usage (id, product_id, template_storage_name) VALUES (?1, 'p', ?2)";
    for number in 0..20 {
        let path = format!("bucket/{number}.png");
        connection.execute(template, (format!("first-{number}"), &path, 1)).unwrap();
        if number < 12 {
            connection.execute(template, (format!("second-{number}"), &path, 2)).unwrap();
        }
        connection.execute(usage, (format!("used-{number}"), &path)).unwrap();
    }
    for number in 0..53 {
        connection.execute(usage, (format!("orphan-{number}"), format!("upload {number}.jpg"))).unwrap();
    }
    machine
}

fn found(document: &serde_json::Value) -> (usize, usize) {
    let length = |name: &str| document[name].as_array().unwrap().len();
    (length("ambiguous_paths"), length("unmapped_usage"))
}

#[test]
fn the_audit_finds_12_and_53_the_cleanup_settles_them_and_a_second_audit_finds_none() {
    let machine = before_phase_0();
    assert_eq!(found(&machine.done(&["audit"])), (12, 53));
    assert_eq!(
        (machine.count("scraped_templates"), machine.count("product_template_usage")),
        (32, 73),
        "nothing is lost"
    );

    let shown = machine.done(&["cleanup"]);
    assert_eq!((found(&shown), shown["live"].as_bool()), ((12, 53), Some(false)));
    assert_eq!(shown["changes"].as_array().unwrap().len(), 65);
    assert_eq!(found(&machine.done(&["audit"])), (12, 53), "a dry run changes nothing");

    let done = machine.done(&["cleanup", "--live"]);
    assert_eq!((&done["changes"], done["live"].as_bool()), (&shown["changes"], Some(true)));
    assert_eq!(found(&machine.done(&["audit"])), (0, 0));
    assert_eq!(machine.count("scraped_templates WHERE is_active = 1 AND id LIKE 'second-%'"), 12);
    assert_eq!((machine.count("scraped_templates"), machine.count("product_template_usage")), (32, 20));
    assert_eq!(machine.done(&["doctor"])["healthy"], true);
}

#[test]
fn the_newest_template_of_a_path_won_the_back_fill() {
    let machine = before_phase_0();
    machine.done(&["audit"]);
    assert_eq!(machine.count("product_template_usage WHERE template_id LIKE 'second-%'"), 12);
    assert_eq!(machine.count("product_template_usage WHERE template_id LIKE 'first-%'"), 8);
}

#[test]
fn an_upgrade_leaves_a_copy_of_the_old_file() {
    let machine = before_phase_0();
    machine.done(&["audit"]);
    let copies: Vec<_> = std::fs::read_dir(machine.home.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains("before-upgrade"))
        .collect();
    assert_eq!(copies.len(), 1, "{copies:?}");
    let copy = rusqlite::Connection::open(&copies[0]).unwrap();
    let usage: i64 = copy.query_row("SELECT count(*) FROM product_template_usage", [], |row| row.get(0)).unwrap();
    assert_eq!(usage, 73);
}
