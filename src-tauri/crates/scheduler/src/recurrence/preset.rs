//! Rules that people choose from a list. They are only another way to write cron: the file holds the expression.

/// A time of day, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

impl std::fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

/// A rule of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// Every hour, at this minute.
    Hourly {
        /// 0 to 59.
        minute: u8,
    },
    /// Every day.
    Daily(TimeOfDay),
    /// Twice a day, twelve hours apart; the time is the earlier one.
    TwiceDaily(TimeOfDay),
    /// Monday to Friday.
    Weekdays(TimeOfDay),
    /// Once a week.
    Weekly {
        /// 0 is Sunday.
        weekday: u8,
        /// When.
        time: TimeOfDay,
    },
    /// Once a month; months without that day are left out.
    Monthly {
        /// 1 to 31.
        day: u8,
        /// When.
        time: TimeOfDay,
    },
}

const WEEKDAYS: [&str; 7] = ["Sundays", "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays"];

impl Preset {
    /// The expression.
    #[must_use]
    pub fn cron(self) -> String {
        match self {
            Self::Hourly { minute } => format!("{minute} * * * *"),
            Self::Daily(TimeOfDay { hour, minute }) => format!("{minute} {hour} * * *"),
            Self::TwiceDaily(TimeOfDay { hour, minute }) => format!("{minute} {},{} * * *", hour % 12, hour % 12 + 12),
            Self::Weekdays(TimeOfDay { hour, minute }) => format!("{minute} {hour} * * 1-5"),
            Self::Weekly { weekday, time: TimeOfDay { hour, minute } } => format!("{minute} {hour} * * {weekday}"),
            Self::Monthly { day, time: TimeOfDay { hour, minute } } => format!("{minute} {hour} {day} * *"),
        }
    }

    /// The preset that an expression was written by, if it is one.
    #[must_use]
    pub fn of(expression: &str) -> Option<Self> {
        let fields: Vec<&str> = expression.split_whitespace().collect();
        let [minute, hour, day, "*", weekday] = fields[..] else { return None };
        let minute = number(minute, 59)?;
        if (hour, day, weekday) == ("*", "*", "*") {
            return Some(Self::Hourly { minute });
        }
        if let Some((first, second)) = hour.split_once(',') {
            let first = number(first, 11).filter(|first| number(second, 23) == Some(first + 12))?;
            return ((day, weekday) == ("*", "*")).then_some(Self::TwiceDaily(TimeOfDay { hour: first, minute }));
        }
        let time = TimeOfDay { hour: number(hour, 23)?, minute };
        match (day, weekday) {
            ("*", "*") => Some(Self::Daily(time)),
            ("*", "1-5" | "MON-FRI") => Some(Self::Weekdays(time)),
            ("*", weekday) => number(weekday, 7).map(|weekday| Self::Weekly { weekday: weekday % 7, time }),
            (day, "*") => number(day, 31).filter(|day| *day > 0).map(|day| Self::Monthly { day, time }),
            _ => None,
        }
    }

    /// In words: "Mondays, 06:00".
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Hourly { minute } => format!("Every hour, at minute {minute}"),
            Self::Daily(time) => format!("Every day, {time}"),
            Self::TwiceDaily(time) => {
                format!("Every day, {time} and {}", TimeOfDay { hour: time.hour % 12 + 12, ..time })
            }
            Self::Weekdays(time) => format!("Monday to Friday, {time}"),
            Self::Weekly { weekday, time } => format!("{}, {time}", WEEKDAYS[usize::from(weekday % 7)]),
            Self::Monthly { day, time } => format!("Monthly on the {}, {time}", ordinal(day)),
        }
    }
}

fn number(text: &str, max: u8) -> Option<u8> {
    text.parse().ok().filter(|value| *value <= max)
}

fn ordinal(day: u8) -> String {
    let ending = match (day % 10, day % 100) {
        (1, 11) | (2, 12) | (3, 13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}
