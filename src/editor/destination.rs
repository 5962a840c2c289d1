use super::Refusal;
use crate::addressing::CidrBlock;
use crate::model::kinds::{Destination, PrefixList};
use crate::model::{Design, PrefixListId};

/// Reads what somebody typed as the destination of a route: a block, or a prefix list of the design by its name, its id
/// (`pl-...`, here or on AWS) or the service whose addresses AWS keeps in it.
///
/// # Errors
/// When it is neither: says what is wrong with the block, with the correction where there is one, or which prefix lists
/// there are.
pub fn read_destination(design: &Design, text: &str) -> Result<Destination, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(refused("Write a block such as 10.1.0.0/16, or the name of a prefix list."));
    }
    let as_block = text.parse::<CidrBlock>();
    if let Ok(block) = as_block {
        return Ok(block.into());
    }
    let own = text.parse::<PrefixListId>().ok().filter(|id| design.contains(*id));
    if let Some(list) = own {
        return Ok(Destination::PrefixList(list));
    }
    let alike = |found: &dyn Fn(PrefixListId, &PrefixList) -> bool| -> Vec<PrefixListId> {
        design.all::<PrefixList>().filter(|(id, list)| found(*id, list)).map(|(id, _)| id).collect()
    };
    let named = alike(&|id, list| design.name(id).eq_ignore_ascii_case(text) || list.service == text);
    let on_aws = || alike(&|id, _| design.entity(id).is_some_and(|entity| entity.head.aws_id.as_deref() == Some(text)));
    match named.iter().chain(&on_aws()).copied().collect::<Vec<_>>()[..] {
        [list] => return Ok(Destination::PrefixList(list)),
        [_, _, ..] => {
            let exact = alike(&|id, _| design.name(id) == text);
            return match exact[..] {
                [list] => Ok(Destination::PrefixList(list)),
                _ => Err(refused(format!(
                    "{} prefix lists are called \"{text}\". Write the id of the one that is meant: {}.",
                    named.len(),
                    named.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
                ))),
            };
        }
        [] => {}
    }
    match as_block {
        Err(error) if is_like_a_block(text) => Err(Refusal::cidr("destination", &error)),
        _ => {
            let lists: Vec<String> = design.all::<PrefixList>().take(4).map(|(id, _)| design.name(id)).collect();
            let there = match &lists[..] {
                [] => "the design has none".to_owned(),
                some => format!("there is {}", some.join(", ")),
            };
            let text: String = text.chars().take(60).collect();
            Err(refused(format!(
                "\"{text}\" is no block, and no prefix list is called that: {there}. Write a block such as 10.1.0.0/16, \
                 or add the list first."
            )))
        }
    }
}

/// Was a block meant? A name of a list has letters that no address has.
fn is_like_a_block(text: &str) -> bool {
    let digits = text.starts_with(|c: char| c.is_ascii_digit()) || text.starts_with(':');
    digits && text.contains(['.', ':', '/']) || text.contains('/') && text.contains(['.', ':'])
}

fn refused(message: impl Into<String>) -> Refusal {
    Refusal::Field { path: "destination".to_owned(), message: message.into(), correction: None }
}
