//! Figures with all their values, in the order in which they came first.

use std::fmt::Write as _;

use serde_json::{Value, json};

/// What a figure is held against.
#[derive(Debug, Clone, Copy)]
pub enum Goal {
    /// At least this.
    AtLeast(f64),
    /// At most this.
    AtMost(f64),
}

#[derive(Debug)]
struct Figure {
    name: &'static str,
    unit: &'static str,
    goal: Option<Goal>,
    values: Vec<f64>,
}

/// Everything that was measured.
#[derive(Debug, Default)]
pub struct Figures(Vec<Figure>);

impl Figures {
    /// Adds one value of a figure.
    pub fn add(&mut self, name: &'static str, unit: &'static str, goal: Option<Goal>, value: f64) {
        match self.0.iter_mut().find(|figure| figure.name == name) {
            Some(figure) => figure.values.push(value),
            None => self.0.push(Figure { name, unit, goal, values: vec![value] }),
        }
    }

    /// For a person.
    pub fn table(&self) -> String {
        let mut table = format!("\n{:58} {:>12} {:8} {:>12}  every value\n", "figure", "median", "", "goal");
        for figure in &self.0 {
            let goal = match figure.goal {
                Some(Goal::AtLeast(goal)) => format!("≥ {}", shown(goal)),
                Some(Goal::AtMost(goal)) => format!("≤ {}", shown(goal)),
                None => String::new(),
            };
            let all: Vec<String> = figure.values.iter().map(|value| shown(*value)).collect();
            let line = (figure.name, shown(figure.median()), figure.unit, goal, all.join(", "));
            writeln!(table, "{:58} {:>12} {:8} {:>12}  {}", line.0, line.1, line.2, line.3, line.4)
                .expect("a String takes what is written to it");
        }
        table
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let one = |figure: &Figure| {
            let (goal, met) = match figure.goal {
                Some(Goal::AtLeast(goal)) => (Some(goal), Some(figure.median() >= goal)),
                Some(Goal::AtMost(goal)) => (Some(goal), Some(figure.median() <= goal)),
                None => (None, None),
            };
            json!({"name": figure.name, "unit": figure.unit, "median": figure.median(), "goal": goal, "met": met, "values": figure.values})
        };
        Value::Array(self.0.iter().map(one).collect())
    }
}

impl Figure {
    fn median(&self) -> f64 {
        let mut values = self.values.clone();
        values.sort_by(f64::total_cmp);
        let middle = values.len() / 2;
        if values.len() % 2 == 1 { values[middle] } else { (values[middle - 1] + values[middle]) / 2.0 }
    }
}

fn shown(value: f64) -> String {
    if value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_stands_in_the_middle() {
        let mut figures = Figures::default();
        for value in [3.0, 1.0, 2.0] {
            figures.add("rows", "/s", Some(Goal::AtLeast(2.5)), value);
        }
        let json = figures.json();
        assert_eq!((json[0]["median"].as_f64(), json[0]["met"].as_bool()), (Some(2.0), Some(false)));
    }
}
