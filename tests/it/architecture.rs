//! Holds the invariants that `lib.rs` states: which folder may name what, and which way dependencies point.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file without its unit tests and comments.
struct Source {
    path: String,
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files
        .into_iter()
        .filter(|path| !path.ends_with("tests.rs") && !path.strip_prefix(&root).unwrap().starts_with("render/tests"))
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            let path = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            Source { path, code: code.join("\n") }
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// Whether `code` names `word` as a whole identifier.
fn names(code: &str, word: &str) -> bool {
    let boundary = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    code.match_indices(word)
        .any(|(at, _)| boundary(code[..at].chars().next_back()) && boundary(code[at + word.len()..].chars().next()))
}

/// Every file outside `allowed` (folders end in `/`) that names one of `words`.
fn offenders(words: &[&str], allowed: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources() {
        if allowed.iter().any(|place| source.path.starts_with(place)) {
            continue;
        }
        for word in words.iter().filter(|word| names(&source.code, word)) {
            found.push(format!("src/{} names {word}", source.path));
        }
    }
    found
}

/// Every file of `folder` that names one of `words`.
fn offenders_in(folder: &str, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| source.path.starts_with(folder)) {
        for word in words.iter().filter(|word| names(&source.code, word)) {
            found.push(format!("src/{} names {word}", source.path));
        }
    }
    found
}

const NOTHING: Vec<String> = Vec::new();

#[test]
fn each_foreign_crate_stays_in_its_folder() {
    // ops/logs.rs names the libraries whose lines it leaves out of the log.
    assert_eq!(offenders(&["serenity", "poise"], &["discord/", "ops/logs.rs"]), NOTHING);
    assert_eq!(offenders(&["sled"], &["store/"]), NOTHING);
    assert_eq!(offenders(&["reqwest", "twilight_http_ratelimiting"], &["discord/rest/", "ops/logs.rs"]), NOTHING);
    assert_eq!(offenders(&["rustix"], &["ops/"]), NOTHING);
    assert_eq!(offenders(&["axum"], &["discord/rest/", "playground/", "ops/"]), NOTHING);
}

#[test]
fn only_the_clock_reads_the_time() {
    assert_eq!(
        offenders(&["SystemTime::now", "Instant::now", "Utc::now", "Zoned::now", "Timestamp::now"], &["clock.rs"]),
        NOTHING
    );
}

#[test]
fn only_config_reads_the_environment() {
    assert_eq!(offenders(&["env::var", "env::vars", "env::var_os", "env::vars_os"], &["config.rs"]), NOTHING);
}

#[test]
fn the_pure_folders_do_no_io_and_know_no_clock() {
    for folder in ["advisor/", "learner/", "curation/", "render/", "playground/world/"] {
        let forbidden = [
            "std::fs",
            "std::net",
            "tokio",
            "async",
            "await",
            "crate::clock",
            "std::time::Instant",
            "SystemTime",
            "println",
        ];
        assert_eq!(offenders_in(folder, &forbidden), NOTHING);
    }
}

#[test]
fn dependencies_point_one_way() {
    let ours = [
        "advisor",
        "content",
        "curation",
        "discord",
        "learner",
        "ops",
        "playground",
        "render",
        "store",
        "config",
        "clock",
    ];
    let imports = |allowed: &[&str]| -> Vec<String> {
        ours.iter().filter(|name| !allowed.contains(name)).map(|name| format!("crate::{name}")).collect()
    };
    for (folder, allowed) in [
        ("advisor/", &["advisor"][..]),
        ("render/", &["render", "advisor", "learner", "curation"][..]),
        ("learner/", &["learner", "advisor"][..]),
        ("curation/", &["curation", "advisor"][..]),
        ("store/", &["store", "learner", "curation", "clock"][..]),
        ("content/", &["content", "advisor", "render", "clock"][..]),
        ("playground/", &["playground", "clock"][..]),
        ("ops/", &["ops", "advisor", "learner", "render", "content", "store", "clock"][..]),
    ] {
        let forbidden = imports(allowed);
        let forbidden: Vec<&str> = forbidden.iter().map(String::as_str).collect();
        assert_eq!(offenders_in(folder, &forbidden), NOTHING);
    }
    let edge = ["crate::discord", "crate::playground", "signpost::discord", "signpost::playground"];
    assert_eq!(offenders(&edge, &["discord/", "playground/", "main.rs", "commands.rs", "commands/"]), NOTHING);
}

#[test]
fn names_say_what_things_are() {
    for source in sources() {
        let file = source.path.rsplit('/').next().unwrap_or_default();
        let vague = ["util.rs", "utils.rs", "helpers.rs", "common.rs", "types.rs", "prelude.rs", "misc.rs"];
        assert!(!vague.contains(&file), "src/{} has a name that says nothing", source.path);
    }
}

#[test]
fn nothing_panics_or_is_left_for_later() {
    assert_eq!(offenders(&["todo!", "unimplemented!", "dbg!", "panic!", "unreachable!"], &[]), NOTHING);
    let shortcuts: Vec<String> = sources()
        .iter()
        .filter(|source| source.code.contains(".unwrap()") || source.code.contains("#[allow("))
        .map(|source| source.path.clone())
        .collect();
    assert_eq!(shortcuts, NOTHING);
}

#[test]
fn the_test_itself_sees_whole_names_only() {
    assert!(names("use sled::Db;", "sled"));
    assert!(!names("a bobsled run, sledding", "sled"));
    assert!(!sources().is_empty());
}

#[test]
fn the_example_settings_are_settings_there_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let example = fs::read_to_string(root.join("deploy/signpost.env.example")).unwrap();
    let config = fs::read_to_string(root.join("src/config.rs")).unwrap();
    let names: Vec<&str> = example.lines().filter_map(|line| line.split_once('=')).map(|(name, _)| name).collect();
    assert!(names.contains(&"DISCORD_TOKEN"));
    for name in names.iter().filter(|name| !name.starts_with('#')) {
        assert!(config.contains(&format!("\"{name}\"")), "{name} is read by nobody");
    }
}
