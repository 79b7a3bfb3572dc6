//! Chances: the two distributions that a handful of results follows.
//!
//! Results arrive like a Poisson process whose exposure is spend; clicks are draws out of impressions. So a cost per
//! result is judged with the Gamma distribution and a rate with the Beta distribution. Both cumulative functions are
//! computed by their series and continued fractions (Abramowitz and Stegun 6.5 and 26.5; Lentz's method).

const LANCZOS: [f64; 9] = [
    0.999_999_999_999_809_9,
    676.520_368_121_885_1,
    -1_259.139_216_722_402_8,
    771.323_428_777_653_1,
    -176.615_029_162_140_6,
    12.507_343_278_686_905,
    -0.138_571_095_265_720_12,
    9.984_369_578_019_572e-6,
    1.505_632_735_149_311_6e-7,
];
const STEPS: usize = 400;
const SMALL: f64 = 1e-300;
const PRECISE: f64 = 1e-14;

/// Natural logarithm of the Gamma function for a positive argument.
fn ln_gamma(x: f64) -> f64 {
    let x = x - 1.0;
    let sum = LANCZOS.iter().enumerate().skip(1).fold(LANCZOS[0], |sum, (n, c)| sum + c / (x + n as f64));
    let t = x + 7.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

/// Chance that a Gamma variable with this shape and rate 1 is at most `x`.
fn gamma_below(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let scale = (shape * x.ln() - x - ln_gamma(shape)).exp();
    if x < shape + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / shape, 1.0 / shape, shape);
        for _step in 0..STEPS {
            n += 1.0;
            term *= x / n;
            sum += term;
            if term < sum * PRECISE {
                break;
            }
        }
        return (sum * scale).clamp(0.0, 1.0);
    }
    let mut b = x + 1.0 - shape;
    let (mut c, mut d) = (1.0 / SMALL, 1.0 / b);
    let mut fraction = d;
    for step in 1..STEPS {
        let a = -(step as f64) * (step as f64 - shape);
        b += 2.0;
        d = 1.0 / nonzero(a * d + b);
        c = nonzero(b + a / c);
        let change = c * d;
        fraction *= change;
        if (change - 1.0).abs() < PRECISE {
            break;
        }
    }
    (1.0 - scale * fraction).clamp(0.0, 1.0)
}

fn nonzero(value: f64) -> f64 {
    if value.abs() < SMALL { SMALL } else { value }
}

/// Chance that a Beta(a, b) variable is at most `x`.
fn beta_below(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let scale = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (1.0 - x).ln()).exp();
    if x < (a + 1.0) / (a + b + 2.0) {
        (scale * beta_fraction(a, b, x) / a).clamp(0.0, 1.0)
    } else {
        (1.0 - scale * beta_fraction(b, a, 1.0 - x) / b).clamp(0.0, 1.0)
    }
}

fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let (mut c, mut d) = (1.0, 1.0 / nonzero(1.0 - (a + b) * x / (a + 1.0)));
    let mut fraction = d;
    for step in 1..STEPS {
        let m = step as f64;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / nonzero(1.0 + even * d);
        c = nonzero(1.0 + even / c);
        fraction *= c * d;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / nonzero(1.0 + odd * d);
        c = nonzero(1.0 + odd / c);
        let change = c * d;
        fraction *= change;
        if (change - 1.0).abs() < PRECISE {
            break;
        }
    }
    fraction
}

/// Chance of no result at all where `expected` were to be expected: e to the minus that.
#[must_use]
pub fn of_none(expected: f64) -> f64 {
    (-expected.max(0.0)).exp()
}

/// Chance of at most `results` where `expected` were to be expected.
#[must_use]
pub fn of_at_most(results: f64, expected: f64) -> f64 {
    1.0 - gamma_below(results.max(0.0) + 1.0, expected)
}

/// Chance that the true rate of results is above `limit` times the expected one, after `results` came where `expected`
/// were to be expected. `prior` results at `prior_rate` times the expected rate are assumed to have been seen before:
/// with few results the answer stays near what the account does anyway.
#[must_use]
pub fn that_rate_beats(limit: f64, results: f64, expected: f64, prior: f64, prior_rate: f64) -> f64 {
    let shape = results.max(0.0) + prior * prior_rate;
    1.0 - gamma_below(shape.max(1e-9), limit * (expected.max(0.0) + prior))
}

