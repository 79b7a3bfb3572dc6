//! All ads of one day in one value.
//!
//! A page that compares 30 days of all ads with the 30 days before reads 60 packs instead of 120,000 rows. The layout,
//! all numbers being LEB128 varints: the number of ads; their keys as differences in rising order; then for every
//! additive figure, in the order of the derived tables, one tag byte. Tag 0 is "all zero". Otherwise its low three bits
//! are the power of ten that every value was divided by, bit 3 says that values are zigzag coded because one is
//! negative, bit 4 that only the values that are not zero follow, each behind the distance from the one before; then
//! the length of the column in bytes, so that a reader can step over it, and the column.

use super::metric::{ADDITIVES, Added};

/// Which layout [`encode`] writes. A pack of another version is rebuilt from the rows.
pub(crate) const VERSION: i64 = 1;

const ZIGZAG: u8 = 1 << 3;
const SPARSE: u8 = 1 << 4;

/// Packs the ads of a day, which must be in rising order of their keys.
pub(crate) fn encode(ads: &[(i64, Added)]) -> Vec<u8> {
    let mut pack = Vec::with_capacity(16 + ads.len() * 16);
    put(&mut pack, ads.len() as u64);
    let mut last = 0;
    for (ad, _added) in ads {
        put(&mut pack, ad.abs_diff(last));
        last = *ad;
    }
    let mut column = Vec::with_capacity(ads.len() * 3);
    for at in 0..ADDITIVES {
        column.clear();
        let tag = encode_column(ads, at, &mut column);
        pack.push(tag);
        if tag != 0 {
            put(&mut pack, column.len() as u64);
            pack.extend_from_slice(&column);
        }
    }
    pack
}

fn encode_column(ads: &[(i64, Added)], at: usize, column: &mut Vec<u8>) -> u8 {
    let values = || ads.iter().map(|(_ad, added)| added.0[at]);
    let filled = values().filter(|value| *value != 0).count();
    if filled == 0 {
        return 0;
    }
    let (mut power, mut divisor) = (0_u8, 1_i64);
    while power < 6 && values().all(|value| value % (divisor * 10) == 0) {
        power += 1;
        divisor *= 10;
    }
    let zigzag = values().any(|value| value < 0);
    let code = |value: i64| {
        let scaled = value / divisor;
        if zigzag { ((scaled << 1) ^ (scaled >> 63)).cast_unsigned() } else { scaled.cast_unsigned() }
    };
    let sparse = filled * 2 < ads.len();
    if sparse {
        let mut last = 0;
        for (place, value) in values().enumerate().filter(|(_place, value)| *value != 0) {
            put(column, (place - last) as u64);
            put(column, code(value));
            last = place;
        }
    } else {
        values().for_each(|value| put(column, code(value)));
    }
    // Tag 0 means "all zero", so a column that needs no flag at all carries bit 5.
    (1 << 5) | power | if zigzag { ZIGZAG } else { 0 } | if sparse { SPARSE } else { 0 }
}

/// The pack is cut or not a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unreadable;

/// Adds the pack into `sums`, where an ad with key `k` is at `k - first`; `places` is scratch space.
pub(crate) fn add_into(
    pack: &[u8],
    first: i64,
    sums: &mut [Option<Added>],
    places: &mut Vec<usize>,
) -> Result<(), Unreadable> {
    let mut reader = Reader { left: pack };
    let ads = usize::try_from(reader.next()?).map_err(|_huge| Unreadable)?;
    if ads > pack.len() {
        return Err(Unreadable);
    }
    places.clear();
    let mut key = 0_i64;
    for _ad in 0..ads {
        key = key.wrapping_add_unsigned(reader.next()?);
        let place = usize::try_from(key - first).map_err(|_outside| Unreadable)?;
        sums.get_mut(place).ok_or(Unreadable)?.get_or_insert_default();
        places.push(place);
    }
    for at in 0..ADDITIVES {
        let tag = reader.byte()?;
        if tag != 0 {
            let length = usize::try_from(reader.next()?).map_err(|_huge| Unreadable)?;
            let (column, rest) = reader.left.split_at_checked(length).ok_or(Unreadable)?;
            reader.left = rest;
            add_column(Reader { left: column }, tag, at, sums, places)?;
        }
    }
    Ok(())
}

