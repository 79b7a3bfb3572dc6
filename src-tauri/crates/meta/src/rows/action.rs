//! Entries of `actions`, `action_values` and their like.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use units::Quantity;

use crate::wire;

/// One entry of a list of actions. The entries of one list overlap — a purchase is there as `omni_purchase`, as
/// `purchase` and as `offsite_conversion.fb_pixel_purchase` — so a sum over a list means nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionStat<'a> {
    /// E.g. `link_click`.
    pub action_type: Cow<'a, str>,
    /// The figure under the ad set's own attribution setting.
    pub value: Option<Quantity>,
    more: Option<Box<More<'a>>>,
}

/// What only some requests bring, kept apart so that the common entry stays small.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct More<'a> {
    windows: Vec<(Cow<'a, str>, Quantity)>,
    cuts: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl<'a> ActionStat<'a> {
    /// An entry with nothing but its figure.
    #[must_use]
    pub fn new(action_type: impl Into<Cow<'a, str>>, value: Quantity) -> Self {
        Self { action_type: action_type.into(), value: Some(value), more: None }
    }

    /// Figures of the attribution windows that were asked for, e.g. `7d_click`.
    #[must_use]
    pub fn windows(&self) -> &[(Cow<'a, str>, Quantity)] {
        self.more.as_ref().map_or(&[], |more| &more.windows)
    }

    /// Parts of an action breakdown, e.g. `action_reaction` = `like`. A list with cuts holds parts **and** totals.
    #[must_use]
    pub fn cuts(&self) -> &[(Cow<'a, str>, Cow<'a, str>)] {
        self.more.as_ref().map_or(&[], |more| &more.cuts)
    }

    /// Whether it is a total and not a part of an action breakdown.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.cuts().is_empty()
    }

    /// The same entry, free of the reply it was read from.
    #[must_use]
    pub fn into_owned(self) -> ActionStat<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        ActionStat {
            action_type: own(self.action_type),
            value: self.value,
            more: self.more.map(|more| {
                Box::new(More {
                    windows: more.windows.into_iter().map(|(window, figure)| (own(window), figure)).collect(),
                    cuts: more.cuts.into_iter().map(|(cut, part)| (own(cut), own(part))).collect(),
                })
            }),
        }
    }

    fn keep(&mut self, key: Cow<'a, str>, text: Cow<'a, str>) {
        let more = self.more.get_or_insert_default();
        match wire::parse_quantity(&text) {
            Ok(figure) if is_window(&key) => more.windows.push((key, figure)),
            _ => more.cuts.push((key, text)),
        }
    }
}

/// Windows start with their length (`7d_click`, `1d_ev`) or are one of a few words; breakdowns never do.
fn is_window(key: &str) -> bool {
    key.as_bytes().first().is_some_and(u8::is_ascii_digit)
        || ["skan_", "incrementality", "dda", "default", "custom"].iter().any(|word| key.starts_with(word))
}

impl Serialize for ActionStat<'_> {
    /// Writes the entry in Meta's own form.
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap as _;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("action_type", &self.action_type)?;
        for (cut, part) in self.cuts() {
            map.serialize_entry(cut, part)?;
        }
        if let Some(value) = self.value {
            map.serialize_entry("value", &value)?;
        }
        for (window, figure) in self.windows() {
            map.serialize_entry(window, figure)?;
        }
        map.end()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for ActionStat<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(EntryVisitor)
    }
}

struct EntryVisitor;

impl<'de> Visitor<'de> for EntryVisitor {
    type Value = ActionStat<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an action")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut stat = ActionStat { action_type: Cow::Borrowed(""), value: None, more: None };
        while let Some(Text(Some(key))) = map.next_key()? {
            match key.as_ref() {
                "action_type" => stat.action_type = map.next_value::<Text<'de>>()?.0.unwrap_or_default(),
                "value" => stat.value = map.next_value::<Figure>()?.0,
                _ => {
                    if let Loose(Some(text)) = map.next_value::<Loose<'de>>()? {
                        stat.keep(key, text);
                    }
                }
            }
        }
        if stat.action_type.is_empty() {
            return Err(M::Error::missing_field("action_type"));
        }
        Ok(stat)
    }
}

