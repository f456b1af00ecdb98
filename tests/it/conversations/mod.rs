//! Conversations with the real bot, over real sockets. Each test reads as one.

mod commands;
mod completing;
mod menus;
