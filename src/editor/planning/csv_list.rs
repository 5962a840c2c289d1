use std::collections::BTreeMap;

use super::readdressing::{Consequence, Readdressing, Row};
use super::{Planned, drafted};
use crate::addressing::{CidrBlock, CidrError, Family};
use crate::editor::intents::{self, Draft};
use crate::editor::{Refusal, addresses, naming, words};
use crate::model::kinds::{Role, Subnet, Tier, Vpc};
use crate::model::{Design, Edit, EntityId, IdSource, Kind, SubnetId, TierId, VpcId};
use crate::ordering::Ordered;

/// A block of a pasted list. Texts are empty where the list does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedBlock {
    /// The line it is in, from 1.
    pub line: usize,
    /// The block.
    pub block: CidrBlock,
    /// What was written, when that had host bits: the block is the correction.
    pub corrected: Option<String>,
    /// Its name.
    pub name: String,
    /// The name of its VPC.
    pub vpc: String,
    /// Its zone, or the letter of it.
    pub zone: String,
    /// The name of its tier.
    pub tier: String,
}

/// A line that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Line {line}: {message}")]
pub struct ListError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, as a sentence.
    pub message: String,
}

/// What a pasted text says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockList {
    /// The blocks, in the order of the lines.
    pub blocks: Vec<ListedBlock>,
    /// Lines that cannot be read.
    pub errors: Vec<ListError>,
    /// Lines about something else than subnets, which are left out: the line and what it is about.
    pub skipped: Vec<(usize, String)>,
}

/// A column that is known by its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Block,
    Name,
    Vpc,
    Zone,
    Tier,
    Kind,
}

/// Headings by which a column is known, without capitals and signs.
const HEADINGS: &[(Column, &[&str])] = &[
    (
        Column::Block,
        &[
            "cidr",
            "cidrblock",
            "cidrs",
            "block",
            "network",
            "prefix",
            "range",
            "subnetcidr",
            "ipv4cidr",
            "ipv4",
            "ipv6",
            "ipv6cidr",
            "address",
        ],
    ),
    (Column::Name, &["name", "subnetname", "subnet", "label", "description"]),
    (Column::Vpc, &["vpc", "vpcname"]),
    (Column::Zone, &["zone", "az", "availabilityzone", "azname"]),
    (Column::Tier, &["tier", "layer", "role", "tiername"]),
    (Column::Kind, &["kind", "type", "object"]),
];

/// Reads a list of blocks: CSV with a line of headings in any order (`cidr`, `name`, `vpc`, `zone`, `tier`; commas,
/// semicolons or tabs between them), or one block a line with or without a name. Host bits are corrected and the
/// correction is kept to be shown.
///
/// ```
/// use cidraw::editor::planning::read_list;
///
/// let list = read_list("Name;CIDR;AZ\napp-a;10.0.0.5/24;a\napp-b;10.0.300.0/24;b");
/// assert_eq!(list.blocks[0].block.to_string(), "10.0.0.0/24");
/// assert_eq!(list.blocks[0].corrected.as_deref(), Some("10.0.0.5/24"));
/// assert!(list.errors[0].to_string().starts_with("Line 3: \"10.0.300.0/24\" is not a CIDR block."));
/// ```
pub fn read_list(text: &str) -> BlockList {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let most = |c: &u8| first.bytes().filter(|b| b == c).count();
    let delimiter = [b',', b';', b'\t'].into_iter().rev().max_by_key(most).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.has_headers(false).flexible(true).delimiter(delimiter).trim(csv::Trim::All);
    let mut list = BlockList::default();
    let mut columns: Option<BTreeMap<Column, usize>> = None;
    for (n, record) in reader.from_reader(text.as_bytes()).records().enumerate() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(n + 1, |at| at.line() as usize);
                let message = "This line cannot be read: it is not text.".to_owned();
                list.errors.push(ListError { line, message });
                continue;
            }
        };
        let line = record.position().map_or(n + 1, |at| at.line() as usize);
        if n == 0
            && let Some(found) = headings(&record)
        {
            columns = Some(found);
            continue;
        }
        match &columns {
            Some(columns) => list.row(line, &record, columns),
            None => list.bare(line, &record),
        }
    }
    list
}

/// The columns of a line of headings. `None` when it is none.
fn headings(record: &csv::StringRecord) -> Option<BTreeMap<Column, usize>> {
    let mut found = BTreeMap::new();
    for (at, cell) in record.iter().enumerate() {
        let plain: String = cell.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let column = HEADINGS.iter().find(|(_, names)| names.contains(&plain.as_str()));
        if let Some((column, _)) = column {
            found.entry(*column).or_insert(at);
        }
    }
    found.contains_key(&Column::Block).then_some(found)
}

