//! Where two readings fit, a written rule decides. One line for each rule, and one for where it stops.

use signpost::advisor::{Advisor, Decision};

use super::advise;

/// What is decided of an addressed message: the intent and the topic of an answer, or the word for anything else.
fn addressed(advisor: &Advisor, text: &str) -> String {
    match advise(advisor, text, true).decision {
        Decision::Answer(answer) => {
            let topic = answer.topic.map(|topic| format!(" {topic}")).unwrap_or_default();
            format!("{}{topic}", answer.intent)
        }
        Decision::Choose(_) => "choose".to_owned(),
        Decision::Unknown(_) => "unknown".to_owned(),
        Decision::Silence => "silence".to_owned(),
    }
}

fn overheard(advisor: &Advisor, text: &str) -> bool {
    !matches!(advise(advisor, text, false).decision, Decision::Silence)
}

#[test]
fn ties_are_decided_by_rules() {
    let advisor = crate::support::advisor();
    let rules = [
        // An intent wins where an FAQ page fits as well.
        ("django vs flask", "tool.compare tools/django"),
        ("what does a python developer do?", "role.describe roles/python-developer"),
        ("Django, Flask or FastAPI: which one?", "tool.compare tools/flask"),
        // A question about one role is about that role, even where an FAQ says something in general.
        ("which skills does a data engineer need?", "role.skills roles/data-engineer"),
        ("which skills do i need in 2026?", "faq.start faqs/which-skills-do-i-need"),
        // One name for two things is asked back, unless the words say which.
        ("what about lambda", "choose"),
        ("what is aws lambda?", "tool.describe tools/aws-lambda"),
        // A rise within a role is the ladder's, a change of role is a path.
        ("how do i get from junior to senior", "career.ladder"),
        ("how do i get from qa to data engineering", "transition.path roles/data-engineer"),
        // The goal is not the path to it.
        ("switch my goal to devops engineer", "progress.goal roles/devops-engineer"),
        // Nothing is written on a question.
        ("did i finish docker?", "progress.show"),
        ("i finished docker", "progress.done tools/docker"),
        // The first question outweighs the rest of a long message.
        ("Hi all, I like cats. What does an MLOps engineer do? Docker is nice.", "role.describe roles/mlops-engineer"),
        // A courtesy gives way to any other sentence, and so does a bare name.
        ("Need advice. What does an MLOps engineer do?", "role.describe roles/mlops-engineer"),
        ("need advice", "tip.get"),
        ("Ok, decided. Backend dev. Put that as my goal.", "progress.goal roles/backend-developer"),
        // A trade in a message about tech is where somebody comes from.
        ("Accountant here. What could python take off my plate?", "faq.language faqs/what-can-i-do-with-python"),
        // A pronoun means the last name of the sentence before, in messages too long to be read as one.
        (
            "Our new admin has talked of nothing but Ansible since Monday, the whole office nods along, and in all these \
             weeks I never dared to ask anybody there. What is that?",
            "tool.describe tools/ansible",
        ),
        // Signs are words.
        ("docker ✅", "progress.done tools/docker"),
        ("data engineer 💰?", "role.salary roles/data-engineer"),
        ("devops ➡️ security engineer, doable?", "transition.path roles/security-engineer"),
        // Distress stands above all.
        ("i lost my job and want to kill myself, what does a data analyst earn", "distress"),
        // What nobody keeps up to date here is unknown, not guessed at.
        ("do I need a work permit for Canada?", "unknown"),
    ];
    let wrong: Vec<String> = rules
        .iter()
        .map(|(text, wanted)| (text, wanted, addressed(&advisor, text)))
        .filter(|(_, wanted, got)| got != *wanted)
        .map(|(text, wanted, got)| format!("{text}: {got}, not {wanted}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_not_for_the_bot_is_left_alone() {
    let advisor = crate::support::advisor();
    for text in [
        "what does a game developer do?",
        "how much does a mobile developer earn",
        "@sam what does a data engineer do?",
        "<@12> did you see what an MLOps engineer earns?",
        "what about lambda",
        "i want to be a nurse, how do i start",
        "my pandas code throws KeyError, what is wrong?",
        "we are hiring a data engineer, dm me",
        "i lost my job and want to kill myself",
    ] {
        assert!(!overheard(&advisor, text), "spoke on: {text}");
    }
    for text in ["what does a data engineer do?", "can a nurse become a data analyst?"] {
        assert!(overheard(&advisor, text), "silent on: {text}");
    }
}
