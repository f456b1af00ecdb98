//! Numbers for some classes side by side, as the processor likes them.

/// How many: as many as a line of the processor's cache holds.
pub(super) const LANES: usize = 16;

/// A number for each of some classes.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Lanes(pub(super) [f32; LANES]);

impl Lanes {
    pub(super) const NONE: Self = Self([0.0; LANES]);

    /// What `each` makes of the numbers of each class here and there.
    pub(super) fn with(&self, other: &Self, each: impl Fn(f32, f32) -> f32) -> Self {
        Self(std::array::from_fn(|at| each(self.0[at], other.0[at])))
    }

    /// What `each` makes of the number of each class.
    pub(super) fn map(&self, each: impl Fn(f32) -> f32) -> Self {
        Self(std::array::from_fn(|at| each(self.0[at])))
    }

    pub(super) fn sum(self) -> f32 {
        self.by_halves(|one, other| one + other)
    }

    pub(super) fn most(self) -> f32 {
        self.by_halves(f32_max)
    }

    /// All numbers made one, the upper half and the lower half at a time: one after the other takes four times as long.
    fn by_halves(mut self, each: impl Fn(f32, f32) -> f32) -> f32 {
        let mut half = LANES / 2;
        while half > 0 {
            for at in 0..half {
                self.0[at] = each(self.0[at], self.0[at + half]);
            }
            half /= 2;
        }
        self.0[0]
    }
}

/// [`f32::max`] without its care for what is no number.
fn f32_max(one: f32, other: f32) -> f32 {
    if one > other { one } else { other }
}

/// e to the power of a number not above 0, to five digits: the same on every machine, and without a call for each number.
///
/// Two to the whole part of its binary logarithm, which are the bits of the exponent, times a Taylor series for the rest.
pub(super) fn exp(x: f32) -> f32 {
    const SERIES: [f32; 7] = [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];
    // Added to a number between -2^22 and 2^22, it leaves the whole number next to it in the last bits.
    const ROUND: f32 = 12_582_912.0;
    const BIAS: u32 = 127;
    let log = (x * std::f32::consts::LOG2_E).max(-126.0);
    let rounded = log + ROUND;
    let rest = (log - (rounded - ROUND)) * std::f32::consts::LN_2;
    let series = SERIES.iter().fold(0.0, |sum, factor| sum * rest + factor);
    let exponent = rounded.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(BIAS);
    f32::from_bits(exponent << 23) * series
}

#[cfg(test)]
mod tests {
    use super::{LANES, Lanes, exp};

    #[test]
    fn halves_make_the_whole() {
        let lanes = Lanes(std::array::from_fn(|at| f32::from(u8::try_from(at).unwrap())));
        assert!((lanes.sum() - 120.0).abs() < f32::EPSILON);
        assert!((lanes.most() - 15.0).abs() < f32::EPSILON);
        assert!((lanes.map(|n| -n).most()).abs() < f32::EPSILON);
        assert!((lanes.with(&lanes, |a, b| a * b).0[LANES - 1] - 225.0).abs() < f32::EPSILON);
    }

    #[test]
    fn the_quick_power_of_e_is_nearly_the_exact_one() {
        for step in 0_u16..8_700 {
            let x = -f32::from(step) / 100.0;
            let exact = x.exp();
            assert!((exp(x) - exact).abs() <= exact * 1e-5, "{x}: {} and not {exact}", exp(x));
        }
        assert!(exp(f32::NEG_INFINITY) < 1e-37);
    }
}
