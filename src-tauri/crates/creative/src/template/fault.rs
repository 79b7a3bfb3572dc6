//! What is wrong with a template's folder.

use serde::Serialize;

/// One thing that is wrong, where, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct TemplateFault {
    /// The file in the folder: `template.toml`, `4x5.svg`.
    pub file: String,
    /// The line, from 1, if one can be named.
    pub line: Option<u32>,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

impl std::fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {} — {}", self.what, self.mend)
    }
}

/// Everything that is wrong with a folder, by file and line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct TemplateFaults(pub Vec<TemplateFault>);

impl std::fmt::Display for TemplateFaults {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, fault) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}

/// Collects faults of one file.
pub(super) struct Faults {
    file: String,
    found: Vec<TemplateFault>,
}

impl Faults {
    pub(super) fn of(file: impl Into<String>) -> Self {
        Self { file: file.into(), found: Vec::new() }
    }

    pub(super) fn add(&mut self, line: Option<u32>, what: impl Into<String>, mend: impl Into<String>) {
        let (file, what, mend) = (self.file.clone(), what.into(), mend.into());
        self.found.push(TemplateFault { file, line, what, mend });
    }

    pub(super) fn done(self) -> Vec<TemplateFault> {
        self.found
    }
}
