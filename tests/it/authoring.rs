//! What people who edit content rely on: the shipped content is clean, the templates are a good start, the
//! schemas know the same keys as the loader, the instructions fit a screen.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use serde_json::{Value, json};
use signpost::advisor::{Asked, Kind, Layer, PageId, Question};
use signpost::content::{self, Origin};

const TODAY: Date = date(2026, 11, 21);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_in(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

#[test]
fn the_shipped_content_has_no_problems() {
    let problems = content::check(&Origin::default(), TODAY);
    assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn a_copied_template_is_a_page_without_problems() {
    let copies = [
        ("knowledge/roles", "_template.md", "a-new-role.md"),
        ("knowledge/tools", "_template.md", "a-new-tool.md"),
        ("knowledge/skills", "_template.md", "a-new-skill.md"),
        ("knowledge/faqs", "_template.md", "a-new-question.md"),
        ("knowledge/transitions", "_template.md", "automation-engineer-to-embedded-developer.md"),
        ("knowledge/tips", "_template.md", "a-new-tip.md"),
        ("intents", "_template.toml", "a.new.intent.toml"),
    ];
    let pack = tempfile::tempdir().unwrap();
    for (folder, template, copy) in copies {
        fs::create_dir_all(pack.path().join(folder)).unwrap();
        fs::copy(root().join(folder).join(template), pack.path().join(folder).join(copy)).unwrap();
    }
    let problems = content::check(&Origin { packs: vec![pack.path().to_owned()], ..Origin::default() }, TODAY);
    let of_the_copies =
        problems.errors().filter(|problem| copies.iter().any(|(_, _, copy)| problem.file.ends_with(copy)));
    assert_eq!(of_the_copies.map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn a_pack_replaces_pages_by_their_names_and_every_page_knows_its_layer() {
    let parent = tempfile::tempdir().unwrap();
    let pack = parent.path().join("our-school");
    fs::create_dir_all(pack.join("knowledge/tools")).unwrap();
    let page = fs::read_to_string(root().join("knowledge/tools/pandas.md")).unwrap();
    let ours = page.replace("checked = 2026-11-21", "checked = 2026-11-20");
    assert_ne!(page, ours);
    fs::write(pack.join("knowledge/tools/pandas.md"), ours).unwrap();
    let loaded = content::load(&Origin { packs: vec![pack], ..Origin::default() }, TODAY).unwrap();
    let page = |slug| loaded.advisor.page(&PageId::new(Kind::Tool, slug)).unwrap();
    assert_eq!(page("pandas").checked, Some(date(2026, 11, 20)));
    assert_eq!(page("pandas").layer, Layer::Pack("our-school".to_owned()));
    assert_eq!(page("numpy").layer, Layer::Base);
    // The intent that understands both is the shipped one.
    let layer = |question| {
        let asked = Asked { addressed: true, recent: Vec::new() };
        loaded.advisor.advise(&Question::new(question), &asked).why.layer
    };
    assert_eq!(layer("what is pandas used for?"), Layer::Pack("our-school".to_owned()));
    assert_eq!(layer("what is numpy used for?"), Layer::Base);
}

#[test]
fn the_instructions_fit_a_screen_and_begin_with_a_sample() {
    for folder in ["knowledge", "intents"] {
        let text = fs::read_to_string(root().join(folder).join("README.md")).unwrap();
        assert!(text.lines().count() <= 50, "{folder}");
        assert!(text.lines().take(4).any(|line| line.contains("```")), "{folder}");
        assert!(text.contains("signpost check"), "{folder}");
    }
}

/// The header of a page or the whole of a TOML file, as JSON.
fn as_json(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap();
    let toml = match text.strip_prefix("```toml\n") {
        Some(header) => header.split("\n```").next().unwrap().to_owned(),
        None => text,
    };
    plain(toml::from_str(&toml).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(day) => json!(day.to_string()),
        toml::Value::Array(items) => items.into_iter().map(plain).collect(),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(key, value)| (key, plain(value))).collect()),
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(flag) => json!(flag),
    }
}

fn schema(file: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(root().join(file)).unwrap()).unwrap()
}

/// The part of the knowledge schema for one kind of file.
fn schema_of(kind: &str) -> jsonschema::Validator {
    let mut schema = schema("knowledge/schema.json");
    assert!(schema["$defs"][kind].is_object(), "{kind}");
    let all = schema.as_object_mut().unwrap();
    all.remove("anyOf");
    all.insert("$ref".to_owned(), json!(format!("#/$defs/{kind}")));
    jsonschema::validator_for(&schema).unwrap()
}

#[test]
fn the_schemas_take_every_file_the_loader_takes() {
    let kinds = [
        ("role", "knowledge/roles"),
        ("tool", "knowledge/tools"),
        ("skill", "knowledge/skills"),
        ("faq", "knowledge/faqs"),
        ("transition", "knowledge/transitions"),
        ("tip", "knowledge/tips"),
    ];
    let mut refused = Vec::new();
    let mut hold = |schema: &jsonschema::Validator, path: &Path| {
        let value = as_json(path);
        refused.extend(schema.iter_errors(&value).map(|error| format!("{}: {error}", path.display())));
    };
    for (kind, folder) in kinds {
        let schema = schema_of(kind);
        for path in files_in(folder) {
            hold(&schema, &path);
        }
    }
    hold(&schema_of("levels"), &root().join("knowledge/levels.toml"));
    hold(&schema_of("sources"), &root().join("knowledge/sources.toml"));
    let intents = jsonschema::validator_for(&schema("intents/schema.json")).unwrap();
    for path in files_in("intents").iter().filter(|path| path.extension().is_some_and(|ending| ending == "toml")) {
        hold(&intents, path);
    }
    assert_eq!(refused, Vec::<String>::new());
}

#[test]
fn the_schemas_name_the_keys_that_the_loader_knows() {
    // The loader lists its keys when it meets one that resembles none of them.
    let schema = schema("knowledge/schema.json");
    for (kind, folder) in [
        ("role", "roles"),
        ("tool", "tools"),
        ("skill", "skills"),
        ("faq", "faqs"),
        ("transition", "transitions"),
        ("tip", "tips"),
    ] {
        let pack = tempfile::tempdir().unwrap();
        let path = pack.path().join("knowledge").join(folder);
        fs::create_dir_all(&path).unwrap();
        let header = "```toml\nzzzzzzzz = 1\ngroup = \"start\"\nto = \"data-engineer\"\n```\n";
        fs::write(path.join("zzz.md"), header).unwrap();
        let origin = Origin { packs: vec![pack.path().to_owned()], ..Origin::default() };
        let problems = content::load(&origin, TODAY).unwrap_err();
        let unknown = problems.iter().find(|problem| problem.message.contains("zzzzzzzz")).unwrap();
        let listed = unknown.hint.as_deref().unwrap().trim_start_matches("Known here: ").trim_end_matches('.');
        let mut known: Vec<&str> = listed.split(", ").collect();
        known.sort_unstable();
        let mut described: Vec<&str> =
            schema["$defs"][kind]["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        described.sort_unstable();
        assert_eq!(described, known, "{kind}");
    }
}

#[test]
fn coverage_has_a_row_for_every_page_and_counts_every_pair_of_roles() {
    let loaded = content::load(&Origin::default(), TODAY).unwrap();
    let mut out = Vec::new();
    content::coverage(&loaded.advisor, TODAY, &mut out).unwrap();
    let table = String::from_utf8(out).unwrap();
    for page in loaded.advisor.knowledge().pages.keys() {
        assert!(table.contains(&format!("| {page} |")), "{page}");
    }
    assert!(table.contains("Ways from one role to another: 342;"), "{table}");
}
