use super::picture::Picture;
use crate::model::Kind;

/// How much is drawn: the closer the camera, the more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Under 20 %: boxes with their names and strips.
    Far,
    /// 20 to 75 %: subnets as tiles, load balancers, gateways with icons, lines with ports.
    Tiles,
    /// 75 to 150 %: subnets as cards, zones, tier rows, labels.
    Cards,
    /// Over 150 %: ranges, routes, what each thing serves.
    Detail,
}

impl Level {
    /// From far to near.
    pub const ALL: [Level; 4] = [Level::Far, Level::Tiles, Level::Cards, Level::Detail];
    /// The scales at which a level begins, from [`Level::Tiles`] on.
    const STARTS: [f64; 3] = [0.2, 0.75, 1.5];
    /// How far beyond a border the scale must go before the level changes, as a part of the border.
    const SLACK: f64 = 0.05;

    /// The level at a scale.
    pub fn at(scale: f64) -> Level {
        Level::ALL[Level::STARTS.iter().filter(|start| scale >= **start).count()]
    }

    /// The level at a scale when the last one drawn was `self`: it stays within 5 % beyond its borders, so that a wheel
    /// notch to and fro does not flicker.
    #[must_use]
    pub fn follow(self, scale: f64) -> Level {
        let here = self as usize;
        let lower = if here == 0 { 0.0 } else { Level::STARTS[here - 1] * (1.0 - Level::SLACK) };
        let upper = Level::STARTS.get(here).map_or(f64::INFINITY, |end| end * (1.0 + Level::SLACK));
        if lower <= scale && scale < upper { self } else { Level::at(scale) }
    }

    /// Is there a picture of objects of this kind to be pointed at? Chips, shelves and tier labels show from
    /// [`Level::Cards`] on; from afar a click means the VPC.
    pub fn shows(self, kind: Kind) -> bool {
        match kind {
            Kind::InternetGateway | Kind::EgressOnlyGateway | Kind::VpnGateway => true,
            Kind::Subnet | Kind::LoadBalancer => self >= Level::Tiles,
            kind => match Picture::of(kind) {
                Picture::Vpc | Picture::Free | Picture::Line => true,
                Picture::Row | Picture::Housed | Picture::Pin => self >= Level::Cards,
                Picture::Hidden => false,
            },
        }
    }

    /// The number that people use: 1 to 4.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_begin_at_20_75_and_150_percent() {
        let at = |scale| Level::at(scale).number();
        assert_eq!([0.02, 0.199, 0.2, 0.749, 0.75, 1.0, 1.5, 8.0].map(at), [1, 1, 2, 2, 3, 3, 4, 4]);
    }

    #[test]
    fn a_level_stays_within_five_percent_of_its_border() {
        assert_eq!(Level::Cards.follow(0.72), Level::Cards);
        assert_eq!(Level::Cards.follow(0.71), Level::Tiles);
        assert_eq!(Level::Tiles.follow(0.78), Level::Tiles);
        assert_eq!(Level::Tiles.follow(0.79), Level::Cards);
        assert_eq!(Level::Far.follow(4.0), Level::Detail);
    }
}
