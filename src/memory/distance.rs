//! Edit distance of sequences of symbols, 64 cells at a step.
//!
//! Myers' bit-parallel algorithm (J. ACM 46(3), 1999) in Hyyrö's form for the whole distance (2003), in blocks of 64
//! symbols of the pattern.

/// A sequence prepared to be compared with many others: words or characters, as numbers.
pub struct Pattern {
    length: usize,
    /// 64-symbol blocks.
    blocks: usize,
    /// Open addressing: symbol and row; row 0 is empty and stands for every symbol that the pattern lacks.
    slots: Vec<(u32, u32)>,
    /// For each symbol of the pattern, in which places it stands, one bit a place.
    rows: Vec<u64>,
}

impl Pattern {
    /// Prepares `symbols`.
    pub fn new(symbols: &[u32]) -> Self {
        let blocks = symbols.len().div_ceil(64).max(1);
        let size = (symbols.len() * 4).next_power_of_two().max(16);
        let mut pattern = Self { length: symbols.len(), blocks, slots: vec![(0, 0); size], rows: vec![0; blocks] };
        for (at, &symbol) in symbols.iter().enumerate() {
            let row = pattern.add(symbol);
            pattern.rows[row * blocks + at / 64] |= 1 << (at % 64);
        }
        pattern
    }

    /// How many symbols the pattern has.
    pub fn len(&self) -> usize {
        self.length
    }

    fn add(&mut self, symbol: u32) -> usize {
        let slot = self.slot(symbol);
        if self.slots[slot].1 == 0 {
            self.slots[slot] = (symbol, (self.rows.len() / self.blocks) as u32);
            self.rows.resize(self.rows.len() + self.blocks, 0);
        }
        self.slots[slot].1 as usize
    }

    /// The slot that holds `symbol`, or the free one where it would go.
    fn slot(&self, symbol: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = symbol.wrapping_mul(0x9e37_79b1) as usize >> 7 & mask;
        while self.slots[slot].1 != 0 && self.slots[slot].0 != symbol {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn row(&self, symbol: u32) -> usize {
        self.slots[self.slot(symbol)].1 as usize
    }

    /// The least number of insertions, deletions and substitutions between the pattern and `text`, or `None` when it is
    /// more than `most`.
    pub fn distance(&self, text: &[u32], most: usize) -> Option<usize> {
        if self.length.abs_diff(text.len()) > most {
            return None;
        }
        let distance = match (self.length, self.blocks) {
            (0, _) => text.len(),
            (_, 1) => self.short(text, most)?,
            _ => self.long(text, most)?,
        };
        (distance <= most).then_some(distance)
    }

    fn short(&self, text: &[u32], most: usize) -> Option<usize> {
        let last = self.length - 1;
        let (mut plus, mut minus, mut distance) = (u64::MAX, 0u64, self.length);
        for (at, &symbol) in text.iter().enumerate() {
            let equal = self.rows[self.row(symbol)];
            let vertical = equal | minus;
            let horizontal = ((equal & plus).wrapping_add(plus) ^ plus) | equal;
            let mut up = minus | !(horizontal | plus);
            let mut down = plus & horizontal;
            distance = distance + (up >> last & 1) as usize - (down >> last & 1) as usize;
            if distance > most + (text.len() - at - 1) {
                return None;
            }
            up = up << 1 | 1;
            down <<= 1;
            plus = down | !(vertical | up);
            minus = up & vertical;
        }
        Some(distance)
    }

    fn long(&self, text: &[u32], most: usize) -> Option<usize> {
        let last = (self.length - 1) % 64;
        let mut columns = vec![(u64::MAX, 0u64); self.blocks];
        let mut distance = self.length;
        for (at, &symbol) in text.iter().enumerate() {
            let row = &self.rows[self.row(symbol) * self.blocks..][..self.blocks];
            let (mut carry_up, mut carry_down) = (1, 0);
            let (mut up, mut down) = (0, 0);
            for (&equal, (plus, minus)) in row.iter().zip(&mut columns) {
                let vertical = equal | *minus;
                let equal = equal | carry_down;
                let horizontal = ((equal & *plus).wrapping_add(*plus) ^ *plus) | equal;
                up = *minus | !(horizontal | *plus);
                down = *plus & horizontal;
                let (shifted_up, shifted_down) = (up << 1 | carry_up, down << 1 | carry_down);
                (carry_up, carry_down) = (up >> 63, down >> 63);
                *plus = shifted_down | !(vertical | shifted_up);
                *minus = shifted_up & vertical;
            }
            distance = distance + (up >> last & 1) as usize - (down >> last & 1) as usize;
            if distance > most + (text.len() - at - 1) {
                return None;
            }
        }
        Some(distance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The textbook table.
    fn plain(a: &[u32], b: &[u32]) -> usize {
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.iter().enumerate() {
            let mut diagonal = row[0];
            row[0] = i + 1;
            for (j, y) in b.iter().enumerate() {
                let next = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
                diagonal = std::mem::replace(&mut row[j + 1], next);
            }
        }
        row[b.len()]
    }

    proptest! {
        #[test]
        fn equals_the_textbook(
            a in prop::collection::vec(0u32..6, 0..200),
            b in prop::collection::vec(0u32..6, 0..200),
            most in 0usize..250,
        ) {
            let expected = plain(&a, &b);
            prop_assert_eq!(Pattern::new(&a).distance(&b, most), (expected <= most).then_some(expected));
        }
    }
}
