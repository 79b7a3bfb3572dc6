//! The `[colours]` of a template.

/// One of the brand's colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Primary,
    Secondary,
    Background,
    Accent,
    Ink,
    White,
    Black,
}

impl Source {
    pub const NAMES: [&'static str; 7] = ["primary", "secondary", "background", "accent", "ink", "white", "black"];

    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "primary" => Self::Primary,
            "secondary" => Self::Secondary,
            "background" => Self::Background,
            "accent" => Self::Accent,
            "ink" => Self::Ink,
            "white" => Self::White,
            "black" => Self::Black,
            _ => return None,
        })
    }
}

/// How a role gets its colour.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RoleRule {
    /// The brand's colour it starts from.
    pub from: Source,
    /// The role it stands on, and the contrast it must keep to it.
    pub on: Option<(String, f64)>,
    /// Another role it is mixed with, and that one's share.
    pub mix: Option<(String, f64)>,
}

impl RoleRule {
    pub fn references(&self) -> impl Iterator<Item = &str> {
        let on = self.on.as_ref().map(|(role, _)| role.as_str());
        on.into_iter().chain(self.mix.as_ref().map(|(role, _)| role.as_str()))
    }
}

/// The rules, each after those it refers to; the names of those that go in a circle otherwise.
pub(super) fn in_order(mut rules: Vec<(String, RoleRule)>) -> Result<Vec<(String, RoleRule)>, Vec<String>> {
    let mut ordered: Vec<(String, RoleRule)> = Vec::new();
    while !rules.is_empty() {
        let known = |role: &str| ordered.iter().any(|(name, _)| name == role);
        let Some(next) = rules.iter().position(|(_, rule)| rule.references().all(known)) else {
            return Err(rules.into_iter().map(|(name, _)| name).collect());
        };
        ordered.push(rules.remove(next));
    }
    Ok(ordered)
}
