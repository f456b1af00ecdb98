//! Cards as they look, and what must hold for every card.

mod curating;
mod fixture;
mod ids;
mod looks;
