//! A design that a picture carries: in the metadata of an SVG drawing, in a text chunk of a PNG.
//!
//! Laws: `text_in(svg with metadata_of(d))` and `text_in(&in_png(png, d))` load as `d`.

use std::borrow::Cow;
use std::fmt::Write;
use std::iter::once;

use super::save::{piece_count, pieces};
use super::{LoadError, save};
use crate::model::Design;

const ELEMENT: &str = "cidraw:design";
/// What the element's prefix stands for. An address that names, and is never fetched.
const NAMESPACE: &str = "https://cidraw.dev/ns";

/// What every PNG starts with. <https://www.w3.org/TR/png-3/#5PNG-file-signature>
const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a];
/// The chunk that holds text in UTF-8. <https://www.w3.org/TR/png-3/#11iTXt>
const TEXT_CHUNK: [u8; 4] = *b"iTXt";
const LAST_CHUNK: [u8; 4] = *b"IEND";
/// The keyword, not compressed, without a language and a translated keyword.
const KEYWORD: &[u8] = b"cidraw\0\0\0\0\0";

/// Markup for the `<metadata>` of an SVG drawing, which carries a design. It comes in pieces, each with how much is done
/// before it, 0 to 1: a large design takes a while.
pub fn svg_metadata(design: &Design) -> impl Iterator<Item = (f32, String)> {
    let all = piece_count(design) as f32;
    let pieces =
        pieces(design).enumerate().map(move |(number, text)| ((number as f32 / all).min(1.0), as_markup(&text)));
    let before = format!("<{ELEMENT} xmlns:cidraw=\"{NAMESPACE}\" xml:space=\"preserve\">");
    once((0.0, before)).chain(pieces).chain(once((1.0, format!("</{ELEMENT}>"))))
}

/// A text with the characters of markup written out.
fn as_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\r' => out.push_str("&#13;"),
            // XML has no such characters; they can only stand in texts, which JSON writes in this way as well.
            '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// A PNG with a design in it; `None` for bytes that are no PNG.
pub fn in_png(png: &[u8], design: &Design) -> Option<Vec<u8>> {
    // A design that the picture carried before is left out.
    let mut out = SIGNATURE.to_vec();
    for chunk in Chunks::of(png)? {
        let chunk = chunk.ok()?;
        if chunk.kind == LAST_CHUNK {
            let mut data = KEYWORD.to_vec();
            data.extend_from_slice(save(design).as_bytes());
            put_chunk(&mut out, TEXT_CHUNK, &data)?;
        }
        if !chunk.carries_design() {
            put_chunk(&mut out, chunk.kind, chunk.data)?;
        }
    }
    Some(out)
}

fn put_chunk(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) -> Option<()> {
    out.extend_from_slice(&u32::try_from(data.len()).ok()?.to_be_bytes());
    let start = out.len();
    out.extend_from_slice(&kind);
    out.extend_from_slice(data);
    let sum = rawzip::crc32(&out[start..]);
    out.extend_from_slice(&sum.to_be_bytes());
    Some(())
}

/// Are the bytes a picture, which may carry a design?
pub fn is_picture(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE) || is_markup(bytes)
}

/// A design is JSON, which never starts so.
fn is_markup(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"<")
}

/// The text of a design: of a file that is one, or of a picture that carries one. Its lines are those of the file.
///
/// # Errors
/// Bytes that are not UTF-8, and pictures that carry no design, or a damaged one.
pub fn text_in(bytes: &[u8]) -> Result<Cow<'_, str>, LoadError> {
    if let Some(chunks) = Chunks::of(bytes) {
        return in_chunks(chunks).map(Cow::Borrowed);
    }
    let text = as_text(bytes)?;
    if is_markup(bytes) { in_markup(text).map(Cow::Owned) } else { Ok(Cow::Borrowed(text)) }
}

fn as_text(bytes: &[u8]) -> Result<&str, LoadError> {
    std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        LoadError::NotText { line: before.iter().filter(|byte| **byte == b'\n').count() + 1 }
    })
}

fn in_chunks(chunks: Chunks<'_>) -> Result<&str, LoadError> {
    for chunk in chunks {
        let Ok(chunk) = chunk else { return Err(LoadError::PictureDamaged) };
        if chunk.carries_design() {
            let text = &chunk.data[KEYWORD.len()..];
            return match chunk.is_sound {
                true => std::str::from_utf8(text).map_err(|_| LoadError::PictureDamaged),
                false => Err(LoadError::PictureDamaged),
            };
        }
    }
    Err(LoadError::PictureWithoutDesign)
}

fn in_markup(markup: &str) -> Result<String, LoadError> {
    let start = markup.find(&format!("<{ELEMENT}")).ok_or(LoadError::PictureWithoutDesign)?;
    let inside = start + markup[start..].find('>').ok_or(LoadError::PictureDamaged)? + 1;
    let end = markup[inside..].find(&format!("</{ELEMENT}>")).ok_or(LoadError::PictureDamaged)?;
    // Empty lines before it keep its lines where they are in the file.
    let mut text = "\n".repeat(markup[..inside].matches('\n').count());
    let mut rest = &markup[inside..inside + end];
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        let (name, after) = rest[at + 1..].split_once(';').ok_or(LoadError::PictureDamaged)?;
        text.push(character(name).ok_or(LoadError::PictureDamaged)?);
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

/// The character that a reference of XML names.
fn character(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// A part of a PNG.
struct Chunk<'a> {
    kind: [u8; 4],
    data: &'a [u8],
    /// Is its checksum right?
    is_sound: bool,
}

impl Chunk<'_> {
    fn carries_design(&self) -> bool {
        self.kind == TEXT_CHUNK && self.data.starts_with(KEYWORD)
    }
}

