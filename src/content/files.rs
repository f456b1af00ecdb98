//! Which files there are, and their text. The only part of `content` that reads the disk.

use std::borrow::Cow;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::problem::Problem;
use super::suggest::did_you_mean;
use super::{Origin, ids, shipped};
use crate::advisor::{Kind, Layer};

/// Larger files are refused: a page is a few screens, and reading must stay fast.
const MOST_BYTES: usize = 64 * 1024;

/// A content file as read from disk or from the binary.
#[derive(Clone, Debug)]
pub(super) struct SourceFile {
    /// The path as the person who started the program would write it.
    pub(super) shown: String,
    /// Which layer it belongs to.
    pub(super) layer: Layer,
    /// What it is, by where it lies.
    pub(super) place: Place,
    /// The file name without its ending.
    pub(super) name: String,
    /// The text, with `\n` line ends.
    pub(super) text: String,
}

/// What a file is, by where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// `knowledge/<folder>/<slug>.md`.
    Page(Kind),
    /// `knowledge/tips/<slug>.md`.
    Tip,
    /// `knowledge/levels.toml`.
    Levels,
    /// `knowledge/sources.toml`.
    Sources,
    /// `intents/<id>.toml`.
    Intent,
}

/// Every file there is.
#[derive(Default)]
pub(super) struct Files {
    /// Those that could be read.
    pub(super) read: Vec<SourceFile>,
    /// Those that could not: what they are and their names, so that nobody is told they are missing.
    pub(super) refused: Vec<(Place, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Area {
    Knowledge,
    Intents,
}

/// Reads every file of every layer, base first.
pub(super) fn read(origin: &Origin, problems: &mut Vec<Problem>) -> Files {
    let mut read = Reading { files: Files::default(), problems };
    match &origin.knowledge {
        Some(folder) => read.folder(folder, Area::Knowledge, &Layer::Base),
        None => read.shipped("knowledge", shipped::knowledge(), Area::Knowledge),
    }
    match &origin.intents {
        Some(folder) => read.folder(folder, Area::Intents, &Layer::Base),
        None => read.shipped("intents", shipped::intents(), Area::Intents),
    }
    for pack in &origin.packs {
        read.pack(pack);
    }
    read.files
}

/// One file that is not on the disk, by its path from the folder that holds `knowledge/` and `intents/`.
pub(super) fn one(path: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Files {
    let mut read = Reading { files: Files::default(), problems };
    let (area, below) = match path.split_once('/') {
        Some(("intents", below)) => (Area::Intents, below),
        Some(("knowledge", below)) => (Area::Knowledge, below),
        _ => (Area::Knowledge, path),
    };
    read.file(path, below, area, &Layer::Base, bytes);
    read.files
}

struct Reading<'a> {
    files: Files,
    problems: &'a mut Vec<Problem>,
}

impl Reading<'_> {
    fn pack(&mut self, folder: &Path) {
        let name = folder.file_name().map_or_else(|| shown(folder), |name| name.to_string_lossy().into_owned());
        let layer = Layer::Pack(name);
        let (knowledge, intents) = (folder.join("knowledge"), folder.join("intents"));
        if !knowledge.is_dir() && !intents.is_dir() {
            let problem =
                Problem::new(&shown(folder), None, "folders_readable", "a pack needs a folder knowledge/ or intents/.");
            self.problems.push(problem.hint("Check the path."));
            return;
        }
        if knowledge.is_dir() {
            self.folder(&knowledge, Area::Knowledge, &layer);
        }
        if intents.is_dir() {
            self.folder(&intents, Area::Intents, &layer);
        }
    }

    fn shipped(&mut self, root: &str, files: Vec<(String, Cow<'static, [u8]>)>, area: Area) {
        for (path, bytes) in files {
            self.file(&format!("{root}/{path}"), &path, area, &Layer::Base, &bytes);
        }
    }

    fn folder(&mut self, root: &Path, area: Area, layer: &Layer) {
        for (name, path) in self.entries(root) {
            if !path.is_dir() {
                self.disk_file(&path, &name, area, layer);
            } else if area == Area::Knowledge && folder_is_known(&name) {
                for (inner, path) in self.entries(&path) {
                    if path.is_dir() {
                        self.stray_folder(&path, &inner, area);
                        continue;
                    }
                    self.disk_file(&path, &format!("{name}/{inner}"), area, layer);
                }
            } else {
                self.stray_folder(&path, &name, area);
            }
        }
    }

    /// The entries of a folder that are content, by name. Hidden files and editors' backups are not.
    fn entries(&mut self, folder: &Path) -> Vec<(String, PathBuf)> {
        let listed = fs::read_dir(folder).and_then(|entries| {
            entries.map(|entry| entry.map(|e| (e.file_name().to_string_lossy().into_owned(), e.path()))).collect()
        });
        match listed {
            Ok(listed) => {
                let mut listed: Vec<(String, PathBuf)> = listed;
                listed.retain(|(name, _)| !skipped(name));
                listed.sort();
                listed
            }
            Err(error) => {
                self.problems.push(unreadable(folder, &error));
                Vec::new()
            }
        }
    }

    fn disk_file(&mut self, path: &Path, below: &str, area: Area, layer: &Layer) {
        let mut bytes = Vec::new();
        // One byte more than allowed is enough to know.
        let read = fs::File::open(path).and_then(|file| file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes));
        match read {
            Ok(_) => self.file(&shown(path), below, area, layer, &bytes),
            Err(error) => self.problems.push(unreadable(path, &error)),
        }
    }

    fn file(&mut self, shown: &str, below: &str, area: Area, layer: &Layer, bytes: &[u8]) {
        let file = below.rsplit('/').next().unwrap_or(below);
        if skipped(file) {
            return;
        }
        let place = match place(below, area) {
            Ok(place) => place,
            Err((message, hint)) => {
                self.problems.push(Problem::new(shown, None, "file_names", message).hint(hint));
                return;
            }
        };
        let name = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned();
        let text = ids::refuse(shown, place, &name).map_or_else(|| text_of(shown, bytes), Err);
        match text {
            Ok(text) => {
                let shown = shown.to_owned();
                self.files.read.push(SourceFile { shown, layer: layer.clone(), place, name, text });
            }
            Err(problem) => {
                self.problems.push(problem);
                self.files.refused.push((place, name));
            }
        }
    }

    fn stray_folder(&mut self, path: &Path, name: &str, area: Area) {
        let problem = Problem::new(&shown(path), None, "file_names", format!("nothing reads the folder \"{name}\"."));
        let hint = match area {
            Area::Knowledge => did_you_mean(name, folders())
                .unwrap_or_else(|| format!("Pages live in {}.", folders().collect::<Vec<_>>().join(", "))),
            Area::Intents => "Intents lie side by side in intents/, without folders.".to_owned(),
        };
        self.problems.push(problem.hint(hint));
    }
}

/// The text of a file, without a byte order mark and with `\n` line ends.
fn text_of(shown: &str, bytes: &[u8]) -> Result<String, Problem> {
    let problem = |line, message: &str| Problem::new(shown, line, "files_readable", message);
    if bytes.len() > MOST_BYTES {
        let message = format!("this file is larger than {} KiB.", MOST_BYTES / 1024);
        return Err(problem(None, &message).hint("Split it, or shorten it."));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
        problem(Some(line), "this line is not UTF-8.").hint("Save the file as UTF-8.")
    })?;
    if text.trim().is_empty() {
        let hint = "Copy _template.md or a neighbour, or remove the file.";
        return Err(problem(None, "this file is empty.").hint(hint));
    }
    Ok(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
}

/// README, templates, schemas, hidden files and editors' backups are not content.
pub(super) fn skipped(name: &str) -> bool {
    name.starts_with(['.', '_', '#'])
        || name.ends_with('~')
        || name.eq_ignore_ascii_case("readme.md")
        || name.ends_with("schema.json")
}

fn folders() -> impl Iterator<Item = &'static str> {
    Kind::ALL.into_iter().map(Kind::folder).chain(["tips"])
}

