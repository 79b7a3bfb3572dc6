//! A page to look at all ads with what is wrong with them.

use std::fmt::Write as _;

/// The page.
#[derive(Default)]
pub struct Page {
    body: String,
    template: String,
}

impl Page {
    /// Adds an ad.
    pub fn add(&mut self, template: &str, file: &str, title: &str, faults: &[String]) {
        if self.template != template {
            template.clone_into(&mut self.template);
            self.write(format_args!("<h2>{template}</h2>\n"));
        }
        let words = faults.iter().map(|fault| format!("<li>{}</li>", plain(fault))).collect::<String>();
        self.write(format_args!(
            "<figure><img src=\"{file}\" loading=\"lazy\" alt=\"\"><figcaption>{}<ul>{words}</ul></figcaption></figure>\n",
            plain(title)
        ));
    }

    /// The page as HTML.
    pub fn html(&self) -> String {
        format!(
            "<!doctype html><meta charset=\"utf-8\"><title>All templates</title><style>\
             body{{font:13px system-ui;background:#ececec;margin:24px}}figure{{display:inline-block;margin:0 16px 24px 0;\
             vertical-align:top;width:270px}}img{{width:100%}}ul{{padding-left:16px;color:#a00}}</style>\n{}",
            self.body
        )
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        self.body.write_fmt(text).expect("a String takes what is written to it");
    }
}

fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
