//! The headless editor: inputs and intents in, differences and effects out. No browser in it.
mod addresses;
mod clipboard;
mod command;
mod describe;
mod input;
mod intent;
mod intents;
mod kernels;
mod keymap;
mod naming;
mod preferences;
mod refusal;
mod response;
mod session;
mod words;

pub use command::{Command, Group};
pub use describe::describe;
pub use input::{Button, Input, KeyPress, Modifiers, Pointer, PointerKind, WheelDevice};
pub use intent::{Crossing, End, Intent, SelectMode};
pub use intents::{Candidate, candidates};
pub use kernels::Guide;
pub use keymap::{Binding, Chord, KEYMAP, Key, chord_of, command_for};
pub use preferences::Preferences;
pub use refusal::Refusal;
pub use response::{Changed, Effect, FieldRefusal, MenuItem, Response};
pub use session::{Editor, Tool};
