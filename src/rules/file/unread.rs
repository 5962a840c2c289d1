use crate::rules::{Context, Findings, rule};

rule! {
    /// An object of the file could not be read.
    ///
    /// ## Why it matters
    /// It is kept and saved again as it is, so nothing is lost. But it is neither drawn nor checked nor exported: what the
    /// other findings say holds for the network without it.
    ///
    /// ## What to do
    /// Correct the object in the file at the line that is named, and open the file again.
    "file/unread" {
        severity: Error,
        sources: ["https://www.rfc-editor.org/rfc/rfc8259"],
        design,
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    for unread in cx.unread() {
        let reason = unread.reason.trim_end_matches('.');
        found.on_file(format!("Line {} of the file could not be read: {reason}.", unread.line));
    }
}
