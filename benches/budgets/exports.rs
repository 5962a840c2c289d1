//! What every exporter makes of a large design.

use std::cell::Cell;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Waker};
use std::time::{Duration, Instant};

use cidraw::analysis::Analyses;
use cidraw::export::{EXPORTERS, Job, Options, Pace, Rest};

use super::{TIERS, ZONES, design_of, measure, row};

/// What an export of 1,000 VPCs may take.
const EXPORT: Duration = Duration::from_secs(2);

/// What a piece of it may take: a page that waits for it three times as long still answers.
const PIECE: Duration = Duration::from_millis(100);

/// Looks how long the pieces of work are.
struct Watch {
    last: Cell<Instant>,
    longest: Cell<Duration>,
}

impl Default for Watch {
    fn default() -> Watch {
        Watch { last: Cell::new(Instant::now()), longest: Cell::default() }
    }
}

impl Rest for Watch {
    fn is_due(&self, _: f32) -> bool {
        self.longest.set(self.longest.get().max(self.last.get().elapsed()));
        self.last.set(Instant::now());
        false
    }

    fn rest(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(std::future::ready(()))
    }
}

/// Every exporter, 1,000 VPCs with 20 subnets each.
pub fn exports() {
    let vpcs = 1_000;
    let design = design_of(vpcs * ZONES * TIERS);
    let known = Analyses::new(&design);
    // A drawing of this size is too large for pixels.
    for exporter in EXPORTERS.iter().filter(|exporter| !exporter.wants_painter()) {
        let name = format!("{} of {vpcs} VPCs, {} subnets", exporter.id(), vpcs * ZONES * TIERS);
        measure(&name, Some(EXPORT), 5, |_| exporter.export(&design, &Options::default()));
        let bundle = exporter.export(&design, &Options::default());
        let watch = Watch::default();
        let options = Options::default();
        // The page knows what follows from its design already. Nothing waits, so the first look at it is the last.
        let making =
            exporter.make(Job { known: Some(&known), pace: Pace::with(&watch), ..Job::new(&design, &options) });
        assert!(pin!(making).poll(&mut Context::from_waker(Waker::noop())).is_ready());
        // What comes behind the last rest is a piece as well.
        watch.is_due(1.0);
        let longest = watch.longest.get();
        row("  its longest piece without a rest", longest, longest, Some(PIECE));
        println!("  {} files, {} kB", bundle.files.len(), bundle.size() / 1000);
    }
}
