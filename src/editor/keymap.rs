//! One table: chord to command. The help shows it, the palette shows it, tooltips show it.

use super::command::Command;
use super::input::{KeyPress, Modifiers};

/// A key with the keys that are held with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    /// Keys that are held.
    pub modifiers: Modifiers,
    /// The key.
    pub key: Key,
}

/// How a key is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A letter: by what it types; by its place on layouts that type no Latin letters.
    Letter(char),
    /// A digit: by its place, because Shift types something else there.
    Digit(char),
    /// A sign: by what it types, whatever it takes to type it.
    Sign(char),
    /// A key with a name: `Enter`, `F2`, `ArrowLeft`.
    Named(&'static str),
}

/// A chord and what it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The chord.
    pub chord: Chord,
    /// The command.
    pub command: Command,
}

const fn bind(modifiers: Modifiers, key: Key, command: Command) -> Binding {
    Binding { chord: Chord { modifiers, key }, command }
}

use Key::{Digit, Letter, Named, Sign};

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const ALT: Modifiers = Modifiers::ALT;
const MOD: Modifiers = Modifiers::MOD;
const MOD_SHIFT: Modifiers = Modifiers::MOD_SHIFT;

/// Every chord. The first one of a command is the one that menus show.
pub const KEYMAP: &[Binding] = &[
    bind(NONE, Letter('v'), Command::SelectTool),
    bind(NONE, Digit('1'), Command::SelectTool),
    bind(NONE, Letter('h'), Command::HandTool),
    bind(NONE, Letter('p'), Command::VpcTool),
    bind(NONE, Letter('s'), Command::TierTool),
    bind(NONE, Letter('g'), Command::GatewayTool),
    bind(NONE, Letter('c'), Command::ConnectTool),
    bind(NONE, Letter('t'), Command::NoteTool),
    bind(NONE, Letter('k'), Command::LaserTool),
    bind(NONE, Letter('r'), Command::LastBoxTool),
    bind(NONE, Letter('q'), Command::KeepTool),
    bind(MOD, Letter('z'), Command::Undo),
    bind(MOD_SHIFT, Letter('z'), Command::Redo),
    bind(MOD, Letter('y'), Command::Redo),
    bind(MOD, Letter('x'), Command::Cut),
    bind(MOD, Letter('c'), Command::Copy),
    bind(MOD, Letter('v'), Command::Paste),
    bind(MOD_SHIFT, Letter('v'), Command::PasteHere),
    bind(Modifiers::ALT_SHIFT, Letter('c'), Command::CopyPng),
    bind(MOD, Letter('g'), Command::Group),
    bind(MOD_SHIFT, Letter('g'), Command::Ungroup),
    bind(MOD_SHIFT, Letter('l'), Command::ToggleLock),
    bind(MOD, Letter('d'), Command::Duplicate),
    bind(NONE, Named("Delete"), Command::Delete),
    bind(NONE, Named("Backspace"), Command::Delete),
    bind(NONE, Named("F2"), Command::Rename),
    bind(MOD, Letter('a'), Command::SelectAll),
    bind(NONE, Named("Escape"), Command::SelectNone),
    bind(SHIFT, Letter('m'), Command::MoveTo),
    bind(NONE, Named("ArrowLeft"), Command::FocusLeft),
    bind(NONE, Named("ArrowRight"), Command::FocusRight),
    bind(NONE, Named("ArrowUp"), Command::FocusUp),
    bind(NONE, Named("ArrowDown"), Command::FocusDown),
    bind(SHIFT, Named("ArrowLeft"), Command::FocusLeft),
    bind(SHIFT, Named("ArrowRight"), Command::FocusRight),
    bind(SHIFT, Named("ArrowUp"), Command::FocusUp),
    bind(SHIFT, Named("ArrowDown"), Command::FocusDown),
    bind(NONE, Named("Enter"), Command::GoIn),
    bind(SHIFT, Named("Enter"), Command::GoOut),
    bind(NONE, Named(" "), Command::PickUp),
    bind(SHIFT, Named(" "), Command::ToggleSelect),
    bind(ALT, Named("ArrowRight"), Command::FollowNext),
    bind(ALT, Named("ArrowDown"), Command::FollowNext),
    bind(ALT, Named("ArrowLeft"), Command::FollowPrevious),
    bind(ALT, Named("ArrowUp"), Command::FollowPrevious),
    bind(MOD, Named("ArrowRight"), Command::AddSibling),
    bind(MOD, Named("ArrowDown"), Command::AddSibling),
    bind(MOD, Named("ArrowLeft"), Command::AddSibling),
    bind(MOD, Named("ArrowUp"), Command::AddSibling),
    bind(NONE, Named("F8"), Command::NextProblem),
    bind(SHIFT, Named("F8"), Command::PreviousProblem),
    bind(SHIFT, Named("F10"), Command::Menu),
    bind(NONE, Named("ContextMenu"), Command::Menu),
    bind(NONE, Letter('i'), Command::FocusInspector),
    bind(NONE, Letter('o'), Command::FocusOutline),
    bind(SHIFT, Letter('o'), Command::ToggleOutline),
    bind(SHIFT, Letter('i'), Command::ToggleInspector),
    bind(SHIFT, Letter('d'), Command::ToggleDock),
    bind(ALT, Letter('r'), Command::RepeatAnnouncement),
    bind(MOD, Sign('+'), Command::ZoomIn),
    bind(MOD, Sign('='), Command::ZoomIn),
    bind(NONE, Sign('+'), Command::ZoomIn),
    bind(NONE, Sign('='), Command::ZoomIn),
    bind(MOD, Sign('-'), Command::ZoomOut),
    bind(NONE, Sign('-'), Command::ZoomOut),
    bind(MOD, Digit('0'), Command::ZoomReset),
    bind(SHIFT, Digit('0'), Command::ZoomReset),
    bind(SHIFT, Digit('1'), Command::ZoomToFit),
    bind(SHIFT, Digit('2'), Command::ZoomToSelection),
    bind(MOD, Sign('\''), Command::ToggleGrid),
    bind(ALT, Letter('s'), Command::ToggleSnap),
    bind(NONE, Letter('m'), Command::ToggleMinimap),
    bind(MOD, Sign('.'), Command::TogglePresent),
    bind(Modifiers::ALT_SHIFT, Letter('d'), Command::ToggleTheme),
    bind(MOD, Letter('k'), Command::Palette),
    bind(MOD_SHIFT, Letter('p'), Command::Palette),
    bind(MOD, Letter('f'), Command::Find),
    bind(MOD, Letter('s'), Command::Save),
    bind(MOD, Letter('o'), Command::Open),
    bind(MOD_SHIFT, Letter('e'), Command::Export),
    bind(MOD, Letter('p'), Command::Print),
    bind(NONE, Sign('?'), Command::Help),
    bind(NONE, Named("F1"), Command::Help),
];

