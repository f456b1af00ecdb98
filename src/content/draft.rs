//! Everything the files say, laid in layers, and where each thing is written.

use std::collections::{BTreeMap, BTreeSet};

use super::files::{Files, Place, SourceFile};
use super::problem::Problem;
use super::sheet::{Sheet, Written};
use super::{intent, ladder, page};
use crate::advisor::{IntentId, IntentSpec, Knowledge, Level, Page, PageId, Slug, Tip, in_parallel};

/// Content that was read and not yet looked at as a whole.
#[derive(Default)]
pub(super) struct Draft {
    /// What the files say; later layers have replaced earlier ones.
    pub(super) knowledge: Knowledge,
    /// Where they say it.
    pub(super) places: Places,
}

/// Where each thing is written.
#[derive(Default)]
pub(super) struct Places {
    /// Where each page is written.
    pub(super) pages: BTreeMap<PageId, Written>,
    /// Where each tip is written.
    pub(super) tips: BTreeMap<Slug, Written>,
    /// Where each intent is written.
    pub(super) intents: BTreeMap<IntentId, Written>,
    /// Where each source is written.
    pub(super) sources: BTreeMap<Slug, Written>,
    /// Where each level is written.
    pub(super) levels: BTreeMap<Level, Written>,
    /// Where the premiums are written.
    pub(super) premiums: Written,
    /// Pages whose file is there but could not be read: nobody is told that they are missing.
    pub(super) broken: BTreeSet<PageId>,
    /// Sources that could not be read, likewise.
    pub(super) broken_sources: BTreeSet<Slug>,
    /// A whole `sources.toml` could not be read.
    pub(super) sources_unread: bool,
}

impl Draft {
    /// Reads every file, base first.
    pub(super) fn read(files: &Files, problems: &mut Vec<Problem>) -> Self {
        let mut draft = Self::default();
        for (place, name) in &files.refused {
            match place {
                Place::Page(kind) => {
                    draft.places.broken.insert(PageId::new(*kind, name));
                }
                Place::Sources => draft.places.sources_unread = true,
                Place::Tip | Place::Levels | Place::Intent => {}
            }
        }
        for read in in_parallel(&files.read, Read::new) {
            problems.extend(draft.take(read));
        }
        draft.knowledge.levels.sort_by_key(|info| info.level);
        draft
    }

    /// Lays what one file says over what is there; what is wrong with it comes back.
    fn take(&mut self, read: Read) -> Vec<Problem> {
        let Read { what, written, problems } = read;
        match what {
            What::Page(id, Some(page)) => {
                self.places.pages.insert(id.clone(), written);
                self.knowledge.pages.insert(id, *page);
            }
            What::Page(id, None) => {
                self.places.broken.insert(id);
            }
            What::Tip(tip) => {
                if let Some(tip) = tip {
                    self.places.tips.insert(tip.id.clone(), written);
                    self.knowledge.tips.retain(|other| other.id != tip.id);
                    self.knowledge.tips.push(tip);
                }
            }
            What::Intent(intent) => {
                if let Some(intent) = intent {
                    self.places.intents.insert(intent.id.clone(), written);
                    self.knowledge.intents.retain(|other| other.id != intent.id);
                    self.knowledge.intents.push(intent);
                }
            }
            What::Levels(read) => {
                self.knowledge.levels_checked = read.checked.or(self.knowledge.levels_checked);
                for info in read.levels {
                    self.places.levels.insert(info.level, written.clone());
                    self.knowledge.levels.retain(|other| other.level != info.level);
                    self.knowledge.levels.push(info);
                }
                if !read.premiums.is_empty() {
                    self.knowledge.premiums = read.premiums;
                    self.places.premiums = written;
                }
            }
            What::Sources(sources) => {
                match sources.broken {
                    Some(broken) => self.places.broken_sources.extend(broken),
                    None => self.places.sources_unread = true,
                }
                for source in sources.read {
                    self.places.sources.insert(source.id.clone(), written.clone());
                    self.knowledge.sources.insert(source.id.clone(), source);
                }
            }
        }
        problems
    }
}

/// One file, read.
struct Read {
    what: What,
    written: Written,
    problems: Vec<Problem>,
}

/// What a file says; nothing where it could not be read.
enum What {
    Page(PageId, Option<Box<Page>>),
    Tip(Option<Tip>),
    Intent(Option<IntentSpec>),
    Levels(ladder::Ladder),
    Sources(ladder::Sources),
}

impl Read {
    fn new(file: &SourceFile) -> Self {
        let sheet = Sheet::new(file);
        let what = match file.place {
            Place::Page(kind) => What::Page(PageId::new(kind, &file.name), page::read(&sheet, kind).map(Box::new)),
            Place::Tip => What::Tip(page::read_tip(&sheet)),
            Place::Intent => What::Intent(intent::read(&sheet)),
            Place::Levels => What::Levels(ladder::read_levels(&sheet)),
            Place::Sources => What::Sources(ladder::read_sources(&sheet)),
        };
        let (written, problems) = sheet.finish();
        Self { what, written, problems }
    }
}
