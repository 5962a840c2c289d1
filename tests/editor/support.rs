//! Designs and gestures as short texts.

use cidraw::editor::*;
use cidraw::model::*;
use cidraw::notation;
use cidraw::scene::{Camera, Point};

/// The design that a notation text says.
pub fn design(text: &str) -> Design {
    notation::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// An editor of the design, looking at its origin at 100 %.
pub fn editor(text: &str) -> Editor {
    let mut editor = Editor::new(design(text), 7);
    let _ = editor.handle(Input::Resize { viewport: Point::new(1600.0, 1200.0) });
    let _ = editor.look(Camera { x: -100.0, y: -100.0, scale: 1.0 });
    editor
}

/// The id of the object called `name`.
pub fn named(editor: &Editor, kind: Kind, name: &str) -> EntityId {
    let found = editor.design().of_kind(kind).find(|(_, entity)| entity.head.name == name);
    found.unwrap_or_else(|| panic!("no {} is called {name}", kind.title())).0
}

/// The typed id of the object called `name`.
pub fn id<T: TypedId>(editor: &Editor, name: &str) -> T {
    use cidraw::model::Noun;
    named(editor, <T::Noun as Noun>::KIND, name).typed().expect("of that kind")
}

/// Each object in a line, with names in place of ids: equal for designs that differ only in ids.
pub fn lines(design: &Design) -> Vec<String> {
    let mut lines: Vec<String> = design
        .iter()
        .map(|(_, entity)| {
            let mut value = entity.body.to_value().expect("fields are JSON");
            name_ids(&mut value, design);
            let at = entity.head.at.map_or(String::new(), |at| format!(" at {at:?}"));
            format!("{} {} {value}{at}", entity.kind().key(), entity.head.name)
        })
        .collect();
    lines.sort();
    lines
}

fn name_ids(value: &mut serde_json::Value, design: &Design) {
    use serde_json::Value;
    match value {
        Value::String(text) => {
            if let Ok(id) = text.parse::<EntityId>() {
                *text = format!("{}:{}", id.kind.key(), design.name(id));
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|item| name_ids(item, design)),
        Value::Object(fields) => fields.values_mut().for_each(|field| name_ids(field, design)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Asserts that the design is as the notation says, whatever its ids.
#[track_caller]
pub fn assert_design(editor: &Editor, expected: &str) {
    let (got, wanted) = (lines(editor.design()), lines(&design(expected)));
    let missing: Vec<_> = wanted.iter().filter(|line| !got.contains(line)).collect();
    let beside: Vec<_> = got.iter().filter(|line| !wanted.contains(line)).collect();
    assert!(got == wanted, "missing: {missing:#?}\nnot expected: {beside:#?}");
}

/// What must hold after every input.
#[track_caller]
pub fn assert_sound(editor: &Editor) {
    assert_eq!(invariants::broken(editor.design()), None);
    for id in editor.selection() {
        assert!(editor.design().contains(*id), "{id} is selected and gone");
    }
    for id in editor.focus().into_iter().chain(editor.hover()) {
        assert!(editor.design().contains(id), "{id} is focused or hovered and gone");
    }
    let camera = editor.camera();
    assert!(camera.x.is_finite() && camera.y.is_finite());
    assert!((Camera::MIN_SCALE..=Camera::MAX_SCALE).contains(&camera.scale), "{camera:?}");
}

/// Plays a gesture, and sweeps after each input. Steps, divided by `;`:
/// `down 10,10` `move 60,10` `up` `click 5,5` `double 5,5`, each with `touch` `pen` `middle` `right` `shift` `alt` `mod`
/// behind it; `key Mod+Shift+Z`; `release Space`; `tool vpc`; `tick 600`; `cancel`; `leave`; `blur`.
/// Places are canvas units.
#[track_caller]
pub fn play(editor: &mut Editor, gesture: &str) -> Vec<Response> {
    let mut player = Player { at: Point::ZERO, held: Modifiers::NONE, kind: PointerKind::Mouse, button: Button::Main };
    let mut responses = Vec::new();
    for step in gesture.split(';').map(str::trim).filter(|step| !step.is_empty()) {
        for input in player.inputs(editor, step) {
            responses.push(match input {
                Ok(input) => editor.handle(input),
                Err(tool) => editor.set_tool(tool),
            });
            assert_sound(editor);
        }
    }
    responses
}

struct Player {
    /// On the screen: a pointer that rests stays there while the view moves.
    at: Point,
    held: Modifiers,
    kind: PointerKind,
    button: Button,
}

impl Player {
    fn inputs(&mut self, editor: &Editor, step: &str) -> Vec<Result<Input, Tool>> {
        let mut words = step.split_whitespace();
        let verb = words.next().expect("a step has a verb");
        let rest: Vec<&str> = words.collect();
        match verb {
            "key" => return vec![Ok(Input::KeyDown(key(rest[0])))],
            "release" => return vec![Ok(Input::KeyUp(key(rest[0])))],
            "cancel" => return vec![Ok(Input::PointerCancel)],
            "leave" => return vec![Ok(Input::PointerLeave)],
            "blur" => return vec![Ok(Input::Blur)],
            "tick" => return vec![Ok(Input::Tick { elapsed: rest[0].parse().expect("milliseconds") })],
            "tool" => {
                let tool = Tool::ALL.into_iter().find(|tool| format!("{tool:?}").to_lowercase() == rest[0]);
                return vec![Err(tool.expect("a tool"))];
            }
            _ => {}
        }
        if verb == "down" || verb == "click" || verb == "double" {
            (self.held, self.kind, self.button) = Default::default();
        }
        for word in rest {
            match word {
                "touch" => self.kind = PointerKind::Touch,
                "pen" => self.kind = PointerKind::Pen,
                "middle" => self.button = Button::Middle,
                "right" => self.button = Button::Secondary,
                "shift" => self.held.shift = true,
                "alt" => self.held.alt = true,
                "mod" => self.held.mod_key = true,
                place => {
                    let (x, y) = place.split_once(',').unwrap_or_else(|| panic!("what is {place} in {step}?"));
                    let world = Point::new(x.parse().expect("x"), y.parse().expect("y"));
                    self.at = editor.camera().to_screen(world);
                }
            }
        }
        let pointer =
            |clicks| Pointer { at: self.at, button: self.button, modifiers: self.held, kind: self.kind, clicks };
        let click = |n| [Ok(Input::PointerDown(pointer(n))), Ok(Input::PointerUp(pointer(n)))];
        match verb {
            "down" => vec![Ok(Input::PointerDown(pointer(1)))],
            "move" => vec![Ok(Input::PointerMove(pointer(0)))],
            "up" => vec![Ok(Input::PointerUp(pointer(1)))],
            "click" => click(1).into(),
            "double" => click(1).into_iter().chain(click(2)).collect(),
            verb => panic!("what is {verb}?"),
        }
    }
}

/// A key by its chord: `Mod+Shift+Z`, `Space`, `ArrowLeft`.
pub fn key(chord: &str) -> KeyPress {
    let mut held = Modifiers::NONE;
    let mut name = chord;
    for (word, flag) in [("Mod+", 0), ("Alt+", 1), ("Shift+", 2)] {
        if let Some(rest) = name.strip_prefix(word) {
            name = rest;
            match flag {
                0 => held.mod_key = true,
                1 => held.alt = true,
                _ => held.shift = true,
            }
        }
    }
    let text = match name {
        "Space" => " ".to_owned(),
        name if name.len() == 1 => name.to_lowercase(),
        name => name.to_owned(),
    };
    let code = match text.chars().next() {
        Some(c) if text.len() == 1 && c.is_ascii_digit() => format!("Digit{c}"),
        Some(c) if text.len() == 1 && c.is_ascii_alphabetic() => format!("Key{}", c.to_ascii_uppercase()),
        _ => String::new(),
    };
    KeyPress { key: text, code, modifiers: held, repeat: false }
}

/// A gesture: on this design, this, gives that design, as one step of undo (none when nothing changes).
#[track_caller]
pub fn gesture(before: &str, gesture: &str, after: &str) -> Editor {
    let mut editor = editor(before);
    let first = lines(editor.design());
    let _ = play(&mut editor, gesture);
    assert_design(&editor, after);
    let last = lines(editor.design());
    let steps = usize::from(first != last);
    assert_eq!(editor.history().done().len(), steps, "one gesture is one step");
    if steps == 1 {
        let _ = editor.undo();
        assert_eq!(lines(editor.design()), first, "undo restores");
        let _ = editor.redo();
        assert_eq!(lines(editor.design()), last, "redo restores");
    }
    editor
}

/// Two zones, public and private.
pub const PROD: &str = "
vpc prod 10.0.0.0/16 region=us-west-2 at 0,0 {
  tier public public { subnet public-a a 10.0.0.0/20; subnet public-b b 10.0.16.0/20 }
  tier private private { subnet private-a a 10.0.64.0/20; subnet private-b b 10.0.80.0/20 }
  tier data isolated { subnet data-a a 10.0.128.0/20 }
}";

/// What the live region says.
pub fn said(response: &Response) -> String {
    response.announcements().collect::<Vec<_>>().join(" ")
}

/// Performs an intent as one step that undoes and redoes, and answers with what is said.
#[track_caller]
pub fn done(editor: &mut Editor, intent: Intent) -> String {
    let before = lines(editor.design());
    let steps = editor.history().done().len();
    let response = editor.perform(intent);
    assert_eq!(response.refusal(), None);
    assert_sound(editor);
    let after = lines(editor.design());
    assert_eq!(editor.history().done().len(), steps + 1, "one intent is one step");
    let _ = editor.undo();
    assert_eq!(lines(editor.design()), before, "undo restores");
    let _ = editor.redo();
    assert_eq!(lines(editor.design()), after, "redo restores");
    said(&response)
}

/// Performs an intent that is refused and changes nothing, and answers with why.
#[track_caller]
pub fn refused(editor: &mut Editor, intent: Intent) -> String {
    let before = lines(editor.design());
    let response = editor.perform(intent);
    assert_eq!(lines(editor.design()), before, "a refusal changes nothing");
    assert_eq!(editor.history().done().len(), 0);
    response.refusal().expect("it is refused").to_owned()
}
