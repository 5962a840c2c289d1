use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map for small keys made of numbers, asked many times a frame: the standard hasher takes longer than the rest of
/// the look-up.
pub(super) type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<Mixer>>;

/// Mixes numbers by rotating and multiplying, with a last turn so that low bits depend on all.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mixer(u64);

const MULTIPLIER: u64 = 0xf135_7aea_2e62_a9c5;

impl Mixer {
    fn add(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(MULTIPLIER);
    }
}

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.add(u64::from(*byte)));
    }

    fn write_u8(&mut self, number: u8) {
        self.add(number.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.add(number.into());
    }

    fn write_i32(&mut self, number: i32) {
        self.add(u64::from(number as u32));
    }

    fn write_u64(&mut self, number: u64) {
        self.add(number);
    }

    fn write_usize(&mut self, number: usize) {
        self.add(number as u64);
    }

    fn write_isize(&mut self, number: isize) {
        self.add(number as u64);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}