fn folder_is_known(name: &str) -> bool {
    folders().any(|folder| folder == name)
}

fn place(below: &str, area: Area) -> Result<Place, (String, String)> {
    let (folder, file) = below.rsplit_once('/').unwrap_or(("", below));
    let (_, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    match (area, folder, file, ending) {
        (Area::Intents, "", _, "toml") => Ok(Place::Intent),
        (Area::Intents, _, _, _) => {
            Err(("an intent is a .toml file.".to_owned(), "Rename it, or move it away.".to_owned()))
        }
        (Area::Knowledge, "", "levels.toml", _) => Ok(Place::Levels),
        (Area::Knowledge, "", "sources.toml", _) => Ok(Place::Sources),
        (Area::Knowledge, "tips", _, "md") => Ok(Place::Tip),
        (Area::Knowledge, "", _, _) => {
            let hint = did_you_mean(file, ["levels.toml", "sources.toml"])
                .unwrap_or_else(|| "Pages lie in a folder each, such as knowledge/faqs/.".to_owned());
            Err(("nothing reads this file.".to_owned(), hint))
        }
        (Area::Knowledge, folder, _, "md") => Kind::from_folder(folder)
            .map(Place::Page)
            .ok_or_else(|| ("nothing reads this folder.".to_owned(), "Remove it.".to_owned())),
        (Area::Knowledge, _, _, _) => {
            Err(("a page is a .md file.".to_owned(), "Rename it, or move it away.".to_owned()))
        }
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new(&shown(path), None, "folders_readable", format!("can't be read: {error}.")).hint("Check the path.")
}

/// The path with forward slashes and without a leading `./`.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").map_or_else(|| text.clone(), str::to_owned)
}
