//! The numbers of one ad on one day, and sums of them.

/// Declares the counters once: narrow in a [`Row`], wide in the sums.
macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident: $narrow:ty),+ $(,)?) => {
        /// One ad on one day.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub(crate) struct Row {
            pub(crate) day: i32,
            pub(crate) ad: u32,
            /// How many people the ad can still reach around this day.
            pub(crate) audience: u32,
            $($(#[$doc])* pub(crate) $name: $narrow,)+
        }

        /// Sums of rows.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub(crate) struct Metrics { $($(#[$doc])* pub(crate) $name: u64,)+ }

        impl Metrics {
            pub(crate) fn add(&mut self, row: &Row) {
                $(self.$name += u64::from(row.$name);)+
            }

            /// Adds another sum.
            pub(crate) fn merge(&mut self, other: &Self) {
                $(self.$name += other.$name;)+
            }

            /// Takes `share` thousandths of `whole` out of what is left, and gives it.
            pub(crate) fn take(&mut self, whole: &Self, share: u64) -> Self {
                let part = Self { $($name: (whole.$name * share / 1000).min(self.$name),)+ };
                $(self.$name -= part.$name;)+
                part
            }
        }
    };
}

counters! {
    /// Minor units.
    spend: u32,
    impressions: u32,
    clicks: u32,
    link_clicks: u32,
    outbound_clicks: u32,
    landing_page_views: u32,
    view_content: u32,
    add_to_cart: u16,
    initiate_checkout: u16,
    purchases: u16,
    /// Minor units.
    purchase_value: u32,
    /// The part of the purchases that followed a view within a day, and of the value.
    purchases_1d_view: u16,
    value_1d_view: u32,
    /// The part that followed a click within a day.
    purchases_1d_click: u16,
    value_1d_click: u32,
    /// What a window of 28 days adds to 7 days.
    purchases_28d_extra: u16,
    value_28d_extra: u32,
    reactions: u16,
    loves: u16,
    comments: u16,
    shares: u16,
    saves: u16,
    plays: u32,
    plays_2s: u32,
    plays_3s: u32,
    thruplays: u32,
    plays_15s: u32,
    plays_30s: u32,
    p25: u32,
    p50: u32,
    p75: u32,
    p95: u32,
    p100: u32,
    watch_seconds: u32,
}

impl Metrics {
    /// What Meta calls post engagement: link clicks and 3-second plays are in it.
    pub(crate) fn post_engagement(&self) -> u64 {
        self.link_clicks + self.reactions + self.comments + self.shares + self.plays_3s + self.saves
    }
}

/// People reached with so many impressions out of an audience: each further impression finds fewer new people, so
/// reach over days is less than the sum of the days, as it is in Ads Manager.
pub(crate) fn reach(impressions: u64, audience: u64) -> u64 {
    let (impressions_f, audience) = (impressions as f64, audience.max(1) as f64);
    let people = audience * -(-impressions_f / audience).exp_m1();
    (people.round() as u64).clamp(u64::from(impressions > 0), impressions)
}
