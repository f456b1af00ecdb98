//! Tells cargo that pages are part of the program: without this, a file added to `knowledge/` or
//! `intents/` would not be in the binary until some Rust file changed.

use std::io::{self, Write};

fn main() -> io::Result<()> {
    let mut cargo = io::stdout();
    for watched in ["knowledge", "intents", "src/content/build.rs"] {
        writeln!(cargo, "cargo::rerun-if-changed={watched}")?;
    }
    Ok(())
}