impl BlockList {
    fn row(&mut self, line: usize, record: &csv::StringRecord, columns: &BTreeMap<Column, usize>) {
        let cell = |column: Column| columns.get(&column).and_then(|at| record.get(*at)).unwrap_or_default();
        // An apostrophe keeps a spreadsheet from taking a name for a formula.
        let plain = |column: Column| {
            let text = cell(column);
            text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(text).to_owned()
        };
        let kind = cell(Column::Kind);
        if !kind.is_empty() && !kind.eq_ignore_ascii_case("subnet") {
            return self.skipped.push((line, kind.to_owned()));
        }
        match cell(Column::Block) {
            "" if record.iter().all(str::is_empty) => {}
            "" => {
                let message = "The column for the block is empty. Write it as address/prefix.".to_owned();
                self.errors.push(ListError { line, message });
            }
            text => self.block(line, text, |block| ListedBlock {
                name: plain(Column::Name),
                vpc: plain(Column::Vpc),
                zone: plain(Column::Zone),
                tier: plain(Column::Tier),
                ..block
            }),
        }
    }

    fn bare(&mut self, line: usize, record: &csv::StringRecord) {
        let divides = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '\'' | '[' | ']' | '|');
        let words: Vec<&str> =
            record.iter().flat_map(|cell| cell.split(divides)).filter(|word| !word.is_empty()).collect();
        let is_block = |word: &&str| word.contains('/') || word.parse::<std::net::IpAddr>().is_ok();
        let (blocks, names): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| is_block(word));
        if blocks.is_empty() && !names.is_empty() {
            let message = format!("There is no block in \"{}\". Write it as address/prefix.", names.join(" "));
            self.errors.push(ListError { line, message });
        }
        // A line with one block may name it; one with several is a list.
        let name = if blocks.len() == 1 { names.join("-") } else { String::new() };
        for text in blocks {
            self.block(line, text, |block| ListedBlock { name: name.clone(), ..block });
        }
    }

    fn block(&mut self, line: usize, text: &str, with: impl Fn(ListedBlock) -> ListedBlock) {
        let (block, corrected) = match text.parse::<CidrBlock>() {
            Ok(block) => (block, None),
            Err(CidrError::HostBits { canonical, .. }) => (canonical, Some(text.to_owned())),
            Err(error) => return self.errors.push(ListError { line, message: error.to_string() }),
        };
        let none = String::new;
        let plain = ListedBlock { line, block, corrected, name: none(), vpc: none(), zone: none(), tier: none() };
        self.blocks.push(with(plain));
    }
}

/// Subnets out of a list, worked out and not made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListPlan {
    /// The new subnets and the change.
    pub readdressing: Readdressing,
    /// Lines that have no place: outside every VPC, in use, of a size that AWS refuses.
    pub errors: Vec<ListError>,
}

/// Plans a subnet for each block of a list. Each goes into the VPC that its line names, or into `into`, or into the one
/// whose block holds it; into the tier that its line names (made when there is none), or one called `pasted`. An IPv6
/// block goes to the subnet of its name. Lines without a place are left out and listed.
///
/// # Errors
/// When the document refuses; what is wrong with a line is in the plan.
pub fn subnets_of_list(
    design: &Design,
    ids: &mut IdSource,
    list: &BlockList,
    into: Option<VpcId>,
) -> Result<ListPlan, Refusal> {
    let (PlacedList { added, unplaced: errors }, diff) =
        drafted(design, ids, |draft| place_list(draft, list, into, None))?;
    let new: std::collections::BTreeSet<SubnetId> = added.iter().map(|(id, _)| *id).collect();
    let what = words::count(new.len(), Kind::Subnet);
    let rows = added.iter().map(|(id, block)| Row {
        object: (*id).into(),
        old: None,
        new: Some(*block),
        effect: if design.contains(*id) { Consequence::InPlace } else { Consequence::New },
    });
    let rows = rows.collect();
    let select = new.iter().map(|id| EntityId::from(*id)).collect();
    let planned = Planned { label: format!("Paste {what}"), said: format!("Pasted {what}."), diff, select };
    Ok(ListPlan { readdressing: Readdressing { rows, mentions: Vec::new(), planned }, errors })
}

/// What became of a list.
pub(in crate::editor) struct PlacedList {
    /// The subnets, each with the block it got.
    pub added: Vec<(SubnetId, CidrBlock)>,
    /// The lines that have no place.
    pub unplaced: Vec<ListError>,
}

