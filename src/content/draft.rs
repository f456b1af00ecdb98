//! Everything the files say, laid in layers, and where each thing is written.

use std::collections::{BTreeMap, BTreeSet};

use super::files::{Files, Place, SourceFile};
use super::problem::Problem;
use super::sheet::{Sheet, Written};
use super::{intent, ladder, page};
use crate::advisor::{IntentId, Kind, Knowledge, Level, PageId, Slug};

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
        for file in &files.read {
            draft.take(file, problems);
        }
        draft.knowledge.levels.sort_by_key(|info| info.level);
        draft
    }

    fn take(&mut self, file: &SourceFile, problems: &mut Vec<Problem>) {
        let sheet = Sheet::new(file);
        match file.place {
            Place::Page(kind) => self.take_page(sheet, kind, problems),
            Place::Tip => {
                let tip = page::read_tip(&sheet);
                let written = close(sheet, problems);
                if let Some(tip) = tip {
                    self.places.tips.insert(tip.id.clone(), written);
                    self.knowledge.tips.retain(|other| other.id != tip.id);
                    self.knowledge.tips.push(tip);
                }
            }
            Place::Intent => {
                let intent = intent::read(&sheet);
                let written = close(sheet, problems);
                if let Some(intent) = intent {
                    self.places.intents.insert(intent.id.clone(), written);
                    self.knowledge.intents.retain(|other| other.id != intent.id);
                    self.knowledge.intents.push(intent);
                }
            }
            Place::Levels => {
                let read = ladder::read_levels(&sheet);
                let written = close(sheet, problems);
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
            Place::Sources => {
                let sources = ladder::read_sources(&sheet);
                let written = close(sheet, problems);
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
    }

    fn take_page(&mut self, sheet: Sheet, kind: Kind, problems: &mut Vec<Problem>) {
        let id = PageId::new(kind, &sheet.file.name);
        let page = page::read(&sheet, kind);
        let written = close(sheet, problems);
        match page {
            Some(page) => {
                self.places.pages.insert(id.clone(), written);
                self.knowledge.pages.insert(id, page);
            }
            None => {
                self.places.broken.insert(id);
            }
        }
    }
}

fn close(sheet: Sheet, problems: &mut Vec<Problem>) -> Written {
    let (written, found) = sheet.finish();
    problems.extend(found);
    written
}
