//! The `fields` parameter: names, arguments (`.limit(5)`) and nested fields (`{…}`).

use crate::call::GraphError;

/// A field that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) arguments: Vec<(String, String)>,
    pub(crate) children: Vec<Field>,
}

/// Reads the parameter.
pub(crate) fn parse(text: &str) -> Result<Vec<Field>, GraphError> {
    let mut reader = Reader { text: text.as_bytes(), at: 0 };
    let fields = reader.list()?;
    if reader.at < reader.text.len() {
        return Err(reader.wrong());
    }
    Ok(fields)
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn list(&mut self) -> Result<Vec<Field>, GraphError> {
        let mut fields = Vec::new();
        loop {
            let name = self.word();
            if name.is_empty() {
                return if fields.is_empty() { Ok(fields) } else { Err(self.wrong()) };
            }
            let mut field = Field { name, arguments: Vec::new(), children: Vec::new() };
            while self.take(b'.') {
                let key = self.word();
                if !self.take(b'(') {
                    return Err(self.wrong());
                }
                field.arguments.push((key, self.until_closed()?));
            }
            if self.take(b'{') {
                field.children = self.list()?;
                if !self.take(b'}') {
                    return Err(self.wrong());
                }
            }
            fields.push(field);
            if !self.take(b',') {
                return Ok(fields);
            }
        }
    }

    fn word(&mut self) -> String {
        while self.text.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        let start = self.at;
        while self.text.get(self.at).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_') {
            self.at += 1;
        }
        String::from_utf8_lossy(&self.text[start..self.at]).into_owned()
    }

    fn take(&mut self, byte: u8) -> bool {
        let there = self.text.get(self.at) == Some(&byte);
        self.at += usize::from(there);
        there
    }

    fn until_closed(&mut self) -> Result<String, GraphError> {
        let start = self.at;
        let mut depth = 1_u32;
        while let Some(byte) = self.text.get(self.at) {
            depth = match byte {
                b'(' => depth + 1,
                b')' => depth - 1,
                _ => depth,
            };
            self.at += 1;
            if depth == 0 {
                return Ok(String::from_utf8_lossy(&self.text[start..self.at - 1]).into_owned());
            }
        }
        Err(self.wrong())
    }

    fn wrong(&self) -> GraphError {
        GraphError::new(
            400,
            2500,
            format!(
                "Syntax error \"Expected end of string instead of \\\"{}\\\".\" at character {}",
                char::from(*self.text.get(self.at).unwrap_or(&b' ')),
                self.at
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expansions_with_arguments_are_read() {
        let fields = parse("id,creative.thumbnail_width(1080).thumbnail_height(1080){id,thumbnail_url},name").unwrap();
        assert_eq!(fields.len(), 3);
        assert_eq!(fields[1].arguments[0], ("thumbnail_width".to_owned(), "1080".to_owned()));
        assert_eq!(fields[1].children[1].name, "thumbnail_url");
    }

    #[test]
    fn an_open_bracket_is_an_error() {
        assert_eq!(parse("id,creative{id").unwrap_err().code, 2500);
    }
}
