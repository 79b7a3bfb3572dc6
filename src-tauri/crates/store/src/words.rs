//! Words in the file: a column that takes one of a few is an enumeration here, with the word of each variant.

/// Makes an enumeration of the words that one column takes, with reading, writing and their list.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident in $column:literal { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the file, in JSON and on the command line.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::StoreError;
            fn from_str(word: &str) -> Result<Self, $crate::StoreError> {
                Self::ALL.iter().copied().find(|known| known.word() == word)
                    .ok_or_else(|| $crate::StoreError::Unreadable { column: $column, value: word.chars().take(60).collect() })
            }
        }
    };
}

pub(crate) use words;
