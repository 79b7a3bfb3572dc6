//! Counting tests over several runners.

/// How many tests passed, failed and were skipped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Total {
    pub passed: u32,
    pub failed: u32,
    pub skipped: u32,
}

impl Total {
    /// Adds another runner's figures.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// Reads the last summary line of nextest (`Summary [ 3.2s] 41 tests run: 40 passed, 1 failed, 2 skipped`), of
    /// `cargo test` (`test result: ok. 3 passed; 0 failed; 1 ignored; …`, summed) or of vitest (`Tests  12 passed (12)`).
    pub fn read(lines: &[String]) -> Self {
        let mut total = Self::default();
        for line in lines.iter().map(|line| plain(line)) {
            let line = line.trim();
            if line.starts_with("Summary [") || line.starts_with("Tests ") {
                total = Self::of(line);
            } else if line.starts_with("test result:") {
                total.add(Self::of(line));
            }
        }
        total
    }

    fn of(line: &str) -> Self {
        let words: Vec<&str> = line
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|'))
            .filter(|word| !word.is_empty())
            .collect();
        let before = |name: &str| {
            words.windows(2).filter(|pair| pair[1] == name).filter_map(|pair| pair[0].parse::<u32>().ok()).sum()
        };
        Self { passed: before("passed"), failed: before("failed"), skipped: before("skipped") + before("ignored") }
    }
}

/// Without terminal colours.
fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            for c in chars.by_ref() {
                if c.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Total;

    #[test]
    fn the_summaries_of_three_runners_are_understood() {
        let read = |line: &str| Total::read(&[line.to_owned()]);
        assert_eq!(
            read("     Summary [   3.201s] 41 tests run: 40 passed (1 slow), 1 failed, 2 skipped"),
            Total { passed: 40, failed: 1, skipped: 2 }
        );
        assert_eq!(
            read("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured"),
            Total { passed: 3, failed: 0, skipped: 1 }
        );
        assert_eq!(
            read("\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m12 passed\u{1b}[39m\u{1b}[22m (12)"),
            Total { passed: 12, failed: 0, skipped: 0 }
        );
    }
}
