//! Menus on messages.

use crate::support::with_bot;

#[tokio::test]
async fn a_menu_on_words_that_are_no_question_says_so() {
    with_bot(async |discord| {
        let message = discord.member("sam").says("#general", "<@1>").await;
        discord.member("mia").picks("Answer from the guide", message).await;
        let reply = discord.next_reply().await;
        assert!(reply.is_ephemeral());
        assert!(reply.text().contains("no words"), "{reply}");
    })
    .await;
}
