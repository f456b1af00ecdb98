//! Opens the port and puts gateway, HTTP API and page on it.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::routing::{any, get};
use tokio::net::TcpListener;

use super::driver::{Options, Playground};
use super::inside::Inside;
use super::wire::{Line, Lines};
use super::world::World;
use super::{gateway, rest};

/// Starts a playground; it runs until stopped.
pub(super) async fn start(options: Options) -> io::Result<Playground> {
    let port = options.port.unwrap_or(0);
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
    let address = listener.local_addr()?;
    let mut world = World::seeded(options.clock.now_ms());
    world.app.message_content = options.message_content;
    let inside = Arc::new(Inside::new(world, address, &options));
    let playground = Playground::around(Arc::clone(&inside));
    let mut router = Router::new()
        .route("/gateway", get(gateway::upgrade))
        .route("/gateway/", get(gateway::upgrade))
        .route("/api/{*path}", any(rest::enter))
        .with_state(Arc::clone(&inside));
    if let Some(page) = options.page {
        router = router.merge(page(playground.clone()));
    }
    let service = router.into_make_service_with_connect_info::<Line>();
    let server = Arc::clone(&inside);
    tokio::spawn(async move {
        // Ends with the playground; open connections are dropped with it.
        tokio::select! {
            () = server.stop.cancelled() => {}
            _ = axum::serve(Lines(listener), service) => {}
        }
    });
    tokio::spawn(async move { inside.watch_deadlines().await });
    Ok(playground)
}
