//! Noticing that content was edited. Whoever runs the bot calls [`Watch::poll`] every second or two; it
//! reads modification times only, until an edit has settled, and then loads the whole set or nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::civil::Date;

use super::{Loaded, Origin, Problems, files, load_edited};

/// When each file was last changed, and its size.
type Traces = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Watches the folders of an [`Origin`]. Shipped content never changes, so there may be nothing to watch.
#[derive(Debug)]
pub struct Watch {
    origin: Origin,
    /// As of the last load, whether it succeeded or not: a mistake is told once, not every second.
    loaded: Traces,
    /// As of the last poll.
    seen: Traces,
}

impl Watch {
    /// Takes the folders as they are now for what is loaded.
    pub fn new(origin: Origin) -> Self {
        let now = traces(&origin);
        Self { origin, loaded: now.clone(), seen: now }
    }

    /// Whether there is any folder to watch.
    pub fn is_needed(&self) -> bool {
        folders(&self.origin).next().is_some()
    }

    /// Loads everything again if files were changed and nothing has changed since the last poll (an editor
    /// or `git pull` may be halfway). On problems whatever is in force should stay in force.
    pub fn poll(&mut self, today: Date) -> Option<Result<Loaded, Problems>> {
        let now = traces(&self.origin);
        let settled = now == self.seen;
        let changed = now != self.loaded;
        self.seen = now;
        if !(settled && changed) {
            return None;
        }
        self.loaded = self.seen.clone();
        Some(load_edited(&self.origin, today))
    }
}

fn folders(origin: &Origin) -> impl Iterator<Item = &Path> {
    origin.knowledge.iter().chain(&origin.intents).chain(&origin.packs).map(PathBuf::as_path)
}

fn traces(origin: &Origin) -> Traces {
    let mut traces = Traces::new();
    for folder in folders(origin) {
        // A pack holds knowledge/roles/x.md.
        trace(folder, 3, &mut traces);
    }
    traces
}

fn trace(folder: &Path, depth: usize, traces: &mut Traces) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let Ok(about) = fs::metadata(&path) else { continue };
        if files::skipped(&entry.file_name().to_string_lossy()) {
            continue;
        }
        if !about.is_dir() {
            traces.insert(path, (about.modified().ok(), about.len()));
        } else if depth > 1 {
            trace(&path, depth - 1, traces);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 21);

    #[test]
    fn an_edit_is_loaded_once_it_has_settled_and_a_mistake_is_told_once() {
        let pack = tempfile::tempdir().unwrap();
        let tips = pack.path().join("knowledge/tips");
        fs::create_dir_all(&tips).unwrap();
        let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken/_base");
        let origin = Origin::in_folder(&base).unwrap();
        let mut watch = Watch::new(Origin { packs: vec![pack.path().to_owned()], ..origin });
        assert!(watch.is_needed());
        assert!(watch.poll(TODAY).is_none());

        fs::write(tips.join("one.md"), "```toml\nabout = []\nchecked = 2026-11-01\n```\nOne thing a day.\n").unwrap();
        assert!(watch.poll(TODAY).is_none(), "not settled yet");
        let loaded = watch.poll(TODAY).unwrap().unwrap();
        assert!(loaded.advisor.knowledge().tips.iter().any(|tip| tip.text == "One thing a day."));
        assert!(watch.poll(TODAY).is_none());

        fs::write(tips.join("two.md"), "No header.\n").unwrap();
        assert!(watch.poll(TODAY).is_none());
        let problems = watch.poll(TODAY).unwrap().unwrap_err();
        assert_eq!(problems.errors().count(), 1);
        assert!(watch.poll(TODAY).is_none(), "told once");

        fs::remove_file(tips.join("two.md")).unwrap();
        assert!(watch.poll(TODAY).is_none());
        assert!(watch.poll(TODAY).unwrap().is_ok());
    }

    #[test]
    fn shipped_content_needs_no_watch() {
        assert!(!Watch::new(Origin::default()).is_needed());
    }
}
