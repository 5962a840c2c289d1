//! Drawings as pixels.

use std::fs;
use std::path::Path;

use cidraw::scene::{Ink, Theme};
use resvg::tiny_skia::{ColorU8, Pixmap};

use super::{BEFORE, Folder};

impl Folder {
    fn pixels(&self, name: &str) -> Pixmap {
        Pixmap::decode_png(&self.bytes(name)).expect("a PNG")
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap()
    }
}

/// A colour of a look, as its pixels have it.
fn colour(theme: Theme, ink: Ink) -> ColorU8 {
    let hex = u32::from_str_radix(theme.colour(ink).trim_start_matches('#'), 16).expect("a colour");
    let [_, r, g, b] = hex.to_be_bytes();
    ColorU8::from_rgba(r, g, b, 255)
}

/// How many pixels have just this colour.
fn count(pixels: &Pixmap, theme: Theme, ink: Ink) -> usize {
    let wanted = colour(theme, ink);
    pixels.pixels().iter().filter(|pixel| pixel.demultiply() == wanted).count()
}

#[test]
fn a_png_is_a_design_again_and_the_same_bytes_again() {
    let here = Folder::new("png");
    here.write("a.json", BEFORE);
    let (code, out, err) = here.run("export a.json --to png --out first");
    assert_eq!((code, out.as_str()), (0, "1 file written to first\n"), "{err}");
    assert!(err.contains("note: 1 route table is not drawn. The design in the file has everything."), "{err}");
    assert_eq!(
        cidraw::format::load_bytes(&here.bytes("first/network.png")).unwrap().design,
        cidraw::format::load(BEFORE).unwrap().design
    );
    assert_eq!(here.run("diff a.json first/network.png").0, 0);
    assert_eq!(here.run("check first/network.png").0, here.run("check a.json").0);
    // What is drawn is the design in it, whatever it was read from.
    here.run("export first/network.png --to png --out second");
    assert!(here.bytes("first/network.png") == here.bytes("second/network.png"));
    let (code, _, err) = here.run("fmt first/network.png");
    assert!(code == 2 && err.contains("a picture is not written over"), "{err}");
}

#[test]
fn a_png_has_the_size_the_part_and_the_colours_that_are_asked_for() {
    let here = Folder::new("png-options");
    here.write("a.json", BEFORE);
    for (more, out) in [("", "once"), (" --scale 3", "thrice"), (" --theme dark", "dark"), (" --only vpc-b", "part")] {
        let (code, _, err) = here.run(&format!("export a.json --to png{more} --out {out}"));
        assert_eq!(code, 0, "{err}");
    }
    let [once, thrice, dark, part] =
        ["once", "thrice", "dark", "part"].map(|folder| here.pixels(&format!("{folder}/network.png")));
    // The SVG says how large it is.
    here.run("export a.json --to svg --out svg");
    let svg = here.read("svg/network.svg");
    let number = |name: &str| -> f64 {
        let (_, rest) = svg.split_once(&format!(" {name}=\"")).expect(name);
        rest.split('"').next().expect(name).parse().expect(name)
    };
    let size = |times: f64| ["width", "height"].map(|name| (number(name) * times).round() as u32);
    assert_eq!([once.width(), once.height()], size(1.0));
    assert_eq!([thrice.width(), thrice.height()], size(3.0));
    assert!(part.pixels().len() < once.pixels().len());

    for (pixels, theme, other) in [(&once, Theme::Light, Theme::Dark), (&dark, Theme::Dark, Theme::Light)] {
        assert_eq!(pixels.pixels()[0].demultiply(), colour(theme, Ink::Canvas));
        // The ground, the boxes and the letters.
        for (ink, least) in [(Ink::Canvas, 5_000), (Ink::VpcFill, 5_000), (Ink::Text, 50)] {
            assert!(count(pixels, theme, ink) > least, "{theme:?} {ink:?}");
        }
        assert_eq!(count(pixels, other, Ink::Text), 0);
    }
}

