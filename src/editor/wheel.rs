use super::input::WheelDevice;

/// What a browser says of one turn of a wheel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WheelTurn {
    /// When, in milliseconds of any clock that runs forward.
    pub at: f64,
    /// To the right and down, in the unit that the browser counts in.
    pub delta: (f64, f64),
    /// Does it count pixels, rather than lines or pages? Only wheels with notches are counted in lines.
    pub in_pixels: bool,
    /// The older measure, where the browser has it: a notch is 120, whatever a notch scrolls.
    pub notches: Option<f64>,
}

/// Tells a wheel with notches from a trackpad. No browser says which it is; what it sends does: a trackpad sends many
/// small steps, in both directions, that die away; a wheel sends whole notches in one.
#[derive(Clone, Copy, Debug, Default)]
pub struct WheelSense {
    /// When the last turn was, and what it was of.
    last: Option<(f64, WheelDevice)>,
}

/// Turns this close to each other, in milliseconds, are of one device.
const BURST: f64 = 180.0;
/// A notch scrolls at least this far, in pixels.
const NOTCH: f64 = 50.0;

impl WheelSense {
    /// The device that the turn is of. Turns in quick succession are of one device: what a trackpad's momentum sends may
    /// look like a notch.
    pub fn sense(&mut self, turn: WheelTurn) -> WheelDevice {
        let burst = self.last.filter(|(then, _)| turn.at - then < BURST && turn.at >= *then);
        let device = match burst {
            // A wheel never scrolls by fractions or sideways by itself; a trackpad mistaken for one shows it now.
            Some((_, WheelDevice::Mouse)) if !clearly_a_trackpad(turn) => WheelDevice::Mouse,
            Some((_, WheelDevice::Trackpad)) => WheelDevice::Trackpad,
            _ if has_notches(turn) => WheelDevice::Mouse,
            _ => WheelDevice::Trackpad,
        };
        self.last = Some((turn.at, device));
        device
    }
}

fn clearly_a_trackpad(turn: WheelTurn) -> bool {
    turn.in_pixels && turn.delta.0 != 0.0 && turn.delta.1 != 0.0
}

fn has_notches(turn: WheelTurn) -> bool {
    if !turn.in_pixels {
        return true;
    }
    let (across, down) = turn.delta;
    // With Shift a wheel turns sideways.
    let one = if down == 0.0 { across } else { down };
    if (across != 0.0 && down != 0.0) || one == 0.0 {
        return false;
    }
    match turn.notches {
        // Screens that are scaled make fractions of whole notches, so the older measure decides where it is there.
        Some(notches) if notches != 0.0 => notches % 120.0 == 0.0 && one.abs() >= NOTCH / 2.0,
        _ => one.fract() == 0.0 && one.abs() >= NOTCH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(at: f64, x: f64, y: f64, notches: Option<f64>) -> WheelTurn {
        WheelTurn { at, delta: (x, y), in_pixels: true, notches }
    }

    #[test]
    fn notches_are_a_wheel_and_small_steps_a_trackpad() {
        let one = |turn| WheelSense::default().sense(turn);
        assert_eq!(one(turn(0.0, 0.0, 100.0, Some(-120.0))), WheelDevice::Mouse);
        assert_eq!(one(turn(0.0, 0.0, 66.6667, Some(-120.0))), WheelDevice::Mouse);
        assert_eq!(one(WheelTurn { in_pixels: false, ..turn(0.0, 0.0, 3.0, None) }), WheelDevice::Mouse);
        assert_eq!(one(turn(0.0, 0.0, 4.0, Some(-12.0))), WheelDevice::Trackpad);
        assert_eq!(one(turn(0.0, 3.0, 100.0, Some(-300.0))), WheelDevice::Trackpad);
        assert_eq!(one(turn(0.0, 0.0, 12.5, None)), WheelDevice::Trackpad);
    }

    #[test]
    fn the_momentum_of_a_trackpad_is_not_taken_for_notches() {
        let mut sense = WheelSense::default();
        assert_eq!(sense.sense(turn(0.0, 0.0, 9.0, None)), WheelDevice::Trackpad);
        assert_eq!(sense.sense(turn(16.0, 0.0, 120.0, None)), WheelDevice::Trackpad);
        assert_eq!(sense.sense(turn(32.0, 0.0, 80.0, None)), WheelDevice::Trackpad);
        assert_eq!(sense.sense(turn(900.0, 0.0, 120.0, None)), WheelDevice::Mouse);
        assert_eq!(sense.sense(turn(916.0, 2.0, 120.0, None)), WheelDevice::Trackpad);
    }
}
