//! The least that any program with a WebKitGTK window needs: a window, a web view, a page of one line. It says
//! `loaded` on standard output and stays open. `cargo xtask bench` holds Ad Creator's window against it.

#[cfg(target_os = "linux")]
#[allow(clippy::print_stdout, reason = "the line is what this program is for")]
fn main() {
    use gtk::prelude::*;
    use webkit2gtk::{LoadEvent, WebView, WebViewExt as _};

    gtk::init().expect("the bench gives a display");
    let window = gtk::Window::new(gtk::WindowType::Toplevel);
    window.set_default_size(1280, 800);
    let view = WebView::new();
    view.connect_load_changed(|_view, event| {
        if event == LoadEvent::Finished {
            println!("loaded");
        }
    });
    view.load_html("<!doctype html><title>Bare</title><p>A bare window.", None);
    window.add(&view);
    window.connect_destroy(|_window| gtk::main_quit());
    window.show_all();
    gtk::main();
}

#[cfg(not(target_os = "linux"))]
fn main() {}
