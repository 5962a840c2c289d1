//! Letters that people use, written with the 26 that code takes. Latin with marks, Cyrillic and Greek; other scripts keep
//! their names in tags and are told apart by id.

/// The letters `a-z`, digits or `_` that stand for `c`, in lower case; empty for a mark that adds nothing, `None` for a
/// character that has no such form.
pub(super) fn latin(c: char) -> Option<&'static str> {
    if c.is_ascii_alphanumeric() || c == '_' {
        let place = usize::from(c.to_ascii_lowercase() as u8 - b'0');
        return PLAIN.get(place..=place);
    }
    // Combining marks, the soft hyphen and joiners say nothing by themselves.
    if matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\'' | '’') {
        return Some("");
    }
    if c.is_ascii() {
        return None;
    }
    // Some capitals have a lower case of two characters (İ): the first decides.
    let c = c.to_lowercase().next().unwrap_or(c);
    let found = TABLE.iter().find(|(letters, _)| letters.contains(c)).map(|(_, text)| *text);
    found.or_else(|| vietnamese(c))
}

/// What stands for itself is at its place from `0` on.
const PLAIN: &str = "0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz";

/// Each row: letters in lower case, and what stands for them.
const TABLE: [(&str, &str); 59] = [
    ("àáâãäåāăąǎ", "a"),
    ("æ", "ae"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęěẽ", "e"),
    ("ĝğġģǧ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįıǐ", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņňŋ", "n"),
    ("òóôõöøōŏőơǒ", "o"),
    ("œ", "oe"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ß", "ss"),
    ("ţťŧț", "t"),
    ("þ", "th"),
    ("ùúûüũūŭůűųưǔ", "u"),
    ("ŵ", "w"),
    ("ýÿŷ", "y"),
    ("źżž", "z"),
    ("аα", "a"),
    ("б", "b"),
    ("вβ", "v"),
    ("гґγ", "g"),
    ("дδ", "d"),
    ("еёэєε", "e"),
    ("ж", "zh"),
    ("зζ", "z"),
    ("иіыηιήίϊΐ", "i"),
    ("йї", "y"),
    ("кκ", "k"),
    ("лλ", "l"),
    ("мμ", "m"),
    ("нν", "n"),
    ("оοωόώ", "o"),
    ("пπ", "p"),
    ("рρ", "r"),
    ("сσς", "s"),
    ("тτ", "t"),
    ("у", "u"),
    ("фφ", "f"),
    ("х", "kh"),
    ("ц", "ts"),
    ("ч", "ch"),
    ("ш", "sh"),
    ("щ", "shch"),
    ("ъь", ""),
    ("ю", "yu"),
    ("я", "ya"),
    ("ά", "a"),
    ("έ", "e"),
    ("θ", "th"),
    ("ξ", "x"),
    ("υύϋΰ", "y"),
    ("χ", "ch"),
    ("ψ", "ps"),
];

/// The block of Vietnamese letters is ordered by base letter.
fn vietnamese(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{1ea0}'..='\u{1eb7}' => "a",
        '\u{1eb8}'..='\u{1ec7}' => "e",
        '\u{1ec8}'..='\u{1ecb}' => "i",
        '\u{1ecc}'..='\u{1ee3}' => "o",
        '\u{1ee4}'..='\u{1ef1}' => "u",
        '\u{1ef2}'..='\u{1ef9}' => "y",
        _ => return None,
    })
}
