use serde_json::json;
use tempfile::TempDir;
use units::Timestamp;

use super::*;
use crate::{Store, StoreError};

mod ads;
mod library;

const NOW: Timestamp = Timestamp::from_millis(1_771_761_600_000);

fn later(seconds: u64) -> Timestamp {
    NOW.plus(std::time::Duration::from_secs(seconds))
}

fn brand(id: &str) -> Brand {
    Brand {
        id: id.into(),
        name: format!("Brand {id}"),
        slug: id.into(),
        website: None,
        colors: json!({ "primary": "#000000" }),
        fonts: json!({}),
        voice: None,
        code: None,
        locale: Some("de-DE".into()),
        currency: None,
        disallowed_claims: vec!["best".into()],
        wordmark: None,
        required_disclaimers: Vec::new(),
        selection: json!({ "min_asset_score": 0.3 }),
        active: true,
    }
}

fn product(id: &str) -> Product {
    Product {
        id: id.into(),
        brand: "b".into(),
        name: format!("Product {id}"),
        slug: id.into(),
        description: None,
        target_audience: None,
        price: Some(units::Money::parse_major("14.90", units::Currency::EUR).unwrap()),
        compare_price: None,
        url: Some("https://a.example".into()),
        code: Some("ESPRESSO".into()),
        banned_terms: Vec::new(),
        prohibited_claims: Vec::new(),
        required_disclaimers: None,
        button: None,
        utm: None,
        active: true,
    }
}

fn hook(id: &str, text: &str) -> Hook {
    Hook {
        id: id.into(),
        product: "p".into(),
        text: text.into(),
        shorter: vec!["short".into()],
        awareness: Some(2),
        position: 0,
        active: true,
    }
}

/// A file with a brand, a product and a template.
fn stocked() -> (TempDir, Store) {
    let (folder, store) = crate::testing::temporary();
    store.save_brand(&brand("b"), NOW).unwrap();
    store.save_product(&product("p"), NOW).unwrap();
    store.keep_bundled_templates(&[template("statement", 1)], NOW).unwrap();
    (folder, store)
}

fn template(id: &str, version: u32) -> Template {
    Template {
        id: id.into(),
        kind: TemplateKind::Layout,
        origin: TemplateOrigin::Bundled,
        version,
        name: "Statement".into(),
        category: Some("quote_card".into()),
        awareness_from: Some(1),
        awareness_to: Some(3),
        audience: Some("unisex".into()),
        required: vec!["product".into()],
        sha256: None,
        path: format!("layout/{id}"),
        last_used_at: None,
        niche: None,
        source_brand: None,
        times_used: 0,
        active: true,
    }
}

fn count(store: &Store, what: &str) -> i64 {
    store.read(|conn| Ok(conn.query_row(&format!("SELECT count(*) FROM {what}"), [], |row| row.get(0))?)).unwrap()
}
