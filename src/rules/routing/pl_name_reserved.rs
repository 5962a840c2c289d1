use crate::aws::services::managed_prefix_list;
use crate::model::kinds::PrefixList;
use crate::model::{Edit, PrefixListId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A prefix list of one's own has a name that AWS keeps for itself, or one that is too long.
    ///
    /// ## Why it matters
    /// Names that begin with com.amazonaws belong to the lists whose entries AWS maintains, such as the addresses of S3 in
    /// a Region. AWS refuses the name for any other list, and every name of more than 255 characters.
    ///
    /// ## What to do
    /// Give the list another name. If the list that AWS keeps is meant, say so: name its service.
    ///
    /// ```design,finds
    /// pl com.amazonaws.offices region=us-east-1 entries=[{block: 192.168.0.0/20}]
    /// ```
    /// ```design,clean
    /// pl offices region=us-east-1 entries=[{block: 192.168.0.0/20}]
    /// ```
    /// ```design,clean
    /// pl com.amazonaws.us-east-1.s3 region=us-east-1 service=com.amazonaws.us-east-1.s3
    /// ```
    "routing/pl-name-reserved" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateManagedPrefixList.html"],
        aws_error: "InvalidParameterValue",
        each: PrefixList,
    }
}

const RESERVED: &str = "com.amazonaws";
const LONGEST: usize = 255;

fn check(cx: &Context<'_>, id: PrefixListId, prefix_list: &PrefixList, found: &mut Findings) {
    let Some(name) = cx.entity(id).map(|entity| entity.head.name.clone()) else { return };
    let length = name.chars().count();
    let reserved = name.starts_with(RESERVED) && prefix_list.service.is_empty();
    if !reserved && length <= LONGEST {
        return;
    }
    let shorter: String = name.trim_start_matches(RESERVED).trim_start_matches('.').chars().take(LONGEST).collect();
    let shorter = if shorter.is_empty() { "own".to_owned() } else { shorter };
    let message = match reserved {
        true => format!("\"{name}\": only the prefix lists of AWS have names that begin with {RESERVED}."),
        false => format!("The name of prefix list {id} has {length} characters; AWS takes {LONGEST}."),
    };
    let finding = found.at(id, message);
    if reserved && managed_prefix_list(&name).is_some() && prefix_list.entries.is_empty() {
        let service = name.clone();
        finding.fix(Fix::new(
            "Make it the list that AWS keeps",
            Safety::NeedsChoice,
            [Edit::change(id, move |list| list.service.clone_from(&service))],
        ));
    }
    finding.fix(Fix::new(format!("Call it {}", brief(&shorter)), Safety::Safe, [Edit::rename(id, shorter.clone())]));
}

/// The beginning of a long name.
fn brief(name: &str) -> String {
    if name.chars().count() <= 40 {
        name.to_owned()
    } else {
        format!("{}…", name.chars().take(40).collect::<String>())
    }
}
