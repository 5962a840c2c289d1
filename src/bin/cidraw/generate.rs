use std::path::PathBuf;

use cidraw::format::save;
use cidraw::generate::{Spec, generate};
use clap::Args;

use crate::Ending;
use crate::input::{complain, print};

/// Write a synthetic design: a company's network of any size, without errors, the same for the same seed.
#[derive(Args)]
pub struct Generate {
    /// How many VPCs.
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    vpcs: u32,
    /// Zones of each VPC.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=6))]
    zones: u32,
    /// Tiers of each VPC; each has a subnet in every zone.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=16))]
    tiers: u32,
    /// How many peerings; a VPC takes at most 40.
    #[arg(long, default_value_t = 0)]
    peerings: u32,
    /// Where the random choices start.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The file to write; standard output without it.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Generate {
    pub fn run(&self) -> Ending {
        let design = generate(&Spec {
            vpcs: self.vpcs as usize,
            zones: self.zones as usize,
            tiers: self.tiers as usize,
            peerings: self.peerings as usize,
            seed: self.seed,
        });
        let file = save(&design);
        match &self.out {
            None => print(&file),
            Some(path) => match std::fs::write(path, file) {
                Ok(()) => Ending::Done,
                Err(error) => complain(path, error),
            },
        }
    }
}
