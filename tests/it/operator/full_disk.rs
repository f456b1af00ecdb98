//! A disk that is really full: a small file system of its own, which the bot and nobody else has.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use signpost::playground::{Options, Playground};

use super::program::Bot;

/// `signpost run` in a mount namespace, with its data on a file system of that size; `None` where that is not permitted.
fn on_a_small_disk(data: &Path) -> Option<Command> {
    let script = "mount -t tmpfs -o size=24m tmpfs \"$1\" && exec \"$2\" --data \"$1\" run";
    let mut allowed = Command::new("unshare");
    allowed.args(["--user", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs -o size=1m tmpfs \"$1\"", "sh"]);
    let allowed = allowed.arg(data).stdin(Stdio::null()).stderr(Stdio::null()).status();
    if !allowed.is_ok_and(|status| status.success()) {
        return None;
    }
    let mut command = Command::new("unshare");
    command.env_clear().args(["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]);
    command.arg(data).arg(env!("CARGO_BIN_EXE_signpost")).stdin(Stdio::null());
    command.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    Some(command)
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_answers_go_on_and_notes_wait_for_room() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    fs::create_dir(&data).unwrap();
    let Some(command) = on_a_small_disk(&data) else {
        println!("skipped: no mount namespace can be made here");
        return;
    };
    let discord = Playground::start(Options { rate_limits: false, ..Options::default() }).await.unwrap();
    let child = Bot::on(&discord, command);
    let bot = Bot { discord, child };
    bot.is_ready().await;
    // The bot's own view of its disk.
    let inside = PathBuf::from(format!("/proc/{}/root{}", bot.child.id(), data.display()));
    assert!(bot.answers("mia", "I finished pandas").await.contains("Noted: pandas"));
    fill(&inside.join("filler"));

    // What is left of sled's last segment may take a few more.
    let mut said = String::new();
    for role in ["data engineer", "data scientist"].iter().cycle().take(400) {
        said = bot.answers("mia", &format!("set my goal to {role}")).await;
        if said.contains("can't write") || said.contains("not sure") {
            break;
        }
        fill(&inside.join("filler"));
    }
    assert!(said.contains("can't write") || said.contains("not sure"), "the disk is full: {said}");
    let answer = bot.answers("mia", "what is airflow?").await;
    assert!(answer.contains("Airflow") && !answer.contains("can't"), "answers go on: {answer}");
    assert!(bot.answers("mia", "I finished kubernetes").await.contains("can't write anything down"));
    assert!(bot.answers("mia", "set my goal to ai engineer").await.contains("can't write anything down"));

    fs::remove_file(inside.join("filler")).unwrap();
    let mut noted = String::new();
    for _ in 0..200 {
        noted = bot.answers("mia", "I finished kubernetes").await;
        if noted.contains("Noted") {
            break;
        }
    }
    assert!(noted.contains("Noted: Kubernetes"), "there is room again: {noted}");
    assert!(bot.answers("mia", "set my goal to data engineer").await.contains("data engineer"));
    assert!(bot.answers("mia", "how am I doing?").await.contains("pandas"), "and what was noted before is still there");
    assert_eq!(bot.stops().await, Some(0));
}

/// Writes until there is no room for another byte.
fn fill(file: &Path) {
    use std::io::Write as _;
    let mut file = fs::OpenOptions::new().create(true).append(true).open(file).unwrap();
    for size in [64 * 1024, 4 * 1024, 512, 64, 8, 1] {
        while file.write_all(&vec![0x5a; size]).is_ok() {}
    }
}
