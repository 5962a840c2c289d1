//! The README of a bundle: what is where, how to apply it, the addresses, and what the code does not say.

use super::environment::Folder;
use super::hcl::quote;
use super::network::Network;
use super::vpc::Vpc;
use crate::addressing::{CidrBlock, usable_addresses};
use crate::export::bundle::{Note, NoteKind};
use crate::model::Design;
use crate::model::kinds::{AddressPool, Settings};

/// The title and what the design is for.
pub(super) fn head(design: &Design) -> String {
    let id = Settings::id();
    let name = design.entity(id).map(|entity| entity.head.name.as_str()).filter(|name| !name.is_empty());
    let mut text = format!("# {}\n", cell(name.unwrap_or("Network")));
    if let Some(settings) = design.get(id).filter(|settings| !settings.description.is_empty()) {
        text.push_str(&format!("\n{}\n", cell(&settings.description)));
    }
    text.push_str(
        "\nMade by cidraw. Keys in the code are names: what is added gets resources of its own and touches no other.\n",
    );
    text
}

/// Every block: pools, VPCs, subnets.
pub(super) fn addresses(design: &Design, network: &Network) -> String {
    let mut text = String::from("\n## Addresses\n");
    let pools: Vec<_> = design.all::<AddressPool>().collect();
    if !pools.is_empty() {
        text.push_str("\n| Pool | Ranges |\n|---|---|\n");
        for (id, pool) in pools {
            let blocks: Vec<String> = pool.blocks.iter().map(|block| cell(&block.to_string())).collect();
            text.push_str(&format!("| {} | {} |\n", cell(&design.name(id)), blocks.join(", ")));
        }
    }
    for vpc in &network.vpcs {
        text.push_str(&of_vpc(design, vpc));
    }
    text
}

fn of_vpc(design: &Design, vpc: &Vpc) -> String {
    let blocks: Vec<String> = std::iter::once(&vpc.cidr).chain(&vpc.secondary).map(CidrBlock::to_string).collect();
    let environment = vpc.environment.map(|id| format!(", {}", cell(&design.name(id)))).unwrap_or_default();
    let mut text =
        format!("\n### {} ({}{environment})\n\n{}\n", cell(&vpc.object.name), vpc.place.region, blocks.join(", "));
    if vpc.subnets.is_empty() {
        return text;
    }
    text.push_str("\n| Subnet | Tier | Zone | Block | Usable | Route table |\n|---|---|---|---|--:|---|\n");
    for subnet in &vpc.subnets {
        let block = subnet.ipv4.map(|block| block.to_string()).unwrap_or_default();
        let usable = subnet.ipv4.map(|block| usable_addresses(block).to_string()).unwrap_or_default();
        text.push_str(&format!(
            "| {} | {} | {} | {block} | {usable} | {} |\n",
            cell(&subnet.object.name),
            cell(&subnet.tier),
            cell(&subnet.zone),
            cell(subnet.table.as_deref().unwrap_or("main")),
        ));
    }
    text
}

/// What is left out, and what else is to be known.
pub(in crate::export) fn notes(design: &Design, notes: &[Note]) -> String {
    let mut text = String::new();
    for (kind, title) in [(NoteKind::LeftOut, "Not in these files"), (NoteKind::Remark, "To be known")] {
        let of_kind: Vec<&Note> = notes.iter().filter(|note| note.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        text.push_str(&format!("\n## {title}\n\n"));
        for note in of_kind {
            let about = note.object.map(|id| format!("{} {}: ", id.kind.title(), cell(&design.name(id))));
            text.push_str(&format!("- {}{}\n", about.unwrap_or_default(), cell(&note.text)));
        }
    }
    text
}

/// What comes before the first plan, where states have to be changed.
const FIRST: &str = "./state_moves.sh # once: what it moves would be destroyed and made anew without it\n";

/// The README of the flat layout. `by_hand`: is there a script that changes states?
pub(super) fn flat(design: &Design, network: &Network, of_bundle: &[Note], by_hand: bool) -> String {
    let mut text = head(design);
    text.push_str("\n## Applying\n\n```sh\n");
    text.push_str(if by_hand { FIRST } else { "" });
    text.push_str("terraform init\nterraform plan -out=tfplan\nterraform apply tfplan\n```\n");
    text.push_str(&addresses(design, network));
    text.push_str(&notes(design, of_bundle));
    text
}

/// The README of the layout *environments*; the same.
pub(super) fn environments(
    design: &Design,
    network: &Network,
    (folders, joins): (&[Folder], bool),
    of_bundle: &[Note],
    by_hand: bool,
) -> String {
    let mut text = head(design);
    text.push_str("\n| Folder | What | State |\n|---|---|---|\n");
    text.push_str("| `modules/network` | the shape of a network, for all environments | none |\n");
    let mut order: Vec<String> = Vec::new();
    for folder in folders {
        let names: Vec<String> = folder.vpcs.iter().map(|(vpc, _)| cell(&vpc.object.name)).collect();
        let what = match folder.environment {
            Some(id) => format!("environment {}", cell(&design.name(id))),
            None => "what belongs to no environment".to_owned(),
        };
        let production = if folder.production { " (production)" } else { "" };
        text.push_str(&format!("| `{}` | {what}{production}: {} | its own |\n", folder.path(), names.join(", ")));
        order.push(folder.path());
    }
    if joins {
        text.push_str("| `connections` | what joins networks or is shared by them, with the routes and rules that lead there | its own |\n");
        order.push("connections".to_owned());
    }
    text.push_str(
        "\n## Applying\n\nIn this order; `connections` looks up what the environments have made. Destroying goes the other way.\n\n```sh\n",
    );
    text.push_str(if by_hand { FIRST } else { "" });
    for folder in &order {
        text.push_str(&format!("./guard.sh {folder}\n"));
    }
    text.push_str(
        "```\n\nThe guard refuses the wrong directory, workspace or account, plans to a file, shows what would be destroyed, asks for \
         the name, applies that plan, and plans again: the second plan must be empty. `./guard.sh FOLDER --plan` only plans.\n",
    );
    text.push_str(&addresses(design, network));
    text.push_str(&notes(design, of_bundle));
    text
}

/// `text` where Markdown would read more into it: on one line, with its marks shown as they are.
pub(in crate::export) fn cell(text: &str) -> String {
    let shown = quote::comment(text);
    let shown = shown.trim();
    let mut out = String::new();
    // At the start of a paragraph these would begin a list, or underline what is above.
    let digits = shown.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in shown.char_indices() {
        let marked = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '!' | '&' | '$' => true,
            '-' | '+' | '=' => at == 0,
            '.' | ')' => digits > 0 && at == digits && shown[at + 1..].starts_with([' ', '\t']),
            _ => false,
        };
        if marked {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
