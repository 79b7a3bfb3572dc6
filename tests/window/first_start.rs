//! What a person sees first.

use super::harness::Window;

#[tokio::test]
async fn a_first_start_shows_the_program() -> anyhow::Result<()> {
    let window = Window::first_start().await?;
    window.see("Ad Creator").await?;
    window.picture("first-start").await?;
    window.close().await
}
