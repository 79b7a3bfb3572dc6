//! Parameters that are known, and those that are refused by name.

use scheduler::ParamError;
use serde_json::{Map, Value};
use units::JobType;

use super::fields::text;
use super::unfollowed::{landing_page_voice, resolution};
use crate::sync::problem;

/// The origin's names of the parameters, and ours.
const KNOWN: [&str; 29] = [
    "product_id",
    "name",
    "ads",
    "selection",
    "template_selection_mode",
    "template_mode",
    "template_count",
    "template_ids",
    "scraped_template_ids",
    "template_category",
    "audience",
    "persona_id",
    "asset_strictness",
    "content_source",
    "num_variations",
    "hook_ids",
    "offer_variant_id",
    "canvas_size",
    "canvas_sizes",
    "color_mode",
    "color_modes",
    "seed",
    "over_cap",
    "part_of",
    "destination_url",
    "user_selected_image_ids",
    "image_selection_mode",
    "image_resolution",
    "match_lp_voice",
];

/// Parameters of the origin that cannot be followed here, with why. Without a value, or with the one that asks for
/// nothing, they are let through, as its schedules always carry them.
const REFUSED: [(&str, &str, &str); 3] = [
    ("variant_id", "", "names a variant of a product; here each variant is a product of its own: name that product"),
    ("export_destination", "none", "must be none: export from Review or with `ads export`"),
    ("export_email", "", "mail is not sent by this program"),
];

/// Parameters that tell an image model something.
const FOR_MODELS: [&str; 8] = [
    "additional_instructions",
    "creative_direction",
    "current_offer_override",
    "blueprint_id",
    "angle_ids",
    "plan_id",
    "belief_persona_id",
    "belief_jtbd_id",
];

/// Refuses what nobody here follows.
pub(super) fn refuse_unknown(job_type: JobType, fields: &Map<String, Value>) -> Result<(), ParamError> {
    let empty = |value: &Value| value.is_null() || value == "" || value.as_array().is_some_and(Vec::is_empty);
    for (name, value) in fields {
        if FOR_MODELS.contains(&name.as_str()) {
            if !empty(value) {
                return Err(problem(name, "is for image models, which this version does not ask: ads are drawn here"));
            }
        } else if let Some((_, nothing, why)) = REFUSED.iter().find(|(refused, ..)| refused == name) {
            let asks_nothing = value.as_str().map_or_else(|| value.to_string(), str::to_owned) == *nothing;
            if !empty(value) && !asks_nothing {
                return Err(problem(name, why));
            }
        } else if !KNOWN.contains(&name.as_str()) {
            return Err(problem(name, &format!("is not a parameter of {job_type}")));
        }
    }
    resolution(fields)?;
    landing_page_voice(fields)?;
    if text(fields, "content_source")?.is_some_and(|source| source != "hooks") {
        return Err(problem("content_source", "must be hooks: other sources need an image model"));
    }
    Ok(())
}
