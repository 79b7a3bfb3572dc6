//! A number with what it counts.

/// `1 ad`, `2 ads`, `0 ads`.
#[must_use]
pub fn counted(number: impl TryInto<u64>, one: &str, many: &str) -> String {
    let number = number.try_into().unwrap_or(u64::MAX);
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one() {
        let said = [0_u32, 1, 2].map(|number| counted(number, "ad", "ads"));
        assert_eq!(said, ["0 ads", "1 ad", "2 ads"]);
    }
}
