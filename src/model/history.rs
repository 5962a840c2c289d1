use super::design::Design;
use super::diff::Diff;

/// One step of undo.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What was done, as the menu says it: "Move data-b to 10.0.48.0/22".
    pub label: String,
    /// What changed.
    pub diff: Diff,
    /// Steps with the same key that follow each other become one (a burst of nudges, typing in one field).
    burst: Option<String>,
}

/// Undo and redo. Holds diffs, never copies of the design.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Entry>,
    undone: Vec<Entry>,
}

impl History {
    /// Remembers a change that has been made. An empty one is nothing to undo.
    pub fn record(&mut self, label: impl Into<String>, diff: Diff) {
        self.push(label.into(), diff, None);
    }

    /// Remembers a change of a burst: it joins the step before when that has the same `burst` key.
    pub fn record_burst(&mut self, label: impl Into<String>, diff: Diff, burst: impl Into<String>) {
        self.push(label.into(), diff, Some(burst.into()));
    }

    fn push(&mut self, label: String, diff: Diff, burst: Option<String>) {
        if diff.is_empty() {
            return;
        }
        self.undone.clear();
        if let Some(last) = self.done.last_mut().filter(|last| burst.is_some() && last.burst == burst) {
            last.diff = std::mem::take(&mut last.diff).squash(diff);
            last.label = label;
            if last.diff.is_empty() {
                self.done.pop();
            }
            return;
        }
        self.done.push(Entry { label, diff, burst });
    }

    /// Ends a burst: the next change is a step of its own whatever its key.
    pub fn end_burst(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.burst = None;
        }
    }

    /// Takes the last step back. Returns its label and what changed.
    pub fn undo(&mut self, design: &mut Design) -> Option<(String, Diff)> {
        let entry = self.done.pop()?;
        let diff = entry.diff.reverse();
        design.absorb(&diff);
        let label = entry.label.clone();
        self.undone.push(Entry { burst: None, ..entry });
        Some((label, diff))
    }

    /// Makes the last undone step again. Returns its label and what changed.
    pub fn redo(&mut self, design: &mut Design) -> Option<(String, Diff)> {
        let entry = self.undone.pop()?;
        design.absorb(&entry.diff);
        let answer = (entry.label.clone(), entry.diff.clone());
        self.done.push(entry);
        Some(answer)
    }

    /// The steps that can be undone, the oldest first.
    pub fn done(&self) -> &[Entry] {
        &self.done
    }

    /// The steps that can be made again, the next one last.
    pub fn undone(&self) -> &[Entry] {
        &self.undone
    }
}