#[test]
fn without_a_name_there_are_fewer_letters() {
    let here = Folder::new("png-letters");
    here.write("named.json", BEFORE);
    here.write("nameless.json", &BEFORE.replace("\"name\": \"prod\", ", "").replace("\"name\": \"old\", ", ""));
    let letters = ["named", "nameless"].map(|name| {
        assert_eq!(here.run(&format!("export {name}.json --to png --scale 2 --out {name}")).0, 0);
        count(&here.pixels(&format!("{name}/network.png")), Theme::Light, Ink::Text)
    });
    assert!(letters[0] > letters[1] + 50, "{letters:?}");
}

/// Some font of this machine, with what is around it.
fn some_font() -> std::path::PathBuf {
    let mut fonts = resvg::usvg::fontdb::Database::new();
    fonts.load_system_fonts();
    let path = fonts.faces().find_map(|face| match &face.source {
        resvg::usvg::fontdb::Source::File(path) | resvg::usvg::fontdb::Source::SharedFile(path, _) => {
            Some(path.clone())
        }
        resvg::usvg::fontdb::Source::Binary(_) => None,
    });
    path.expect("tests need a font on the machine")
}

#[test]
fn fonts_can_be_named_and_without_any_there_is_no_picture() {
    let here = Folder::new("png-fonts");
    here.write("a.json", &BEFORE.replace("\"old\"", "\"\u{10fffd}\""));
    fs::create_dir(here.0.join("fonts")).unwrap();
    let refused = |arguments: &str, why: &str| {
        let (code, out, err) = here.run(&format!("export a.json {arguments} --out out"));
        assert!(code == 2 && out.is_empty() && err.contains(why), "{err}");
        assert!(!here.0.join("out").exists());
    };
    refused("--to png --font fonts", "--font fonts: there is no font in it.");
    refused("--to png --font a.json", "--font a.json: there is no font in it.");
    refused("--to png --font nowhere", "--font nowhere: ");
    refused("--to svg --font fonts", "--font is for pictures of pixels: svg makes none.");

    fs::copy(some_font(), here.0.join("fonts").join("font.ttf")).unwrap();
    let (code, _, err) = here.run("export a.json --to png --font fonts --out folder");
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("a.json: note: No font has \\u{10fffd}: "), "{err}");
    let (code, _, err) = here.run("export a.json --to png --font fonts/font.ttf --out file");
    assert_eq!(code, 0, "{err}");
    assert!(here.bytes("folder/network.png") == here.bytes("file/network.png"));
    assert!(count(&here.pixels("file/network.png"), Theme::Light, Ink::Text) > 50);
}

/// A machine without fonts is told by what lists them there.
#[cfg(target_os = "linux")]
#[test]
fn a_machine_without_fonts_is_told_what_to_do() {
    let here = Folder::new("png-no-fonts");
    here.write("a.json", BEFORE);
    here.write("fonts.conf", "<?xml version=\"1.0\"?>\n<fontconfig><dir>/nowhere</dir></fontconfig>\n");
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_cidraw"))
        .args(["export", "a.json", "--to", "png", "--out", "out"])
        .env("FONTCONFIG_FILE", here.0.join("fonts.conf"))
        .current_dir(&here.0)
        .output()
        .unwrap();
    let told = String::from_utf8(run.stderr).unwrap();
    assert!(run.status.code() == Some(2) && told.contains("no fonts") && told.contains("--font"), "{told}");
    assert!(!Path::new(&here.0).join("out").exists());
}

#[test]
fn a_picture_that_nothing_shows_is_refused_with_its_size() {
    let here = Folder::new("png-large");
    here.run("generate --vpcs 400 --out a.json");
    let (code, out, err) = here.run("export a.json --to png --scale 4 --out out");
    assert!(code == 2 && out.is_empty() && err.contains("16,384 on a side"), "{err}");
    assert!(!here.0.join("out").exists());
}
