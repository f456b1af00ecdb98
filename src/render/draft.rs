//! A card while it is written: pieces in order of use, of which as many are shown at once as fit a phone.

use super::button::{Action, Button};
use super::card::Card;
use super::limits::{self, GLANCE, length};
use super::words;
use crate::advisor::{Body, Level};

/// The blank line between two pieces.
const AIR: usize = 2;

/// One paragraph of a card, with or without a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    heading: Option<String>,
    text: String,
    /// The heading stands on the same line as the text.
    inline: bool,
}

impl Piece {
    fn write(&self) -> String {
        match &self.heading {
            None => self.text.clone(),
            Some(heading) if self.inline => format!("**{heading}** {}", self.text),
            Some(heading) => format!("**{heading}**\n{}", self.text),
        }
    }

    /// As many whole lines as fit in `room`, and the rest; `None` when not one does.
    fn split(&self, room: usize) -> Option<(Self, Self)> {
        if self.inline {
            return None;
        }
        let lines: Vec<&str> = self.text.lines().collect();
        let fits = (1..lines.len())
            .rev()
            .filter(|count| !lines[*count].trim().is_empty())
            .find(|count| length(&self.with(&lines[..*count]).write()) <= room)?;
        Some((self.with(&lines[..fits]), self.with(&lines[fits..])))
    }

    /// As many whole sentences as fit in `room`, and the rest.
    fn split_sentences(&self, room: usize) -> Option<(Self, Self)> {
        let ends = self.text.match_indices(". ").map(|(at, _)| at + 1);
        let halves = ends.map(|at| self.text.split_at(at)).map(|(head, tail)| (self.with(&[head]), self.with(&[tail])));
        halves.take_while(|(head, _)| length(&head.write()) <= room).last()
    }

    fn with(&self, lines: &[&str]) -> Self {
        Self { text: lines.join("\n").trim().to_owned(), ..self.clone() }
    }
}

/// A card while it is written.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    title: Option<String>,
    pieces: Vec<Piece>,
    footer: Option<String>,
    buttons: Vec<Button>,
    /// Pieces from this one on wait behind "More", however short the card is.
    hidden_from: Option<usize>,
    more_label: Option<&'static str>,
}