fn add_column(
    mut column: Reader<'_>,
    tag: u8,
    at: usize,
    sums: &mut [Option<Added>],
    places: &[usize],
) -> Result<(), Unreadable> {
    let factor = 10_i64.pow(u32::from(tag & 7));
    let value = |code: u64| {
        let scaled = if tag & ZIGZAG == 0 {
            code.cast_signed()
        } else {
            (code >> 1).cast_signed() ^ -((code & 1).cast_signed())
        };
        scaled.wrapping_mul(factor)
    };
    let mut add = |place: usize, code: u64| -> Result<(), Unreadable> {
        let sum = sums.get_mut(place).and_then(Option::as_mut).ok_or(Unreadable)?;
        sum.0[at] = sum.0[at].saturating_add(value(code));
        Ok(())
    };
    if tag & SPARSE == 0 {
        for &place in places {
            add(place, column.next()?)?;
        }
    } else {
        let mut index = 0;
        while !column.left.is_empty() {
            index += usize::try_from(column.next()?).map_err(|_huge| Unreadable)?;
            add(*places.get(index).ok_or(Unreadable)?, column.next()?)?;
        }
    }
    Ok(())
}

fn put(to: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        to.push((value & 0x7F) as u8 | 0x80);
        value >>= 7;
    }
    to.push(value as u8);
}

struct Reader<'a> {
    left: &'a [u8],
}

impl Reader<'_> {
    fn byte(&mut self) -> Result<u8, Unreadable> {
        let (first, rest) = self.left.split_first().ok_or(Unreadable)?;
        self.left = rest;
        Ok(*first)
    }

    fn next(&mut self) -> Result<u64, Unreadable> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Unreadable)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unpack(pack: &[u8], first: i64, len: usize) -> Result<Vec<(i64, Added)>, Unreadable> {
        let mut sums = vec![None; len];
        add_into(pack, first, &mut sums, &mut Vec::new())?;
        Ok(sums.into_iter().zip(first..).filter_map(|(sum, key)| sum.map(|added| (key, added))).collect())
    }

    proptest! {
        #[test]
        fn a_pack_reads_back(days in proptest::collection::btree_map(1_i64..300, proptest::collection::vec(prop_oneof![3 => Just(0_i64), 1 => -9_000_000_i64..9_000_000_000, 1 => (0_i64..1000).prop_map(|n| n * 1_000_000)], ADDITIVES), 0..60)) {
            let ads: Vec<_> = days.into_iter().map(|(ad, values)| (ad, Added(values.try_into().unwrap()))).collect();
            prop_assert_eq!(unpack(&encode(&ads), 1, 300).unwrap(), ads);
        }

        #[test]
        fn a_cut_pack_is_noticed(ads in 1_usize..40, cut in 1_usize..30) {
            let ads: Vec<_> = (0..ads).map(|n| (n as i64 + 1, Added([n as i64 * 7 + 1; ADDITIVES]))).collect();
            let pack = encode(&ads);
            let cut = cut.min(pack.len() - 1);
            prop_assert_eq!(unpack(&pack[..pack.len() - cut], 1, 100), Err(Unreadable));
        }
    }

    #[test]
    fn an_ad_day_takes_about_14_bytes() {
        let ads: Vec<_> = (0..2000_i64)
            .map(|n| {
                let mut added = Added::default();
                let numbers = [
                    (n * 37 % 9000) * 10_000,
                    n * 131 % 9000,
                    n % 140,
                    n % 90,
                    n % 80,
                    (n % 4) * 1_000_000,
                    (n % 4) * 52_400_000,
                ];
                added.0[..7].copy_from_slice(&numbers);
                (n + 1, added)
            })
            .collect();
        let bytes = encode(&ads).len() / ads.len();
        assert!(bytes <= 14, "{bytes} bytes an ad-day");
    }
}
