//! The files of the page, inside the binary.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const PICTURE: &str = "image/svg+xml";

/// Name, kind and content of each file.
const FILES: &[(&str, &str, &str)] = &[
    ("api.js", SCRIPT, include_str!("static/api.js")),
    ("app.js", SCRIPT, include_str!("static/app.js")),
    ("command.js", SCRIPT, include_str!("static/command.js")),
    ("composer.js", SCRIPT, include_str!("static/composer.js")),
    ("dom.js", SCRIPT, include_str!("static/dom.js")),
    ("icon.svg", PICTURE, include_str!("static/icon.svg")),
    ("index.html", HTML, include_str!("static/index.html")),
    ("markdown.js", SCRIPT, include_str!("static/markdown.js")),
    ("mention.js", SCRIPT, include_str!("static/mention.js")),
    ("menu.js", SCRIPT, include_str!("static/menu.js")),
    ("message.js", SCRIPT, include_str!("static/message.js")),
    ("modal.js", SCRIPT, include_str!("static/modal.js")),
    ("places.js", SCRIPT, include_str!("static/places.js")),
    ("start.js", SCRIPT, include_str!("static/start.js")),
    ("style.css", STYLE, include_str!("static/style.css")),
    ("suggestions.js", SCRIPT, include_str!("static/suggestions.js")),
    ("timeline.js", SCRIPT, include_str!("static/timeline.js")),
];

/// The page itself.
pub(super) async fn index() -> Response {
    file("index.html")
}

/// What the page is made of.
pub(super) async fn part(Path(name): Path<String>) -> Response {
    file(&name)
}

fn file(name: &str) -> Response {
    match FILES.iter().find(|(known, ..)| *known == name) {
        Some((_, kind, content)) => ([(header::CONTENT_TYPE, *kind)], *content).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_served() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/playground/page/static");
        let mut there: Vec<String> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        there.sort();
        let served: Vec<&str> = FILES.iter().map(|(name, ..)| *name).collect();
        assert_eq!(served, there);
    }

    #[test]
    fn the_page_names_nothing_outside() {
        for (name, _, content) in FILES {
            for outside in ["http://", "https://", "//cdn", "eval(", "innerHTML", "insertAdjacentHTML"] {
                let allowed = content.matches("http://www.w3.org/2000/svg").count();
                let found = content.matches(outside).count() - if outside == "http://" { allowed } else { 0 };
                assert_eq!(found, 0, "{name} names {outside}");
            }
        }
    }
}
