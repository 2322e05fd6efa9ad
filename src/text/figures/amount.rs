//! Exact decimal numbers.

use crate::text::counted::with_commas;
use std::fmt;

/// A decimal number of at most 27 digits, exact; never negative (a sign stays outside a figure).
///
/// Two amounts are equal when their values are, however they were written: 3.50 is 3.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Amount {
    digits: u128,
    places: u8,
}

const MOST_DIGITS: usize = 27;

impl Amount {
    /// The number with these ASCII digits before and after the decimal point; `None` over 27 digits or 9 decimals.
    pub(super) fn parse(whole: &str, decimals: &str) -> Option<Self> {
        let all = format!("{whole}{decimals}");
        if all.is_empty() || all.len() > MOST_DIGITS || decimals.len() > 9 {
            return None;
        }
        Some(Self { digits: all.parse().ok()?, places: decimals.len() as u8 }.reduced())
    }

    /// Ten to the power `power` times this; `None` over 27 digits.
    pub(super) fn scaled(self, power: u8) -> Option<Self> {
        if self.places >= power {
            return Some(Self { places: self.places - power, ..self });
        }
        let digits = self.digits.checked_mul(10u128.pow(u32::from(power - self.places)))?;
        (digits < 10u128.pow(MOST_DIGITS as u32)).then_some(Self { digits, places: 0 })
    }

    /// This divided by ten to the power `power`: 1,500,000 in millions is 1.5.
    pub(super) fn shrunk(self, power: u8) -> Self {
        Self { places: self.places + power, ..self }.reduced()
    }

    /// The number, if it is whole.
    pub fn integer(self) -> Option<u128> {
        (self.places == 0).then_some(self.digits)
    }

    /// Digits after the point.
    pub(super) fn places(self) -> u8 {
        self.places
    }

    fn reduced(mut self) -> Self {
        while self.places > 0 && self.digits.is_multiple_of(10) {
            self.digits /= 10;
            self.places -= 1;
        }
        self
    }

    /// In digits with a decimal point, thousands set apart by commas if `grouped`.
    pub(super) fn written(self, grouped: bool) -> String {
        let digits = format!("{:0width$}", self.digits, width = usize::from(self.places) + 1);
        let (whole, decimals) = digits.split_at(digits.len() - usize::from(self.places));
        let mut out = if grouped { with_commas(whole) } else { whole.to_owned() };
        if !decimals.is_empty() {
            out.push('.');
            out.push_str(decimals);
        }
        out
    }
}

impl From<u128> for Amount {
    fn from(digits: u128) -> Self {
        Self { digits, places: 0 }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.written(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_equal_amounts() {
        assert_eq!(Amount::parse("3", "50"), Amount::parse("03", "5"));
        assert_eq!(Amount::parse("1", "5").and_then(|a| a.scaled(6)), Some(1_500_000.into()));
        assert_eq!(Amount::from(1_500_000).shrunk(6).written(true), "1.5");
        assert_eq!(Amount::from(12_345_678).written(true), "12,345,678");
        assert_eq!(Amount::parse("0", "05").map(|a| a.written(false)).as_deref(), Some("0.05"));
        assert_eq!(Amount::parse(&"9".repeat(28), ""), None);
    }
}
