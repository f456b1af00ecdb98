//! How long it takes to read, check and build the shipped content. Run with `cargo bench --bench content`.

#![expect(clippy::print_stdout, reason = "printing is its job")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use jiff::civil::date;
use signpost::advisor::{Advisor, Owner};
use signpost::content::{Origin, load, load_edited};

const ROUNDS: usize = 15;

fn main() {
    let (origin, today) = (Origin::default(), date(2026, 11, 21));
    let Ok(loaded) = load(&origin, today) else {
        return println!("The shipped content has problems: run `cargo run -- check`.");
    };
    let knowledge = loaded.advisor.knowledge().clone();
    let lines = knowledge.owners().flat_map(Owner::examples).count();
    println!("{} files, {lines} example lines; fastest and median of {ROUNDS}", loaded.files);
    measure("read, check, build (a start)", || load(&origin, today).is_ok());
    measure("  of which the matcher", || Advisor::build(knowledge.clone()).is_ok());
    measure("the same and every example tried (check, reload)", || load_edited(&origin, today).is_ok());
}

fn measure(what: &str, mut run: impl FnMut() -> bool) {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("{what}: {:.1} ms, {:.1} ms", millis(times[0]), millis(times[ROUNDS / 2]));
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
