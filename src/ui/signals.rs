//! What the screen reads: one signal an object, and a few for the session. Fed by diffs, never by copies of the
//! document.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;

pub use cidraw::editor::DockTab;
use cidraw::editor::{Choice, MenuItem, Panel, Panels, Planning, Replacing, SHEETS_UP_TO, Tool};
use cidraw::model::kinds::Settings;
use cidraw::model::{Diff, Entity, EntityId, Revision};
use cidraw::scene::{Camera, Point};

use super::platform::versions::Version;
use super::workbench::Workbench;

/// A dialog that is open. One at a time.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Every shortcut.
    Help,
    /// Every rule, and the page of one.
    Rules(Option<String>),
    /// The code, to look at and download.
    Export,
    /// Commands and objects. The text is what is searched for at first.
    Palette(String),
    /// Checked designs to start from.
    Templates,
    /// Designs kept in this browser.
    Recent,
    /// What a person prefers.
    Preferences,
    /// The link that carries the design.
    Share,
    /// The other end of a connection.
    Connect(EntityId),
    /// Another place for a subnet.
    MoveTo(EntityId),
    /// A plan, shown before it is carried out.
    Planning(Planning),
    /// AWS would make something anew for a change.
    Replacing(Box<Replacing>),
    /// A link was opened while there is a design of one's own.
    KeepOrReplace,
    /// About a version that has a name.
    Version(VersionDialog),
}

/// What is done with a version.
#[derive(Clone, Debug, PartialEq)]
pub enum VersionDialog {
    /// The state of now becomes one.
    Name,
    /// It gets another name.
    Rename(Version),
    /// It is shown what changed since.
    Compare(Version),
    /// It is forgotten.
    Delete(Version),
}

/// A menu that is open on the canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct Menu {
    /// Where, in pixels of the canvas.
    pub at: (f64, f64),
    /// What it offers.
    pub lines: MenuLines,
}

/// What a menu on the canvas offers.
#[derive(Clone, Debug, PartialEq)]
pub enum MenuLines {
    /// Commands for the selection.
    Commands(Vec<MenuItem>),
    /// What a gesture could have meant.
    Choices(Vec<Choice>),
}

/// A short message that goes by itself, or by its button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Tells it from others.
    pub id: u64,
    /// The sentence.
    pub text: String,
    /// Does it offer to undo? Such a one does not go by itself.
    pub undoable: bool,
    /// Is it a refusal?
    pub refusal: bool,
}

/// A message that stays above the canvas until it is closed or does not hold any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What is the matter.
    pub text: String,
    /// What can be done about it.
    pub offers: Vec<Offer>,
}

impl<T: Into<String>> From<T> for Notice {
    fn from(text: T) -> Notice {
        Notice { text: text.into(), offers: Vec::new() }
    }
}

impl Notice {
    /// The same with something that can be done about it.
    pub fn offering(mut self, offer: Offer) -> Notice {
        self.offers.push(offer);
        self
    }
}

/// What a notice offers to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Download the text of a design that was refused: of a link, or of what the browser kept, nobody else has it.
    RefusedText {
        /// The name of the design.
        name: String,
        /// Its text.
        text: String,
    },
    /// Download the design as it is now.
    Design,
    /// Download what is known of a fault.
    Report(String),
    /// Write over a file that was changed by another.
    Overwrite,
    /// Have the rules look again.
    CheckAgain,
}

/// What the addresses tab shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressView {
    /// The plan.
    Plan,
    /// What is free.
    Gaps,
    /// Which VPCs can be peered.
    Peerings,
    /// Where two environments differ.
    Parity,
}

/// When the minimap is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapShown {
    /// While something of the drawing is out of view.
    WhenNeeded,
    /// Always: somebody asked for it.
    Always,
    /// Never: somebody sent it away.
    Never,
}

/// How the work in hand is kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Keeping {
    /// As in its file, or nothing to keep.
    Saved,
    /// Changed since it was saved to a file; kept in this browser.
    Edited,
    /// It could not be kept, for this reason.
    Failed(String),
}

/// The signal of one object: nothing once it is gone.
pub type EntitySignal = ArcRwSignal<Option<Arc<Entity>>>;