struct Text<'a>(Option<Cow<'a, str>>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        wire::text(from).map(Self)
    }
}

struct Figure(Option<Quantity>);

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        wire::quantity(from).map(Self)
    }
}

/// Text or number; anything larger under an unknown key is let through unread.
struct Loose<'a>(Option<Cow<'a, str>>);

impl<'de: 'a, 'a> Deserialize<'de> for Loose<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct LooseVisitor;
        impl<'de> Visitor<'de> for LooseVisitor {
            type Value = Option<Cow<'de, str>>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any value")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Some(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Some(Cow::Owned(text.to_owned())))
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
                Ok(Some(Cow::Owned(number.to_string())))
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
                Ok(Some(Cow::Owned(number.to_string())))
            }
            fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
                Ok(Some(Cow::Owned(number.to_string())))
            }
            fn visit_bool<E: Error>(self, yes: bool) -> Result<Self::Value, E> {
                Ok(Some(Cow::Borrowed(if yes { "true" } else { "false" })))
            }
            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(None)
            }
            fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<Self::Value, S::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(None)
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(None)
            }
        }
        from.deserialize_any(LooseVisitor).map(Self)
    }
}

/// A list that is a single figure in disguise: video and outbound click fields hold one entry. With an action
/// breakdown it would hold parts as well, which are passed over.
pub(crate) fn single<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Quantity>, D::Error> {
    struct SingleVisitor;
    impl<'de> Visitor<'de> for SingleVisitor {
        type Value = Option<Quantity>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of actions")
        }
        fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
        fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<Self::Value, S::Error> {
            let mut figure = None;
            while let Some(stat) = list.next_element::<ActionStat<'de>>()? {
                if figure.is_none() && stat.is_whole() {
                    figure = stat.value;
                }
            }
            Ok(figure)
        }
    }
    from.deserialize_any(SingleVisitor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    #[test]
    fn windows_and_parts_are_kept_whole() {
        let stat: ActionStat<'_> = serde_json::from_str(
            r#"{"action_type":"post_reaction","action_reaction":"like","value":"3","1d_view":"1","7d_click":2.5}"#,
        )
        .unwrap();
        assert_eq!(stat.value, Some(quantity("3")));
        assert_eq!(
            stat.windows(),
            [(Cow::Borrowed("1d_view"), quantity("1")), (Cow::Borrowed("7d_click"), quantity("2.5"))]
        );
        assert_eq!(stat.cuts(), [(Cow::Borrowed("action_reaction"), Cow::Borrowed("like"))]);
        assert!(!stat.is_whole());
    }

    #[test]
    fn an_entry_is_written_back_as_it_was_read() {
        for json in [
            r#"{"action_type":"link_click","value":"106"}"#,
            r#"{"action_type":"video_view","action_video_type":"auto_play","value":"12","7d_click":"9.5"}"#,
            r#"{"action_type":"omni_purchase","1d_view":"1"}"#,
        ] {
            let stat: ActionStat<'_> = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&stat.into_owned()).unwrap(), json);
        }
    }

    #[test]
    fn an_unknown_key_with_a_list_or_object_is_passed_over() {
        let json =
            r#"{"action_type":"lead","value":"1","new_list":[1,{"a":[]}],"new_object":{"x":{"y":1}},"gone":null}"#;
        let stat: ActionStat<'_> = serde_json::from_str(json).unwrap();
        assert_eq!(stat, ActionStat::new("lead", quantity("1")));
    }

    #[test]
    fn the_single_figure_of_a_list_is_the_total_and_not_a_part() {
        let read = |json: &str| single(&mut serde_json::Deserializer::from_str(json)).unwrap();
        assert_eq!(read(r#"[{"action_type":"video_view","value":"47"}]"#), Some(quantity("47")));
        assert_eq!(
            read(
                r#"[{"action_type":"video_view","action_video_type":"auto_play","value":"40"},{"action_type":"video_view","value":"47"}]"#
            ),
            Some(quantity("47"))
        );
        assert_eq!(read("[]"), None);
        assert_eq!(read("null"), None);
    }

    #[test]
    fn an_entry_without_a_type_is_an_error() {
        assert!(serde_json::from_str::<ActionStat<'_>>(r#"{"value":"1"}"#).is_err());
    }
}