/// Makes the subnets of a list: in `into` and `tier` where a line does not say.
pub(in crate::editor) fn place_list(
    draft: &mut Draft,
    list: &BlockList,
    into: Option<VpcId>,
    tier: Option<TierId>,
) -> Result<PlacedList, Refusal> {
    let (mut added, mut errors) = (Vec::new(), Vec::new());
    // IPv4 first: an IPv6 block looks for the subnet of its name.
    let mut lines: Vec<&ListedBlock> = list.blocks.iter().collect();
    lines.order_by_key(|listed| listed.block.family());
    for listed in lines {
        match place(draft, listed, into, tier)? {
            Ok(id) => added.push((id, listed.block)),
            Err(message) => errors.push(ListError { line: listed.line, message }),
        }
    }
    errors.order_by_key(|error| error.line);
    Ok(PlacedList { added, unplaced: errors })
}

/// Makes the subnet of one line, or says why there is no place for it.
fn place(
    draft: &mut Draft,
    listed: &ListedBlock,
    into: Option<VpcId>,
    own_tier: Option<TierId>,
) -> Result<Result<SubnetId, String>, Refusal> {
    let ListedBlock { block, name, vpc, zone, tier, .. } = listed;
    let design = draft.design();
    let home = match design.all::<Vpc>().find(|(id, _)| design.name(*id) == *vpc) {
        Some((id, _)) => Some(id),
        None if !vpc.is_empty() => {
            return Ok(Err(format!("There is no VPC called {vpc}. Draw it first, or leave the column empty.")));
        }
        None => into.or_else(|| {
            design.all::<Vpc>().find(|(_, vpc)| vpc.blocks().any(|own| own.covers(*block))).map(|(id, _)| id)
        }),
    };
    let Some((home, fields)) = home.and_then(|id| Some((id, design.get(id)?))) else {
        return Ok(Err(format!("No VPC has a block with {block}. Draw one, or add a block to one.")));
    };
    let home_name = design.name(home);
    if !fields.blocks().any(|own| own.covers(*block)) {
        let own: Vec<String> = fields.blocks().map(|block| block.to_string()).collect();
        return Ok(Err(format!("{block} is outside VPC {home_name}, which has {}.", words::list(&own))));
    }
    let holder = design.referring::<Subnet>(home).find(|(_, subnet)| subnet.blocks().any(|own| own.overlaps(*block)));
    if let Some((other, _)) = holder {
        return Ok(Err(format!("{block} overlaps {}.", words::called(design, other))));
    }
    if block.family() == Family::V6 {
        let own = design
            .referring::<Subnet>(home)
            .find(|(id, s)| !name.is_empty() && design.name(*id) == *name && s.ipv6.is_none());
        let Some((id, _)) = own else {
            return Ok(Err(format!(
                "No subnet of VPC {home_name} without IPv6 is called \"{name}\": an IPv6 block goes to a subnet by its name."
            )));
        };
        let block = *block;
        draft.apply(Edit::change(id, move |subnet| subnet.ipv6 = Some(block.into())))?;
        return Ok(Ok(id));
    }
    if !(16..=addresses::LONGEST).contains(&block.length()) {
        return Ok(Err(format!("AWS takes no subnet of /{}. Choose /16 to /28.", block.length())));
    }
    let region = fields.region.clone();
    let tier = match (own_tier, tier.as_str()) {
        (Some(own), "") => own,
        (None, "") => tier_called(draft, home, "pasted")?,
        (_, tier) => tier_called(draft, home, tier)?,
    };
    let zone = match zone.as_str() {
        "" => next_zone(draft.design(), home, tier),
        letter if letter.len() == 1 => format!("{region}{}", letter.to_ascii_lowercase()),
        zone => zone.to_owned(),
    };
    let name = match name.as_str() {
        "" => naming::subnet(&draft.design().name(tier), &zone, draft.design(), home),
        name => naming::free_subnet(name, draft.design(), home),
    };
    let id = draft.add(name, Subnet { zone, ipv4: Some((*block).into()), ..Subnet::new(home, tier) })?;
    intents::settle(draft, id)?;
    Ok(Ok(id))
}

/// The tier of this name, made when there is none: public or isolated when its name says so, else private.
fn tier_called(draft: &mut Draft, vpc: VpcId, name: &str) -> Result<TierId, Refusal> {
    let design = draft.design();
    if let Some((id, _)) = design.referring::<Tier>(vpc).find(|(id, _)| design.name(*id) == name) {
        return Ok(id);
    }
    let role = Role::ALL.into_iter().find(|role| name.to_ascii_lowercase().contains(role.key())).unwrap_or_default();
    let order = intents::next_order(design, vpc, role);
    Ok(draft.add(name, Tier::new(vpc, role, order))?)
}

/// The zone of the VPC that has the fewest subnets of the tier.
fn next_zone(design: &Design, vpc: VpcId, tier: TierId) -> String {
    let has = |zone: &String| design.referring::<Subnet>(tier).filter(|(_, subnet)| subnet.zone == *zone).count();
    intents::usual_zones(design, vpc).into_iter().min_by_key(has).unwrap_or_default()
}
