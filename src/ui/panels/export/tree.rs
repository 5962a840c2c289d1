//! The files of a bundle as a tree.

use std::collections::{BTreeMap, HashSet};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FileRow {
    /// What it is called: a folder's name, with those above it that hold nothing else, or a file's.
    pub name: String,
    /// The path from the top.
    pub path: String,
    /// How deep it is, from 1.
    pub level: usize,
    /// Which file of the bundle; `None` for a folder.
    pub file: Option<usize>,
    /// Is the folder open?
    pub open: bool,
    /// The row above it in the tree, by its index.
    pub parent: Option<usize>,
}

#[derive(Default)]
struct Folder<'a> {
    folders: BTreeMap<&'a str, Folder<'a>>,
    files: Vec<(&'a str, usize)>,
}

/// The rows of files with these paths, folders first. What is in `closed` folders is left out.
pub fn rows<'a>(paths: impl IntoIterator<Item = &'a str>, closed: &HashSet<String>) -> Vec<FileRow> {
    let mut top = Folder::default();
    for (at, path) in paths.into_iter().enumerate() {
        let mut folder = &mut top;
        let mut rest = path;
        while let Some((first, after)) = rest.split_once('/') {
            folder = folder.folders.entry(first).or_default();
            rest = after;
        }
        folder.files.push((rest, at));
    }
    let mut rows = Vec::new();
    list(&top, "", 1, None, closed, &mut rows);
    rows
}

fn list(
    folder: &Folder,
    above: &str,
    level: usize,
    parent: Option<usize>,
    closed: &HashSet<String>,
    rows: &mut Vec<FileRow>,
) {
    for (name, inner) in &folder.folders {
        let (mut name, mut inner) = ((*name).to_owned(), inner);
        // A folder that holds one folder and nothing else is one row with it.
        while let (true, 1, Some((next, only))) =
            (inner.files.is_empty(), inner.folders.len(), inner.folders.iter().next())
        {
            name = format!("{name}/{next}");
            inner = only;
        }
        let path = format!("{above}{name}");
        let open = !closed.contains(&path);
        rows.push(FileRow { name, path: path.clone(), level, file: None, open, parent });
        if open {
            let at = rows.len() - 1;
            list(inner, &format!("{path}/"), level + 1, Some(at), closed, rows);
        }
    }
    for (name, at) in &folder.files {
        let path = format!("{above}{name}");
        rows.push(FileRow { name: (*name).to_owned(), path, level, file: Some(*at), open: false, parent });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATHS: [&str; 4] = ["README.md", "envs/dev/main.tf", "envs/prod/main.tf", "modules/network/main.tf"];

    fn names(closed: &[&str]) -> Vec<(usize, String)> {
        let closed = closed.iter().map(|path| (*path).to_owned()).collect();
        rows(PATHS, &closed).into_iter().map(|row| (row.level, row.name)).collect()
    }

    #[test]
    fn folders_come_first_and_single_ones_are_joined() {
        let of = |level, name: &str| (level, name.to_owned());
        assert_eq!(
            names(&[]),
            [
                of(1, "envs"),
                of(2, "dev"),
                of(3, "main.tf"),
                of(2, "prod"),
                of(3, "main.tf"),
                of(1, "modules/network"),
                of(2, "main.tf"),
                of(1, "README.md"),
            ]
        );
    }

    #[test]
    fn what_is_in_a_closed_folder_is_not_listed() {
        assert_eq!(names(&["envs"]).len(), 4);
        assert_eq!(names(&["envs/dev"]).len(), 7);
    }
}
