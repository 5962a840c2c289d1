//! The catalogue of commands: whatever the host can be asked for, a command asks for it, so that the palette has it.

use std::collections::BTreeSet;

use cidraw::editor::*;
use cidraw::model::Kind;

use crate::support::*;

/// What the host does for a person, and the command that asks for it. An effect that is in neither list does not
/// compile: who adds one says which command the palette has for it.
macro_rules! asked_for {
    ({ $($effect:pat => $command:ident,)+ } otherwise { $($told:pat,)+ }) => {
        const ASKED: &[(Command, fn(&Effect) -> bool)] = &[$((Command::$command, |effect| matches!(effect, $effect))),+];

        fn known(effect: &Effect) {
            match effect {
                $($effect => (),)+
                $($told => (),)+
            }
        }
    };
}

asked_for! {
{
    Effect::OpenRename(_) => Rename,
    Effect::OpenMenu { .. } => Menu,
    Effect::OpenConnect(_) => ConnectTo,
    Effect::OpenMoveTo(_) => MoveTo,
    Effect::OpenPalette => Palette,
    Effect::OpenFind => Find,
    Effect::OpenRules => Rules,
    Effect::OpenHelp => Help,
    Effect::OpenPlanning(Planning::Replan(_)) => Replan,
    Effect::OpenPlanning(Planning::Blocks(_)) => ChangeBlocks,
    Effect::OpenPlanning(Planning::Stamp(_)) => NewEnvironmentLike,
    Effect::OpenPlanning(Planning::List(_)) => PasteList,
    Effect::OpenPlanning(Planning::Reserve(_)) => Reserve,
    Effect::OpenPlanning(Planning::Csv) => CopyPlan,
    Effect::OpenPlanning(Planning::Gaps) => ShowGaps,
    Effect::OpenPlanning(Planning::Peerings) => ShowPeerings,
    Effect::OpenPlanning(Planning::Parity) => ShowParity,
    Effect::OpenExport => Export,
    Effect::Print => Print,
    Effect::OpenTemplates => Templates,
    Effect::OpenRecent => Recent,
    Effect::OpenDemo => Demo,
    Effect::OpenShare => Share,
    Effect::OpenPreferences => Preferences,
    Effect::StartNew => New,
    Effect::Save => Save,
    Effect::NameVersion => NameVersion,
    Effect::Open => Open,
    Effect::ShowDock(DockTab::Problems) => ShowProblems,
    Effect::ShowDock(DockTab::Addresses) => ShowAddresses,
    Effect::ShowDock(DockTab::Routes) => ShowRoutes,
    Effect::ShowDock(DockTab::Code) => ShowCode,
    Effect::ShowDock(DockTab::History) => ShowHistory,
    Effect::FocusInspector => FocusInspector,
    Effect::FocusOutline => FocusOutline,
    Effect::Copy(_) => Copy,
    Effect::CopyCode(_) => CopyCode,
    Effect::CopyPicture { pixels: true, .. } => CopyPng,
    Effect::CopyPicture { pixels: false, .. } => CopySvg,
    Effect::ReadClipboard { .. } => Paste,
    Effect::ToggleTheme => ToggleTheme,
    Effect::TogglePanel(Panel::Outline) => ToggleOutline,
    Effect::TogglePanel(Panel::Inspector) => ToggleInspector,
    Effect::TogglePanel(Panel::Dock) => ToggleDock,
    Effect::ToggleMinimap => ToggleMinimap,
    Effect::TogglePresent => TogglePresent,
    Effect::RepeatAnnouncement => RepeatAnnouncement,
} otherwise {
    // What is told, and what ends something by itself.
    Effect::Announce(_),
    Effect::Toast { .. },
    Effect::Refused { .. },
    Effect::OpenChoice { .. },
    Effect::AskToReplace(_),
    Effect::FocusCanvas,
    Effect::EndPresent,
}
}

#[test]
fn whatever_the_host_can_be_asked_for_a_command_asks_for_it() {
    for (command, is_it) in ASKED {
        let mut editor = editor(PROD);
        let _ = editor.run(Command::AddEnvironment);
        let subnet = editor.design().of_kind(Kind::Subnet).map(|(id, _)| id).next().expect("PROD has subnets");
        let _ = editor.perform(Intent::Select { ids: vec![subnet], mode: SelectMode::Replace });
        let _ = editor.focus_on(subnet);
        assert!(editor.can(*command), "{command:?} cannot be run on a subnet");
        let response = editor.run(*command);
        response.effects.iter().for_each(known);
        assert!(response.effects.iter().any(is_it), "{command:?} asks for {:?}", response.effects);
    }
}

#[test]
fn each_command_is_called_otherwise_and_found_first_by_its_words() {
    let words: BTreeSet<&str> = Command::ALL.iter().map(|command| command.words()).collect();
    assert_eq!(words.len(), Command::ALL.len());
    for command in Command::ALL {
        assert_eq!(command.fit(&command.words().to_lowercase()), Some(0), "{command:?}");
    }
}

#[test]
fn the_view_moves_by_commands_as_far_back_as_forth() {
    let mut editor = editor(PROD);
    let before = editor.camera();
    for (there, back) in [(Command::ViewLeft, Command::ViewRight), (Command::ViewUp, Command::ViewDown)] {
        assert!(editor.run(there).changed.camera);
        assert_ne!(editor.camera(), before);
        let _ = editor.run(back);
        assert_eq!(editor.camera(), before);
    }
    // What is at the left comes into view: the drawing moves to the right.
    let _ = editor.run(Command::ViewLeft);
    assert!(editor.camera().x < before.x && editor.camera().y == before.y);
}

#[test]
fn all_safe_fixes_are_a_command_where_there_are_any() {
    let mut editor = editor(PROD);
    let _ = editor.check();
    assert!(editor.can(Command::ApplySafeFixes), "PROD has something that is safe to mend");
    let _ = editor.run(Command::ApplySafeFixes);
    let _ = editor.check();
    assert!(!editor.can(Command::ApplySafeFixes));
    assert_eq!(editor.history().done().len(), 1);
    let _ = editor.undo();
    let _ = editor.check();
    assert!(editor.can(Command::ApplySafeFixes));
}
