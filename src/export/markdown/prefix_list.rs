use super::page::{Page, code, number, plain, words};
use crate::export::markdown::addresses::blocks;
use crate::model::kinds::PrefixList;

/// Every prefix list with its entries.
pub(super) fn write(page: &mut Page) {
    let mut lists = page.design.all::<PrefixList>().peekable();
    if lists.peek().is_none() {
        return;
    }
    page.heading(2, "Prefix lists");
    page.table(&[words("Prefix list"), words("Region"), words("Entry"), words("What it is"), number("Counts as")]);
    for (id, list) in lists {
        let (name, region) = (page.name(id), plain(&list.region));
        let weight = list.weight().to_string();
        if !list.service.is_empty() {
            let service = format!("kept by AWS for {}", code(&list.service));
            page.row(Some(id.into()), [&name, &region, &service, "", &weight]);
        } else if list.entries.is_empty() {
            page.row(Some(id.into()), [&name, &region, "no entries", "", &weight]);
        }
        for (at, entry) in list.entries.iter().enumerate() {
            let weight = if at == 0 { weight.as_str() } else { "" };
            let (block, what) = (blocks([&entry.block]), plain(&entry.description));
            page.row(Some(id.into()), [&name, &region, &block, &what, weight]);
        }
    }
}
