//! The playground on the wire, seen by a bot without a library.

mod gateway;
mod http;
mod interactions;
mod outages;
mod shapes;
mod tour;
mod trouble;

use signpost::playground::{Options, Playground};

use crate::support::raw::Raw;

async fn playground() -> (Playground, Raw) {
    start(Options::default()).await
}

async fn start(options: Options) -> (Playground, Raw) {
    let playground = Playground::start(options).await.unwrap();
    let raw = Raw::new(&playground);
    (playground, raw)
}