/// The signals of the screen. Cheap to copy: the values live as long as the application.
#[derive(Clone, Copy)]
pub struct Signals {
    /// The state of the document that is shown.
    pub revision: RwSignal<Revision>,
    /// Counts how often the findings became different.
    pub findings: RwSignal<u64>,
    /// What is selected, in id order.
    pub selection: RwSignal<Vec<EntityId>>,
    /// Which object has the keyboard on the canvas.
    pub focus: RwSignal<Option<EntityId>>,
    /// The tool in hand.
    pub tool: RwSignal<Tool>,
    /// Does a tool stay in hand after a use?
    pub keep_tool: RwSignal<bool>,
    /// The shape of the pointer over the canvas, as CSS calls it.
    pub cursor: RwSignal<&'static str>,
    /// What the gesture under way would do, or why it cannot.
    pub hint: RwSignal<String>,
    /// The revision that the canvas shows.
    pub painted: RwSignal<Revision>,
    /// Where the view is.
    pub camera: RwSignal<Camera>,
    /// The name of the file, without the ending.
    pub file_name: RwSignal<String>,
    /// How the work is kept.
    pub keeping: RwSignal<Keeping>,
    /// The dialog that is open.
    pub dialog: RwSignal<Option<Dialog>>,
    /// The menu that is open.
    pub menu: RwSignal<Option<Menu>>,
    /// Where the menu of the file is open, in pixels of the window.
    pub file_menu: RwSignal<Option<(f64, f64)>>,
    /// The object whose name is edited in place.
    pub rename: RwSignal<Option<EntityId>>,
    /// Messages, the oldest first.
    pub toasts: RwSignal<Vec<Toast>>,
    /// The last announcement of the live region.
    pub said: RwSignal<String>,
    /// A message that stays above the canvas: a file that could not be opened, storage that is full.
    pub bar: RwSignal<Option<Notice>>,
    /// Is the outline open?
    pub outline_open: RwSignal<bool>,
    /// Is the inspector open?
    pub inspector_open: RwSignal<bool>,
    /// Is the dock open?
    pub dock_open: RwSignal<bool>,
    /// How large the panels were made.
    pub panels: RwSignal<Panels>,
    /// The panel that is being resized.
    pub resizing: RwSignal<Option<Panel>>,
    /// The size of the window in pixels.
    pub window: RwSignal<Point>,
    /// Counts how often the versions that are kept of the design in hand became others.
    pub versions: RwSignal<u64>,
    /// Which tab of the dock is shown.
    pub dock_tab: RwSignal<DockTab>,
    /// What the addresses tab shows.
    pub address_view: RwSignal<AddressView>,
    /// When the minimap is shown.
    pub minimap: RwSignal<MapShown>,
    /// Are the panels hidden, to present?
    pub presenting: RwSignal<bool>,
    /// `light`, `dark`, or empty for what the system says.
    pub theme: RwSignal<&'static str>,
    /// Panels, dialogs and rules, once they have arrived.
    pub workbench: RwSignal<Option<&'static Workbench>, LocalStorage>,
    entities: StoredValue<HashMap<EntityId, EntitySignal>, LocalStorage>,
}

impl Signals {
    /// Signals of an empty document. To be called once, at the root.
    pub fn new() -> Signals {
        let window = super::platform::page::size();
        let wide = window.x > SHEETS_UP_TO;
        Signals {
            revision: RwSignal::new(0),
            findings: RwSignal::new(0),
            selection: RwSignal::new(Vec::new()),
            focus: RwSignal::new(None),
            tool: RwSignal::new(Tool::Select),
            keep_tool: RwSignal::new(false),
            cursor: RwSignal::new("default"),
            hint: RwSignal::new(String::new()),
            painted: RwSignal::new(0),
            camera: RwSignal::new(Camera::default()),
            file_name: RwSignal::new("untitled".into()),
            keeping: RwSignal::new(Keeping::Saved),
            dialog: RwSignal::new(None),
            menu: RwSignal::new(None),
            file_menu: RwSignal::new(None),
            rename: RwSignal::new(None),
            toasts: RwSignal::new(Vec::new()),
            said: RwSignal::new(String::new()),
            bar: RwSignal::new(None),
            outline_open: RwSignal::new(wide),
            inspector_open: RwSignal::new(wide),
            dock_open: RwSignal::new(wide),
            panels: RwSignal::new(Panels::default()),
            resizing: RwSignal::new(None),
            window: RwSignal::new(window),
            versions: RwSignal::new(0),
            dock_tab: RwSignal::new(DockTab::Problems),
            address_view: RwSignal::new(AddressView::Plan),
            minimap: RwSignal::new(MapShown::WhenNeeded),
            presenting: RwSignal::new(false),
            theme: RwSignal::new(""),
            workbench: RwSignal::new_local(None),
            entities: StoredValue::new_local(HashMap::new()),
        }
    }

