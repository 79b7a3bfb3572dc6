//! A number with what it counts.

/// `1 ad`, `2 ads`, `0 ads`.
#[must_use]
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one() {
        let said = [0, 1, 2].map(|number| counted(number, "ad", "ads"));
        assert_eq!(said, ["0 ads", "1 ad", "2 ads"]);
    }
}
