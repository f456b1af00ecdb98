//! Names offered while somebody types.

use crate::support::with_bot;

#[tokio::test]
async fn names_are_offered_with_typos_forgiven() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        assert_eq!(mia.types("role", "name", "data eng").await.first().map(String::as_str), Some("Data engineer"));
        let misspelt = mia.types("tool", "name", "kubernets").await;
        assert!(misspelt.first().is_some_and(|name| name.contains("Kubernetes")), "{misspelt:?}");
        let alias = mia.types("tool", "name", "k8s").await;
        assert_eq!(alias.first().map(String::as_str), Some("Kubernetes (K8s)"));
    })
    .await;
}

#[tokio::test]
async fn nothing_typed_offers_what_is_asked_for_most_and_never_more_than_25() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        let tools = mia.types("tool", "name", "").await;
        assert_eq!(tools.len(), 25, "{tools:?}");
        assert!(tools.contains(&"Git".to_owned()), "{tools:?}");
        let roles = mia.types("path", "from", "").await;
        assert!((15..=25).contains(&roles.len()) && roles.contains(&"Data engineer".to_owned()), "{roles:?}");
        assert!(mia.types("faq", "name", "zzzzqqqq").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn both_names_of_a_comparison_are_offered() {
    with_bot(async |discord| {
        let names = discord.member("mia").types("compare", "second", "flas").await;
        assert_eq!(names.first().map(String::as_str), Some("Flask"));
    })
    .await;
}
