//! Lets Tauri check the configuration and the capabilities while compiling.

fn main() {
    tauri_build::build();
}