/// Results that what the account does anyway counts for before an ad's own do: one result says little.
const PRIOR_RESULTS: f64 = 2.0;

/// Chance that the true cost per result is under the target, after `results` came where the target would have given
/// `expected`. `account_rate` is what the account gives, in those that the target would; 1 where that is not known.
#[must_use]
pub fn that_target_is_beaten(results: f64, expected: f64, account_rate: f64) -> f64 {
    that_rate_beats(1.0, results, expected, PRIOR_RESULTS, account_rate)
}

/// Chance that a true share is below `limit`, after `hits` of `draws` (Jeffreys' prior).
#[must_use]
pub fn that_share_is_below(limit: f64, hits: f64, draws: f64) -> f64 {
    beta_below(hits.max(0.0) + 0.5, (draws - hits).max(0.0) + 0.5, limit)
}

/// Chance that the true share fell by more than `by` (0.15 is 15 %) from `before` (hits, draws) to `now`: both shares'
/// posteriors as normals, which is exact enough from a few dozen hits on.
#[must_use]
pub fn that_share_fell(now: (f64, f64), before: (f64, f64), by: f64) -> f64 {
    let side = |(hits, draws): (f64, f64)| {
        let mean = (hits + 0.5) / (draws + 1.0);
        (mean, mean * (1.0 - mean) / (draws + 2.0))
    };
    let ((now, now_spread), (before, before_spread)) = (side(now), side(before));
    let kept = 1.0 - by;
    let spread = (now_spread + kept * kept * before_spread).sqrt();
    if spread == 0.0 { 0.0 } else { normal_below((kept * before - now) / spread) }
}

/// Chance that the true rate of results per spend fell by more than `by`, from `before` (results, spend) to `now`.
#[must_use]
pub fn that_rate_fell(now: (f64, f64), before: (f64, f64), by: f64) -> f64 {
    let side = |(results, spend): (f64, f64)| {
        let spend = spend.max(f64::MIN_POSITIVE);
        ((results + 0.5) / spend, (results + 0.5) / (spend * spend))
    };
    let ((now, now_spread), (before, before_spread)) = (side(now), side(before));
    let kept = 1.0 - by;
    let spread = (now_spread + kept * kept * before_spread).sqrt();
    if spread == 0.0 { 0.0 } else { normal_below((kept * before - now) / spread) }
}

/// The normal distribution, by the Gamma function of one half.
fn normal_below(z: f64) -> f64 {
    let half = 0.5 * gamma_below(0.5, z * z / 2.0);
    if z < 0.0 { 0.5 - half } else { 0.5 + half }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 5e-4, "{a} is not {b}");
    }

    #[test]
    fn known_values_come_out() {
        near(of_none(3.3), 0.0369);
        near(of_at_most(5.0, 3.19), 0.8957);
        near(gamma_below(1.0, 2.0), 1.0 - (-2.0_f64).exp());
        near(beta_below(2.0, 3.0, 0.4), 0.5248);
        near(beta_below(40.0, 960.0, 0.05), 0.9394);
        near(normal_below(1.644_85), 0.95);
        near(normal_below(-1.959_96), 0.025);
    }

    #[test]
    fn five_purchases_on_61_dollars_at_a_target_of_28_are_promising_and_no_more() {
        let chance = that_rate_beats(1.0, 5.0, 61.40 / 28.0, 2.0, 1.0);
        assert!((0.85..0.90).contains(&chance), "{chance}");
    }

    proptest! {
        #[test]
        fn chances_are_chances(hits in 0.0..500.0_f64, more in 0.0..100_000.0_f64, limit in 0.0..1.0_f64, expected in 0.0..300.0_f64) {
            for chance in [
                of_none(expected),
                of_at_most(hits, expected),
                that_rate_beats(1.0, hits, expected, 2.0, 1.0),
                that_share_is_below(limit, hits, hits + more),
                that_share_fell((hits, hits + more), (hits + 3.0, hits + more + 5.0), 0.15),
            ] {
                prop_assert!((0.0..=1.0).contains(&chance), "{}", chance);
            }
        }

        #[test]
        fn more_results_never_lower_the_chance_to_beat_the_target(results in 0.0..80.0_f64, expected in 0.1..80.0_f64) {
            let chance = |results| that_rate_beats(1.0, results, expected, 2.0, 1.0);
            prop_assert!(chance(results + 1.0) >= chance(results) - 1e-9);
        }
    }
}