    /// Is this panel open?
    pub fn open(&self, panel: Panel) -> RwSignal<bool> {
        match panel {
            Panel::Outline => self.outline_open,
            Panel::Inspector => self.inspector_open,
            Panel::Dock => self.dock_open,
        }
    }

    /// Opens a panel. Of sheets there is one at a time: the others would be behind it.
    pub fn show(&self, panel: Panel) {
        if self.window.get_untracked().x <= SHEETS_UP_TO {
            for other in Panel::ALL.into_iter().filter(|other| *other != panel) {
                self.open(other).set(false);
            }
        }
        self.open(panel).set(true);
    }

    /// Collapses a panel, or opens it. Whether it is open then.
    pub fn toggle(&self, panel: Panel) -> bool {
        let open = self.open(panel);
        match open.get_untracked() {
            true => open.set(false),
            false => self.show(panel),
        }
        open.get_untracked()
    }

    /// Are the panels sheets over the lower part of the window? Then they have one size.
    pub fn has_sheets(&self) -> bool {
        self.window.get().x <= SHEETS_UP_TO
    }

    /// Does the dock show what needs more room: the plan of the addresses?
    pub fn dock_is_tall(&self) -> bool {
        self.dock_tab.get_untracked() == DockTab::Addresses && self.address_view.get_untracked() == AddressView::Plan
    }

    /// Is the dock as high as what it shows? The tables beside the plan are often short, and grow to its height when they
    /// are not. Whoever chose a height has it.
    pub fn dock_fits(&self) -> bool {
        let table = self.dock_tab.get() == DockTab::Addresses && self.address_view.get() != AddressView::Plan;
        table && self.panels.with(|panels| panels.dock.is_none())
    }

    /// The panels as they are: their sizes, and which are collapsed.
    pub fn arranged(&self) -> Panels {
        for open in [self.outline_open, self.inspector_open, self.dock_open] {
            open.track();
        }
        self.panels.track();
        self.panels_now()
    }

    /// The same, once.
    pub fn panels_now(&self) -> Panels {
        let closed = |open: RwSignal<bool>| !open.get_untracked();
        Panels {
            outline_closed: closed(self.outline_open),
            inspector_closed: closed(self.inspector_open),
            dock_closed: closed(self.dock_open),
            ..self.panels.get_untracked()
        }
    }

    /// Takes over what changed in the document.
    pub fn absorb(&self, diff: &Diff) {
        self.entities.with_value(|known| {
            for (id, change) in diff.iter() {
                if let Some(signal) = known.get(&id) {
                    signal.set(change.new_entity().cloned());
                }
            }
        });
        // Rows of objects that are gone read their signal once more; then nobody does. The fields of the design as a whole
        // are shown also while it has no settings.
        self.entities.update_value(|known| {
            for (id, change) in diff.iter() {
                if change.new_entity().is_none() && id != EntityId::from(Settings::id()) {
                    known.remove(&id);
                }
            }
        });
    }

    /// The signal of one object, made when it is first asked for. `now` is the object as it is.
    pub fn entity(&self, id: EntityId, now: Option<Arc<Entity>>) -> EntitySignal {
        self.entities
            .try_update_value(|known| known.entry(id).or_insert_with(|| ArcRwSignal::new(now)).clone())
            .expect("the signals live as long as the application")
    }
}