/// The file ends in the middle of a chunk.
struct CutOff;

/// The chunks of a PNG, from front to back.
struct Chunks<'a>(&'a [u8]);

impl<'a> Chunks<'a> {
    fn of(png: &'a [u8]) -> Option<Chunks<'a>> {
        png.strip_prefix(&SIGNATURE).map(Chunks)
    }
}

impl<'a> Iterator for Chunks<'a> {
    type Item = Result<Chunk<'a>, CutOff>;

    fn next(&mut self) -> Option<Result<Chunk<'a>, CutOff>> {
        if self.0.is_empty() {
            return None;
        }
        let whole = std::mem::take(&mut self.0);
        let (Some((length, rest)), true) = (whole.split_first_chunk::<4>(), whole.len() >= 12) else {
            return Some(Err(CutOff));
        };
        let length = u32::from_be_bytes(*length) as usize;
        let (Some((kind, _)), Some(named)) = (rest.split_first_chunk::<4>(), rest.get(..length.saturating_add(4)))
        else {
            return Some(Err(CutOff));
        };
        let Some((sum, after)) = rest[named.len()..].split_first_chunk::<4>() else { return Some(Err(CutOff)) };
        self.0 = after;
        let is_sound = rawzip::crc32(named) == u32::from_be_bytes(*sum);
        Some(Ok(Chunk { kind: *kind, data: &named[4..], is_sound }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{load, load_bytes};
    use crate::generate::{Spec, generate};
    use crate::notation::parse;

    /// The smallest PNG: one transparent pixel.
    const PIXEL: &[u8] = &[
        0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
        6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0, 1, 0, 0, 5, 0, 1,
        0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
    ];

    fn design(name: &str) -> Design {
        parse(&format!("vpc \"{name}\" 10.0.0.0/16 {{ tier t private {{ subnet a a 10.0.0.0/24 }} }}"))
            .expect("notation")
    }

    fn drawing(design: &Design) -> String {
        let metadata: String = svg_metadata(design).map(|(_, piece)| piece).collect();
        format!("<svg>\n<metadata>{metadata}</metadata>\n<text>&lt;</text></svg>\n")
    }

    #[test]
    fn a_drawing_gives_its_design_back_whatever_it_is_called() {
        let own = design("<a> & \u{fffe}]]></cidraw:design> größe");
        let svg = drawing(&own);
        assert!(!svg.contains('\u{fffe}') && svg.matches("</cidraw:design>").count() == 1);
        let loaded = load_bytes(svg.as_bytes()).expect("a design");
        assert_eq!((loaded.design, loaded.notes), (own, Vec::new()));
    }

    #[test]
    fn a_large_design_is_carried_in_pieces_that_are_its_file() {
        let own = generate(&Spec { vpcs: 60, zones: 3, tiers: 3, peerings: 20, seed: 1 });
        let done: Vec<f32> = svg_metadata(&own).map(|(done, _)| done).collect();
        assert!(done.len() > 4 && done.is_sorted() && done.iter().all(|done| (0.0..=1.0).contains(done)), "{done:?}");
        let svg = drawing(&own);
        assert_eq!(text_in(svg.as_bytes()).expect("a design").trim_start(), save(&own));
    }

    #[test]
    fn lines_of_a_carried_design_are_those_of_the_drawing() {
        let svg = drawing(&design("a"));
        let lines = load_bytes(svg.as_bytes()).expect("a design").lines;
        let first = lines.into_values().min().expect("an object");
        assert_eq!(svg.lines().nth(first).map(str::trim), Some("\"kind\": \"vpc\","), "{first} of {svg}");
    }

    #[test]
    fn a_png_gives_its_design_back_and_carries_the_last_one_only() {
        let first = in_png(PIXEL, &design("first")).expect("a PNG");
        let own = design("größer");
        let png = in_png(&first, &own).expect("a PNG");
        assert_eq!(load_bytes(&png).expect("a design").design, own);
        assert!(png.len() < first.len() + 100);
        assert!(png.ends_with(&PIXEL[PIXEL.len() - 12..]));
        assert_eq!(in_png(b"GIF89a", &own), None);
        assert!(is_picture(&png) && is_picture(drawing(&own).as_bytes()) && !is_picture(save(&own).as_bytes()));
    }

    #[test]
    fn a_picture_without_a_design_and_a_damaged_one_say_so() {
        let why = |bytes: &[u8]| load_bytes(bytes).expect_err("no design");
        assert_eq!(why(PIXEL), LoadError::PictureWithoutDesign);
        assert_eq!(why(b" <svg xmlns='x'/>"), LoadError::PictureWithoutDesign);
        let mut png = in_png(PIXEL, &design("a")).expect("a PNG");
        assert_eq!(why(&png[..png.len() - 40]), LoadError::PictureDamaged);
        let at = png.len() - 40;
        png[at] ^= 1;
        assert_eq!(why(&png), LoadError::PictureDamaged);
        let svg = drawing(&design("a"));
        assert_eq!(why(svg.replace("</cidraw:design>", "").as_bytes()), LoadError::PictureDamaged);
        assert_eq!(why(svg.replace("10.0.0.0/16", "&what;").as_bytes()), LoadError::PictureDamaged);
        assert!(load(&svg).is_err());
    }
}
