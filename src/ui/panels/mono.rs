use leptos::prelude::*;

/// A sentence whose blocks and addresses are set in monospace.
#[component]
pub fn Monospaced(
    /// The sentence.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let part = |(data, text): (bool, &str)| match data {
        true => view! { <span class="mono">{text.to_owned()}</span> }.into_any(),
        false => text.to_owned().into_any(),
    };
    parts(&text).into_iter().map(part).collect_view()
}

/// The sentence in parts: is it data, and its text. Neighbours of a kind are one.
fn parts(text: &str) -> Vec<(bool, &str)> {
    let mut parts: Vec<(bool, &str)> = Vec::new();
    let mut done = 0;
    for (at, word) in words(text) {
        let bare = word.trim_start_matches('(').trim_end_matches(|c: char| "),.;:".contains(c));
        if !is_data(bare) {
            continue;
        }
        let from = at + word.find(bare).unwrap_or(0);
        if from > done {
            parts.push((false, &text[done..from]));
        }
        done = from + bare.len();
        parts.push((true, &text[from..done]));
    }
    if done < text.len() {
        parts.push((false, &text[done..]));
    }
    parts
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - start, word))
}

/// Is it a block, an address, or a prefix length?
fn is_data(word: &str) -> bool {
    let (address, length) = word.split_once('/').map_or((word, None), |(address, length)| (address, Some(length)));
    let length_fits = length.is_none_or(|length| length.parse::<u8>().is_ok_and(|length| length <= 128));
    let is_address = address.parse::<std::net::IpAddr>().is_ok();
    length_fits && (is_address || (address.is_empty() && length.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_addresses_and_lengths_are_data() {
        let of = |text| parts(text).into_iter().filter(|(data, _)| *data).map(|(_, text)| text).collect::<Vec<_>>();
        assert_eq!(of("data-b (10.0.40.0/21) overlaps 10.0.44.0/22."), ["10.0.40.0/21", "10.0.44.0/22"]);
        assert_eq!(of("Grow to /21, or use fd00::1"), ["/21", "fd00::1"]);
        assert_eq!(of("and/or 3 of 5, eu-west-1"), [""; 0]);
    }

    #[test]
    fn nothing_of_the_sentence_is_lost() {
        for text in ["", "10.0.0.0/8", "a 10.0.0.0/8 b", "é (::/0) ü  x"] {
            assert_eq!(parts(text).into_iter().map(|(_, text)| text).collect::<String>(), text);
        }
    }
}