impl Draft {
    pub(super) fn titled(title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..Self::default() }
    }

    /// Adds a paragraph.
    pub(super) fn say(&mut self, text: impl AsRef<str>) -> &mut Self {
        self.piece(None, text.as_ref(), false)
    }

    /// Adds a bold word or two and what it is about, on one line. Nothing is added for an empty text.
    pub(super) fn fact(&mut self, heading: impl Into<String>, text: impl AsRef<str>) -> &mut Self {
        self.piece(Some(heading.into()), text.as_ref(), true)
    }

    /// Adds a section: its heading on a line of its own.
    pub(super) fn section(&mut self, heading: impl Into<String>, text: impl AsRef<str>) -> &mut Self {
        self.piece(Some(heading.into()), text.as_ref(), false)
    }

    fn piece(&mut self, heading: Option<String>, text: &str, inline: bool) -> &mut Self {
        if !text.trim().is_empty() {
            self.pieces.push(Piece { heading, text: text.trim().to_owned(), inline });
        }
        self
    }

    /// Puts a fact in the place of those called `instead_of`, where it is seen at a glance: after the first paragraph if
    /// both fit, else before it.
    pub(super) fn fact_at_a_glance(&mut self, heading: &str, text: &str, instead_of: &str) -> &mut Self {
        let is_replaced = |piece: &Piece| piece.inline && piece.heading.as_deref() == Some(instead_of);
        let fact = Piece { heading: Some(heading.to_owned()), text: text.trim().to_owned(), inline: true };
        if let Some(from) = &mut self.hidden_from {
            *from = *from + 1 - self.pieces.iter().take(*from).filter(|piece| is_replaced(piece)).count();
        }
        self.pieces.retain(|piece| !is_replaced(piece));
        let first = self.pieces.first().map_or(0, |first| length(&first.write()) + AIR);
        let at = usize::from(!self.pieces.is_empty() && first + length(&fact.write()) <= GLANCE);
        self.pieces.insert(at, fact);
        self
    }

    /// What follows is shown only behind a button that says `label`.
    pub(super) fn behind(&mut self, label: &'static str) -> &mut Self {
        self.hidden_from = Some(self.pieces.len());
        self.more_label = Some(label);
        self
    }

    /// Puts a paragraph before all others; it is shown at once even where they wait behind a button.
    pub(super) fn before(&mut self, text: impl Into<String>) -> &mut Self {
        self.pieces.insert(0, Piece { heading: None, text: text.into(), inline: false });
        self.hidden_from = self.hidden_from.map(|from| from + 1);
        self
    }

    /// All that is written so far is shown only behind a button that says `label`.
    pub(super) fn hold_back(&mut self, label: &'static str) -> &mut Self {
        self.hidden_from = Some(0);
        self.more_label = Some(label);
        self
    }

    pub(super) fn footer(&mut self, footer: impl Into<String>) -> &mut Self {
        self.footer = Some(footer.into());
        self
    }

    /// Adds to the footer.
    pub(super) fn footer_too(&mut self, more: &str) -> &mut Self {
        self.footer = Some(self.footer.take().map_or_else(|| more.to_owned(), |footer| format!("{footer} · {more}")));
        self
    }

    pub(super) fn button(&mut self, button: Button) -> &mut Self {
        self.buttons.push(button);
        self
    }

    /// The card at a glance, with a "More" button that shows the rest of `body` where something is left out.
    pub(super) fn card(self, body: &Body, level: Option<Level>) -> Card {
        let label = self.more_label.unwrap_or(words::MORE);
        let (shown, rest) = self.parted();
        let mut buttons = self.buttons;
        if !rest.is_empty() {
            buttons.push(Button::new(label, Action::More { body: body.clone(), level }));
        }
        limits::fit(Card { title: self.title, body: join(&shown), footer: self.footer, buttons })
    }

    /// All of it at once, however long: for what must not wait behind a button.
    pub(super) fn whole(self) -> Card {
        limits::fit(Card { title: self.title, body: join(&self.pieces), footer: self.footer, buttons: self.buttons })
    }

    /// What [`Draft::card`] left out; `None` when it left out nothing.
    pub(super) fn rest(self) -> Option<Card> {
        let (_, rest) = self.parted();
        if rest.is_empty() {
            return None;
        }
        Some(limits::fit(Card { title: self.title, body: join(&rest), footer: self.footer, buttons: Vec::new() }))
    }

    fn parted(&self) -> (Vec<Piece>, Vec<Piece>) {
        let mut shown = Vec::new();
        let mut used = 0;
        for (at, piece) in self.pieces.iter().enumerate() {
            if self.hidden_from == Some(at) {
                return (shown, self.pieces[at..].to_vec());
            }
            let room = GLANCE.saturating_sub(used);
            let size = length(&piece.write());
            if size <= room {
                used += size + AIR;
                shown.push(piece.clone());
                continue;
            }
            let mut rest = self.pieces[at..].to_vec();
            // Something must be shown: the first piece is parted in mid-paragraph if need be.
            let in_sentences = || if shown.is_empty() { piece.split_sentences(room) } else { None };
            if let Some((head, tail)) = piece.split(room).or_else(in_sentences) {
                shown.push(head);
                rest[0] = tail;
            } else if shown.is_empty() {
                shown.push(rest.remove(0));
            }
            return (shown, rest);
        }
        (shown, Vec::new())
    }
}

/// Facts stand close together; sections get air.
fn join(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        if at > 0 {
            let before = &pieces[at - 1];
            let close =
                piece.inline && (before.inline || before.heading.is_none()) || before.inline && piece.heading.is_none();
            text.push_str(if close { "\n" } else { "\n\n" });
        }
        text.push_str(&piece.write());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long() -> Draft {
        let mut draft = Draft::titled("T");
        draft.say("x".repeat(620));
        draft.section(
            "Steps",
            "1. one two three four five six seven\n2. eight nine ten\n3. eleven twelve thirteen fourteen",
        );
        draft.fact("Last", "word");
        draft
    }

    #[test]
    fn a_list_is_parted_between_its_lines_and_nothing_is_lost() {
        let shown = long().card(&Body::Help, None);
        assert!(shown.body.ends_with("2. eight nine ten"), "{}", shown.body);
        assert_eq!(shown.buttons.last().map(|button| button.label.as_str()), Some("More"));
        let rest = long().rest().unwrap();
        assert_eq!(rest.body, "**Steps**\n3. eleven twelve thirteen fourteen\n\n**Last** word");
    }

    #[test]
    fn a_fact_at_a_glance_takes_the_place_of_another_and_is_always_seen() {
        let mut draft = Draft::titled("T");
        draft.say("short").fact("Tip", "the old one").say("more").behind("Open");
        draft.say("hidden").fact_at_a_glance("Own tip", "the new one", "Tip");
        let card = draft.card(&Body::Help, None);
        assert_eq!(card.body, "short\n**Own tip** the new one\nmore");
        let mut long = Draft::titled("T");
        long.say("x".repeat(600)).fact_at_a_glance("Own tip", &"y".repeat(300), "Tip");
        assert!(long.card(&Body::Help, None).body.starts_with("**Own tip** yyy"));
    }

    #[test]
    fn a_short_card_has_no_more() {
        let mut draft = Draft::titled("T");
        draft.say("short");
        assert!(draft.clone().card(&Body::Help, None).buttons.is_empty());
        assert_eq!(draft.rest(), None);
    }
}