/// What a key asks for. Single keys count only when `single_keys` is set.
pub fn command_for(press: &KeyPress, single_keys: bool) -> Option<Command> {
    let found = KEYMAP.iter().find(|binding| binding.chord.is(press))?;
    (single_keys || !found.chord.is_single_key()).then_some(found.command)
}

/// The chord that menus show for a command: `Mod+D`. Empty without one.
pub fn chord_of(command: Command) -> String {
    KEYMAP.iter().find(|binding| binding.command == command).map_or(String::new(), |binding| binding.chord.to_string())
}

impl Chord {
    /// Is it a character without Mod or Alt? Speech input types such keys by mistake, so they can be turned off
    /// (WCAG 2.1.4).
    pub fn is_single_key(self) -> bool {
        !self.modifiers.mod_key && !self.modifiers.alt && !matches!(self.key, Named(_))
    }

    /// Is this the chord that was pressed?
    pub fn is(self, press: &KeyPress) -> bool {
        let held = press.modifiers;
        let exact = held == self.modifiers;
        let typed = {
            let mut chars = press.key.chars();
            chars.next().filter(|_| chars.next().is_none())
        };
        match self.key {
            Letter(letter) => {
                let by_place =
                    press.code.strip_prefix("Key").is_some_and(|c| c.eq_ignore_ascii_case(&letter.to_string()));
                // With Alt a Mac types other characters, and other scripts have no such letter: then its place counts.
                match typed.filter(|c| c.is_ascii_alphabetic()) {
                    Some(c) => exact && c.eq_ignore_ascii_case(&letter),
                    None => exact && by_place,
                }
            }
            Digit(digit) => {
                let by_place = press.code.strip_prefix("Digit").is_some_and(|c| c == digit.to_string());
                exact && (by_place || (press.code.is_empty() && typed == Some(digit)))
            }
            // Which keys type a sign differs between layouts, so Shift does not count; AltGr arrives as Alt.
            Sign(sign) => held.mod_key == self.modifiers.mod_key && typed == Some(sign),
            Named(name) => exact && press.key == name,
        }
    }
}

