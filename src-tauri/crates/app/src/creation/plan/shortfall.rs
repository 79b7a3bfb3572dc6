//! What of a choice of templates could not be followed, in words.

use creative::select::LeftOut;

use super::Plan;
use crate::creation::params::Choice;

impl Plan {
    /// The templates that were chosen by hand and left out, each with why; for a draw that gave fewer than were asked
    /// for, how many it gave and what would help.
    #[must_use]
    pub fn shortfall(&self, choice: &Choice) -> Vec<String> {
        let Some(selection) = &self.selection else { return Vec::new() };
        let (Choice::Shuffle(asked) | Choice::BestMatch(asked)) = choice else {
            let one = |left: &LeftOut| format!("{} was left out: {}.", left.template, left.why.trim_end_matches('.'));
            return selection.left_out.iter().map(one).collect();
        };
        let drawn = selection.chosen.len();
        if drawn >= *asked as usize {
            return Vec::new();
        }
        let helps: Vec<&str> = selection.hints.iter().map(|help| help.words.as_str()).collect();
        let helps = if helps.is_empty() { String::new() } else { format!(" What would help: {}", helps.join(" ")) };
        vec![format!("{asked} templates were asked for, {drawn} could be drawn.{helps}")]
    }
}
