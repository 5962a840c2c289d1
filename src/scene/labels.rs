use super::ink::{Font, Weight};

/// Measures text. The browser asks its canvas; tests, the layout and the command line use [`TableMeasure`].
pub trait Measure {
    /// The width of `text` in screen pixels.
    fn width(&mut self, text: &str, font: Font) -> f64;
}

/// Measures by a table of advance widths: the wider of DejaVu Sans Condensed and Inter, so that what fits by the table
/// fits on the screen.
#[derive(Clone, Copy, Debug, Default)]
pub struct TableMeasure;

/// Thousandths of the font size, from U+0020 to U+007E.
const REGULAR: [u16; 95] = [
    286, 360, 414, 754, 638, 855, 702, 247, 362, 362, 500, 754, 286, 460, 286, 357, 625, 572, 605, 636, 642, 608, 624,
    572, 616, 624, 303, 303, 754, 754, 754, 507, 936, 676, 651, 727, 719, 598, 587, 743, 740, 265, 543, 652, 562, 889,
    753, 761, 635, 761, 639, 638, 642, 741, 676, 949, 642, 665, 625, 362, 357, 362, 754, 452, 497, 564, 621, 558, 621,
    582, 361, 609, 591, 250, 250, 544, 250, 876, 585, 597, 609, 609, 372, 523, 364, 581, 557, 812, 540, 557, 541, 572,
    327, 572, 754,
];
const STRONG: [u16; 95] = [
    313, 410, 469, 754, 649, 901, 785, 275, 411, 411, 543, 754, 342, 466, 342, 379, 667, 626, 626, 652, 666, 632, 648,
    626, 646, 648, 360, 360, 754, 754, 754, 544, 999, 724, 686, 744, 747, 615, 615, 755, 753, 334, 561, 697, 573, 906,
    753, 775, 659, 776, 693, 649, 660, 734, 724, 1007, 694, 705, 653, 411, 379, 411, 754, 468, 497, 607, 644, 577, 644,
    610, 391, 644, 641, 308, 308, 598, 308, 938, 641, 618, 644, 644, 444, 549, 430, 641, 586, 837, 580, 586, 562, 641,
    358, 641, 754,
];
/// Every character of a monospaced font.
const MONO: u16 = 603;
/// Letters beyond ASCII; and those of scripts whose letters fill a square.
const OTHER: u16 = 700;
const SQUARE: u16 = 1000;

impl Measure for TableMeasure {
    fn width(&mut self, text: &str, font: Font) -> f64 {
        let table = if font.weight == Weight::Regular { &REGULAR } else { &STRONG };
        let thousandths: u64 = text
            .chars()
            .map(|c| {
                u64::from(match c {
                    ' '..='~' if font.mono => MONO,
                    ' '..='~' => table[c as usize - ' ' as usize],
                    '\u{1100}'.. if !matches!(c, '\u{1e00}'..='\u{2e7f}') => SQUARE,
                    _ => OTHER,
                })
            })
            .sum();
        thousandths as f64 * font.px / 1000.0
    }
}

/// A text in lines of at most `room` pixels, broken between words; a word that is wider is broken inside. Its own
/// line breaks stay.
pub fn wrapped(text: &str, font: Font, room: f64, measure: &mut dyn Measure) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if measure.width(&longer, font) <= room {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in word.chars() {
                line.push(letter);
                if measure.width(&line, font) > room && line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, letter.to_string()));
                }
            }
        }
        lines.push(line);
    }
    lines
}

/// `text`, cut behind as many characters as fit into `room` pixels with an ellipsis; `None` when not even one does.
///
/// For names only: a block is never shortened.
pub fn ellipsize(text: &str, font: Font, room: f64, measure: &mut dyn Measure) -> Option<String> {
    // No letter is wider than its font is high, so most names need no measuring.
    if text.chars().count() as f64 * font.px <= room || measure.width(text, font) <= room {
        return Some(text.to_owned());
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).skip(1).collect();
    let cut = |kept: usize| format!("{}…", text[..ends[kept - 1]].trim_end());
    // The widest cut that fits, by bisection: widths grow with the number of characters.
    let (mut fits, mut too_wide) = (0, ends.len() + 1);
    while too_wide - fits > 1 {
        let kept = (fits + too_wide) / 2;
        if measure.width(&cut(kept), font) <= room {
            fits = kept;
        } else {
            too_wide = kept;
        }
    }
    (fits > 0).then(|| cut(fits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_ends_in_an_ellipsis_and_fits() {
        let font = Font::name(12.0);
        let cut = ellipsize("a-name-that-is-much-too-long", font, 80.0, &mut TableMeasure).unwrap();
        assert!(cut.ends_with('…') && cut.starts_with("a-name"));
        assert!(TableMeasure.width(&cut, font) <= 80.0);
        let longer = format!("{}t…", cut.trim_end_matches('…'));
        assert!(TableMeasure.width(&longer, font) > 80.0 - 12.0, "{cut} could be longer");
        assert_eq!(ellipsize("short", font, 80.0, &mut TableMeasure).as_deref(), Some("short"));
        assert_eq!(ellipsize("wide", font, 3.0, &mut TableMeasure), None);
        assert_eq!(ellipsize("größenänderung", font, 60.0, &mut TableMeasure).as_deref(), Some("größen…"));
    }

    #[test]
    fn every_character_of_a_block_has_the_same_width() {
        let wide = TableMeasure.width("10.0.128.0/19", Font::mono(10.0));
        assert!((wide - 13.0 * 6.03).abs() < 1e-9);
    }
}
