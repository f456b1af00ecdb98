//! Conversations with the real bot, over real sockets. Each test reads as one.

mod ambient;
mod asking;
mod choosing;
mod commands;
mod completing;
mod curating;
mod following;
mod menus;
mod privacy;
mod remembering;
mod trouble_keeping;
