//! `/done`: skills and tools that somebody knows by now, several at once.

use super::look_up::{self, Named, named};
use super::{Context, complete};
use crate::advisor::{Act, Advisor, Kind, PageId};
use crate::discord::error::Error;
use crate::render::{Action, Button, Card, escape, words};

const KINDS: [Kind; 2] = [Kind::Tool, Kind::Skill];
/// Names taken from one list.
const NAMES: usize = 40;
/// Pages offered for a name that is none.
const OFFERED: usize = 3;
/// At least this near, and a name is the page's own, not merely like it.
const EXACT: f32 = 0.97;

/// Marks what is named as learned.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild|BotDm")]
pub(super) async fn done(
    ctx: Context<'_>,
    #[autocomplete = "complete::list"]
    #[max_length = 1000]
    skills: String,
) -> Result<(), Error> {
    let advisor = ctx.data().advisor.load_full();
    let read = Read::new(&advisor, &skills);
    if read.pages.is_empty() && read.unknown.is_empty() {
        return look_up::tell(ctx, &Card::line(words::NAME_SOMETHING)).await;
    }
    if read.pages.is_empty() {
        return look_up::tell(ctx, &ctx.data().fitting(read.onto(&advisor, Card::default()))).await;
    }
    look_up::defer(ctx).await?;
    let act = Act::MarkDone { items: read.pages.clone() };
    let card = ctx.data().carry_out(&act, look_up::asker(ctx)).await;
    look_up::tell(ctx, &ctx.data().fitting(read.onto(&advisor, card))).await
}

/// A list as it was understood.
struct Read {
    pages: Vec<PageId>,
    /// Names that are none, with the pages nearest to them.
    unknown: Vec<(String, Vec<PageId>)>,
}

impl Read {
    fn new(advisor: &Advisor, list: &str) -> Self {
        let mut read = Self { pages: Vec::new(), unknown: Vec::new() };
        for name in names(advisor, list) {
            match named(advisor, &KINDS, name) {
                Named::Page(page) if read.pages.contains(&page) => {}
                Named::Page(page) => read.pages.push(page),
                Named::OneOf(pages) => read.unknown.push((name.to_owned(), pages)),
                Named::Nothing => read.unknown.push((name.to_owned(), Vec::new())),
            }
        }
        read
    }

    /// The card, with a line and a button or two for each name that is none.
    fn onto(&self, advisor: &Advisor, mut card: Card) -> Card {
        for (typed, near) in &self.unknown {
            let typed = escape::escaped(typed, 60);
            let near: Vec<(&PageId, String)> =
                near.iter().take(OFFERED).filter_map(|id| Some((id, advisor.page(id)?.title.clone()))).collect();
            let titles: Vec<String> = near.iter().map(|(_, title)| title.clone()).collect();
            let line =
                if near.is_empty() { words::unknown_name(&typed) } else { words::unknown_name_but(&typed, &titles) };
            let between = if card.body.is_empty() { "" } else { "\n" };
            card.body = format!("{}{between}{line}", card.body);
            card = near
                .into_iter()
                .fold(card, |card, (id, title)| card.with(Button::new(title, Action::Learned(id.clone()))));
        }
        card
    }
}

/// The names in a list: parted by commas and the like, and by "and" where it is not part of a name.
fn names<'a>(advisor: &Advisor, list: &'a str) -> Vec<&'a str> {
    let parts = list.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let names = parts.flat_map(|part| {
        let is_one = advisor.find(&KINDS, part, 1).first().is_some_and(|found| found.score > EXACT);
        let parts: Vec<&str> =
            if is_one { vec![part] } else { part.split(" and ").flat_map(|p| p.split(" & ")).collect() };
        parts
    });
    let names = names.map(|name| name.trim().trim_start_matches("and ")).filter(|name| !name.is_empty());
    names.take(NAMES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::content::{Origin, load};

    #[test]
    fn a_list_is_read_as_people_write_it() {
        let advisor = load(&Origin::default(), Clock::system().today()).unwrap().advisor;
        let read = Read::new(&advisor, "pandas, git and SQL; ci/cd, and docker\npandas,, xyzzyplugh, Kuberntes");
        let slugs: Vec<&str> = read.pages.iter().map(|page| page.slug.as_str()).collect();
        assert_eq!(slugs, ["pandas", "git", "sql", "ci-cd", "docker", "kubernetes"]);
        assert_eq!(read.unknown, [("xyzzyplugh".to_owned(), Vec::new())]);
        assert!(Read::new(&advisor, " , ;").pages.is_empty());
        assert_eq!(names(&advisor, &"pandas,".repeat(100)).len(), NAMES);
    }
}
