//! Which action type counts as a purchase.
//!
//! One purchase stands in the lists under several names at once. So one name is chosen for an account and a whole
//! period, and used for the number and the value alike: a choice row by row would jump between definitions.

use std::collections::BTreeSet;

/// Names of purchases, widest first. The first three contain each other; the rest are parts, used only where nothing
/// wider is there.
pub const PURCHASE_TYPES: [&str; 6] = [
    "omni_purchase",
    "purchase",
    "offsite_conversion.fb_pixel_purchase",
    "onsite_conversion.purchase",
    "app_custom_event.fb_mobile_purchase",
    "web_in_store_purchase",
];

/// Collects which names occur anywhere in an account, and picks one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PurchaseTypes(BTreeSet<usize>);

impl PurchaseTypes {
    /// Notes that an action type occurs.
    pub fn note(&mut self, action_type: &str) {
        if let Some(rank) = PURCHASE_TYPES.iter().position(|known| *known == action_type) {
            self.0.insert(rank);
        }
    }

    /// The first of [`PURCHASE_TYPES`] that occurs anywhere; `None` without any purchase.
    #[must_use]
    pub fn choice(&self) -> Option<&'static str> {
        self.0.first().map(|rank| PURCHASE_TYPES[*rank])
    }

    /// The choice where `locked` was chosen before: it stays, unless a wider name has turned up.
    #[must_use]
    pub fn choice_after(&self, locked: &str) -> Option<&'static str> {
        let rank = PURCHASE_TYPES.iter().position(|known| *known == locked);
        let best = self.0.first().copied();
        [rank, best].into_iter().flatten().min().map(|rank| PURCHASE_TYPES[rank])
    }
}

/// Action types that mean the same event, widest first, for the steps before a purchase.
#[must_use]
pub fn same_event(event: &str) -> &'static [&'static str] {
    match event {
        "purchase" => &PURCHASE_TYPES,
        "add_to_cart" => &["omni_add_to_cart", "add_to_cart", "offsite_conversion.fb_pixel_add_to_cart"],
        "initiate_checkout" => {
            &["omni_initiated_checkout", "initiate_checkout", "offsite_conversion.fb_pixel_initiate_checkout"]
        }
        "view_content" => &["omni_view_content", "view_content", "offsite_conversion.fb_pixel_view_content"],
        "search" => &["omni_search", "search", "offsite_conversion.fb_pixel_search"],
        "complete_registration" => &[
            "omni_complete_registration",
            "complete_registration",
            "offsite_conversion.fb_pixel_complete_registration",
        ],
        "landing_page_view" => &["landing_page_view", "omni_landing_page_view"],
        // Holds on-Meta and website leads already.
        "lead" => &["lead", "onsite_conversion.lead_grouped", "offsite_conversion.fb_pixel_lead"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(types: &[&str]) -> PurchaseTypes {
        let mut noted = PurchaseTypes::default();
        types.iter().for_each(|name| noted.note(name));
        noted
    }

    #[test]
    fn the_widest_name_that_occurs_anywhere_is_chosen() {
        assert_eq!(
            noted(&["offsite_conversion.fb_pixel_purchase", "purchase", "omni_purchase"]).choice(),
            Some("omni_purchase")
        );
        assert_eq!(noted(&["link_click", "offsite_conversion.fb_pixel_purchase"]).choice(), Some(PURCHASE_TYPES[2]));
        assert_eq!(noted(&["link_click"]).choice(), None);
    }

    #[test]
    fn a_locked_choice_only_gets_wider() {
        assert_eq!(noted(&["purchase"]).choice_after("omni_purchase"), Some("omni_purchase"));
        assert_eq!(noted(&["omni_purchase"]).choice_after("purchase"), Some("omni_purchase"));
        assert_eq!(noted(&[]).choice_after("purchase"), Some("purchase"));
    }

    #[test]
    fn every_event_starts_with_its_widest_name() {
        for event in ["purchase", "add_to_cart", "initiate_checkout", "view_content", "search", "complete_registration"]
        {
            assert!(same_event(event)[0].starts_with("omni_"), "{event}");
        }
        assert_eq!(same_event("lead")[0], "lead");
    }
}
