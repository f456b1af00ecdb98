//! The `signpost` command.

fn main() {}
