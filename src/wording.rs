//! Numbers and sentences as people read them. Every room may use it.

/// A number with its thousands set apart.
///
/// ```
/// assert_eq!(cidraw::wording::thousands(16_384), "16,384");
/// ```
pub fn thousands(number: u128) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// How many there are of something that has a word for one and a word for several.
///
/// ```
/// use cidraw::wording::counted;
///
/// assert_eq!(counted(1, "entry", "entries"), "1 entry");
/// assert_eq!(counted(4_091, "subnet", "subnets"), "4,091 subnets");
/// ```
pub fn counted(number: usize, one: &str, several: &str) -> String {
    format!("{} {}", thousands(number as u128), if number == 1 { one } else { several })
}

/// The sentence with a capital at its start.
///
/// ```
/// assert_eq!(cidraw::wording::capitalised("subnet a is full"), "Subnet a is full");
/// ```
pub fn capitalised(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart_and_nothing_else() {
        assert_eq!([0, 999, 1000, 65_536, 1_234_567].map(thousands), ["0", "999", "1,000", "65,536", "1,234,567"]);
    }

    #[test]
    fn a_capital_may_be_longer_than_its_letter() {
        assert_eq!(capitalised("ßtage"), "SStage");
        assert_eq!(capitalised(""), "");
    }
}
