//! A table of `template.toml`, read with faults.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::fault::Faults;
use super::nearest::suggestion;
use crate::size::CanvasSize;

/// The line of a byte, from 1.
pub(super) fn line_at(text: &str, byte: usize) -> u32 {
    let before = text.as_bytes().iter().take(byte).filter(|byte| **byte == b'\n').count();
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}

/// One table and where its faults go.
pub(super) struct Table<'a, 'f> {
    pub text: &'a str,
    pub table: &'a DeTable<'a>,
    pub line: u32,
    /// Its name, `slots.headline`; empty for the root.
    pub name: String,
    pub faults: &'f mut Faults,
}

impl<'a> Table<'a, '_> {
    pub fn keys(&self) -> Vec<String> {
        self.table.keys().map(|key| key.get_ref().to_string()).collect()
    }

    pub fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    pub fn value(&self, key: &str) -> Option<&'a DeValue<'a>> {
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value.get_ref())
    }

    /// The line of a key.
    pub fn line_of(&self, key: &str) -> Option<u32> {
        let found = self.table.keys().find(|name| name.get_ref() == key)?;
        Some(line_at(self.text, found.span().start))
    }

    pub fn fault_at(&mut self, key: &str, what: impl Into<String>, mend: impl Into<String>) {
        let line = self.line_of(key).or((!self.name.is_empty()).then_some(self.line));
        self.faults.add(line, what, mend);
    }

    fn full(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    /// Says which keys are not known.
    pub fn only(&mut self, known: &[&str]) {
        for key in self.keys().into_iter().filter(|key| !known.contains(&key.as_str())) {
            let (what, mend) = (format!("`{}` is not known", self.full(&key)), suggestion(&key, known.iter().copied()));
            self.fault_at(&key, what, mend);
        }
    }

    pub fn text(&mut self, key: &str) -> Option<String> {
        let value = self.value(key)?;
        let text = value.as_str().map(|text| text.trim().to_owned());
        if text.is_none() {
            self.fault_at(key, format!("`{}` is no text", self.full(key)), "write it in quotes");
        }
        text
    }

    pub fn required_text(&mut self, key: &str) -> String {
        let given = self.has(key);
        let text = self.text(key).filter(|text| !text.is_empty());
        if !given || (text.is_none() && self.value(key).is_some_and(DeValue::is_str)) {
            self.fault_at(key, format!("`{}` is missing", self.full(key)), format!("add {key} = \"…\""));
        }
        text.unwrap_or_default()
    }

    pub fn float(&mut self, key: &str) -> Option<f32> {
        let value = self.value(key)?;
        let number = number(value).filter(|number| number.is_finite());
        if number.is_none() {
            self.fault_at(key, format!("`{}` is no number", self.full(key)), "write a number");
        }
        number
    }

    pub fn required_number(&mut self, key: &str, range: std::ops::RangeInclusive<u32>) -> u32 {
        let number = self.value(key).and_then(whole).filter(|number| range.contains(number));
        if number.is_none() {
            let mend = format!("write {key} = {}", range.start());
            self.fault_at(key, format!("`{}` is no whole number from {}", self.full(key), range.start()), mend);
        }
        number.unwrap_or(*range.start())
    }

    pub fn flag(&mut self, key: &str) -> bool {
        match self.value(key) {
            None => false,
            Some(value) => value.as_bool().unwrap_or_else(|| {
                self.fault_at(key, format!("`{}` is neither true nor false", self.full(key)), "write true or false");
                false
            }),
        }
    }

    pub fn texts(&mut self, key: &str) -> Option<Vec<String>> {
        let value = self.value(key)?;
        let texts = value.as_array().and_then(|array| {
            array.iter().map(|one| one.get_ref().as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
        });
        if texts.is_none() {
            self.fault_at(key, format!("`{}` is no list of texts", self.full(key)), "write [\"…\", \"…\"]");
        }
        texts
    }

    pub fn one_of<T: Copy>(&mut self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let given = self.required_text(key);
        if given.is_empty() {
            return None;
        }
        let found = words.iter().find(|(word, _)| *word == given).map(|(_, value)| *value);
        if found.is_none() {
            let mend = suggestion(&given, words.iter().map(|(word, _)| *word));
            self.fault_at(key, format!("`{given}` is no {key}"), mend);
        }
        found
    }

    pub fn sizes(&mut self, key: &str) -> Option<Vec<CanvasSize>> {
        let mut sizes = Vec::new();
        for text in self.texts(key)? {
            match text.parse() {
                Ok(size) => sizes.push(size),
                Err(unknown) => self.fault_at(key, format!("{unknown}"), "name one of them"),
            }
        }
        sizes.sort_unstable();
        sizes.dedup();
        Some(sizes)
    }

    /// `awareness = [1, 3]`.
    pub fn awareness(&mut self) -> (u8, u8) {
        let read = self.value("awareness").and_then(DeValue::as_array).and_then(|array| {
            let numbers: Vec<u8> = array.iter().filter_map(|one| whole(one.get_ref())?.try_into().ok()).collect();
            match numbers[..] {
                [from, to] if (1..=5).contains(&from) && (from..=5).contains(&to) => Some((from, to)),
                _ => None,
            }
        });
        if read.is_none() {
            self.fault_at("awareness", "`awareness` is no range", "write [from, to] with 1 unaware … 5 most aware");
        }
        read.unwrap_or((1, 5))
    }

    /// Characters by size: a number for all, or a table.
    pub fn lengths(&mut self, key: &str, sizes: &[CanvasSize]) -> BTreeMap<CanvasSize, u32> {
        match self.value(key) {
            None => BTreeMap::new(),
            Some(DeValue::Table(_)) => {
                let mut lengths = BTreeMap::new();
                self.table(key, |table| {
                    for name in table.keys() {
                        let number = table.required_number(&name, 1..=10_000);
                        match name.parse() {
                            Ok(size) => {
                                lengths.insert(size, number);
                            }
                            Err(unknown) => table.fault_at(&name, format!("{unknown}"), "name one of them"),
                        }
                    }
                });
                lengths
            }
            Some(_) => {
                let number = self.required_number(key, 1..=10_000);
                sizes.iter().map(|size| (*size, number)).collect()
            }
        }
    }

    /// `mix = ["ground", 0.3]`.
    pub fn mix(&mut self) -> Option<(String, f64)> {
        let array = self.value("mix")?.as_array();
        let read = array.and_then(|array| {
            let role = array.first()?.get_ref().as_str()?.to_owned();
            let share = number(array.get(1)?.get_ref()).filter(|share| (0.0..=1.0).contains(share))?;
            Some((role, f64::from(share)))
        });
        if read.is_none() {
            self.fault_at("mix", "`mix` is not understood", "write mix = [\"role\", share] with a share from 0 to 1");
        }
        read
    }

    /// Reads a table inside this one, if it is there.
    pub fn table(&mut self, key: &str, read: impl FnOnce(&mut Table<'a, '_>)) {
        let Some(value) = self.value(key) else { return };
        let Some(table) = value.as_table() else {
            self.fault_at(key, format!("`{}` is no table", self.full(key)), format!("write [{}]", self.full(key)));
            return;
        };
        let (line, name) = (self.line_of(key).unwrap_or(self.line), self.full(key));
        read(&mut Table { text: self.text, table, line, name, faults: self.faults });
    }
}

fn whole(value: &DeValue<'_>) -> Option<u32> {
    let integer = value.as_integer()?;
    u32::from_str_radix(integer.as_str(), integer.radix()).ok()
}

fn number(value: &DeValue<'_>) -> Option<f32> {
    match value {
        DeValue::Integer(_) => value.as_integer()?.as_str().parse().ok(),
        DeValue::Float(float) => float.as_str().parse().ok(),
        _ => None,
    }
}
