//! What people do in a browser: they follow a link of the bot's, sign in, and come back.

use anyhow::Context as _;

use super::stage::Stage;
use crate::sandbox::discord::Message;

/// What a browser shows in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The HTTP status.
    pub status: u16,
    /// The page, as HTML.
    pub page: String,
}

impl Stage {
    /// The person who tells this story follows the link in a private answer, signs in, and comes back.
    pub async fn follows_and_signs_in(&self, story: &str, answer: &Message) -> anyhow::Result<Shown> {
        let back = self.tenant.signs_in(story, &link_in(answer)?)?;
        self.opens(&back).await
    }

    /// Opens an address, as a browser does.
    pub async fn opens(&self, address: &str) -> anyhow::Result<Shown> {
        let answer = reqwest::Client::builder().build()?.get(address).send().await?;
        let shown = Shown { status: answer.status().as_u16(), page: answer.text().await? };
        let mut browsed = self.browsed.lock().expect("nothing panics with this lock");
        browsed.push((address.to_owned(), shown.page.clone()));
        drop(browsed);
        Ok(shown)
    }
}

/// Where the first link of an answer leads.
pub fn link_in(answer: &Message) -> anyhow::Result<String> {
    let (_, link) = answer.content.split_once("](<").context("the answer has no link")?;
    let (address, _) = link.split_once(">)").context("the link has no end")?;
    Ok(address.to_owned())
}