impl std::fmt::Display for Chord {
    /// As help shows it, with `Mod` for Ctrl or Cmd: `Mod+Shift+Z`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Modifiers { shift, alt, mod_key } = self.modifiers;
        for (held, word) in [(mod_key, "Mod+"), (alt, "Alt+"), (shift, "Shift+")] {
            if held {
                f.write_str(word)?;
            }
        }
        match self.key {
            Letter(letter) => write!(f, "{}", letter.to_ascii_uppercase()),
            Digit(c) | Sign(c) => write!(f, "{c}"),
            Named(" ") => f.write_str("Space"),
            Named(name) => f.write_str(name.strip_prefix("Arrow").unwrap_or(name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str, code: &str, modifiers: Modifiers) -> KeyPress {
        KeyPress { key: key.into(), code: code.into(), modifiers, repeat: false }
    }

    #[test]
    fn a_chord_asks_for_one_thing() {
        for (i, a) in KEYMAP.iter().enumerate() {
            for b in &KEYMAP[i + 1..] {
                assert!(a.chord != b.chord, "{} asks for {:?} and {:?}", a.chord, a.command, b.command);
            }
        }
    }

    #[test]
    fn letters_go_by_what_they_type_and_else_by_their_place() {
        // Dvorak: the key at KeyK types t.
        assert_eq!(command_for(&press("t", "KeyK", MOD), true), None);
        assert_eq!(command_for(&press("k", "KeyV", MOD), true), Some(Command::Palette));
        // Russian: the key at KeyZ types я.
        assert_eq!(command_for(&press("я", "KeyZ", MOD), true), Some(Command::Undo));
        // A Mac types ß for Alt+S.
        assert_eq!(command_for(&press("ß", "KeyS", ALT), true), Some(Command::ToggleSnap));
    }

    #[test]
    fn shifted_digits_go_by_their_place() {
        assert_eq!(command_for(&press("!", "Digit1", SHIFT), true), Some(Command::ZoomToFit));
        assert_eq!(command_for(&press("1", "Digit1", NONE), true), Some(Command::SelectTool));
    }

    #[test]
    fn signs_go_by_what_they_are_however_they_are_typed() {
        assert_eq!(command_for(&press("?", "Minus", SHIFT), true), Some(Command::Help));
        assert_eq!(command_for(&press("+", "Equal", SHIFT), true), Some(Command::ZoomIn));
        assert_eq!(command_for(&press("+", "BracketRight", MOD), true), Some(Command::ZoomIn));
    }

    #[test]
    fn single_keys_can_be_turned_off_and_the_others_stay() {
        for binding in KEYMAP {
            let key = match binding.chord.key {
                Letter(c) | Digit(c) | Sign(c) => c.to_string(),
                Named(name) => name.to_owned(),
            };
            let press = press(&key, &format!("Digit{key}"), binding.chord.modifiers);
            let single = binding.chord.is_single_key();
            assert_eq!(command_for(&press, false).is_none(), single, "{}", binding.chord);
            assert_eq!(command_for(&press, true), Some(binding.command), "{}", binding.chord);
        }
    }
}
