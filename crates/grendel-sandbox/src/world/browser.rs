//! The actions of people in a browser: they follow a link of the bot's, sign in, come back, and answer the questions of
//! a page. The number of a page is typed in the chat.
//!
//! The browser behaves as real browsers do. It sends a form only if the page's policy allows it, and it says where the
//! form comes from only as far as the page allows it.

use anyhow::{Context as _, ensure};
use reqwest::header::HeaderMap;
use reqwest::{RequestBuilder, Url};

use super::World;
use grendel_simulator::discord::Message;

/// The beginning of the custom id of the button under which a page's number is typed.
const NUMBER_BUTTON: &str = "v1:number:";

/// The time in which a bot that was started again listens for browsers.
const LISTENING_PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// A page that a browser shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowserPage {
    /// The HTTP status.
    pub status: u16,
    /// The HTML of the page.
    pub page: String,
    /// The form on the page, or `None` if it has none.
    pub form: Option<PageForm>,
}

/// A form on a page, as a browser would send it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageForm {
    /// The address that the form is sent to.
    pub address: String,
    /// The origin that the browser sends with the form.
    pub origin: String,
    /// The fields that are sent with every button.
    pub fields: Vec<(String, String)>,
    /// The buttons: name, value and label.
    pub buttons: Vec<(String, String, String)>,
    /// The language that the browser asks for.
    language: String,
}

impl World {
    /// Follows the link in a private answer as the person with this account key, who signs in, says yes if the page
    /// asks, and types its number in the chat. Returns the last page.
    pub async fn follow_link_and_confirm(&self, key: &str, answer: &Message) -> anyhow::Result<BrowserPage> {
        let shown = self.follow_link(key, answer).await?;
        self.confirm(shown).await
    }

    /// Says yes if the page asks, and types the number of the page that follows. Returns the last page.
    pub async fn confirm(&self, shown: BrowserPage) -> anyhow::Result<BrowserPage> {
        if shown.form.is_none() {
            return Ok(shown);
        }
        // A prompt of an earlier sign-in may still stand there, for example after a power cut.
        let before: Vec<Message> = self.number_prompts().into_iter().map(|(_, prompt)| prompt).collect();
        let shown = self.submit_page(&shown, "yes").await?;
        if let Some(number) = number_on(&shown) {
            let is_new = |(_, prompt): &(String, Message)| !before.contains(prompt);
            let new = |world: &Self| world.number_prompts().into_iter().find(is_new);
            let (who, prompt) = self.wait_until(new).await.context("no answer asks for the number")?;
            self.type_number_below(&who, &prompt, &number).await?;
        }
        Ok(shown)
    }

    /// Types a number under the newest private answer that asks for one, as its reader, and waits for the result.
    pub async fn type_number(&self, number: &str) -> anyhow::Result<Message> {
        let (who, prompt) = self.wait_until(Self::number_prompt).await.context("no answer asks for a number")?;
        self.type_number_below(&who, &prompt, number).await
    }

    /// Returns the newest private answer that asks for the number of a page, with the key of its reader.
    pub fn number_prompt(&self) -> Option<(String, Message)> {
        self.number_prompts().into_iter().max_by_key(|(_, prompt)| (prompt.edited.unwrap_or(prompt.created), prompt.id))
    }

    fn number_prompts(&self) -> Vec<(String, Message)> {
        let guild = self.discord.guild();
        let asking = guild.private_messages().filter(|(_, message)| asks_for_number(message));
        asking.map(|(who, message)| (who.to_owned(), message.clone())).collect()
    }

    /// Types a number under this private answer as its reader, and waits for the result, which replaces it.
    pub async fn type_number_below(&self, who: &str, prompt: &Message, number: &str) -> anyhow::Result<Message> {
        self.pause().await;
        let press = self.discord.member(who)?.press(prompt, NUMBER_BUTTON).await?;
        let form = self.wait_until(|_| press.modal()).await.context("no form for the number opens")?;
        let field = form.fields.first().context("the form asks nothing")?.custom_id.clone();
        self.discord.member(who)?.submit(&form, &[(&field, number)]).await?;
        let now = |world: &Self| world.discord.guild().message(prompt.id).cloned();
        let answered = self.wait_until(|world| now(world).filter(|message| !asks_for_number(message))).await;
        answered.context("nothing comes of the number")
    }

    /// Follows the link in a private answer as the person with this account key, who signs in and says no when the page
    /// asks.
    pub async fn follow_link_and_decline(&self, key: &str, answer: &Message) -> anyhow::Result<BrowserPage> {
        let shown = self.follow_link(key, answer).await?;
        self.submit_page(&shown, "no").await
    }

    /// Follows the link in a private answer as the person with this account key, who signs in and presses nothing.
    pub async fn follow_link(&self, key: &str, answer: &Message) -> anyhow::Result<BrowserPage> {
        self.pause().await;
        let back = self.tenant.sign_in(key, &link_in(answer)?)?;
        let people = &self.discord.settings().members;
        let language = people.iter().find(|member| member.key == key).map_or("en-US", |member| &member.locale);
        self.open_page_in(&back, language).await
    }

    /// Opens an address, says yes if the page asks, and types the number of the page that follows in the chat.
    pub async fn open_and_confirm(&self, address: &str) -> anyhow::Result<BrowserPage> {
        let shown = self.open_page(address).await?;
        self.confirm(shown).await
    }

    /// Opens an address, as a browser does.
    pub async fn open_page(&self, address: &str) -> anyhow::Result<BrowserPage> {
        self.open_page_in(address, "en-US").await
    }

    /// Presses the button with this value on a page.
    pub async fn submit_page(&self, shown: &BrowserPage, value: &str) -> anyhow::Result<BrowserPage> {
        let form = shown.form.as_ref().with_context(|| format!("the page asks nothing:\n{}", shown.page))?;
        let pressed = form.buttons.iter().find(|(_, known, _)| known == value);
        let (name, value, _) = pressed.with_context(|| format!("no button says {value}:\n{}", shown.page))?;
        let fields: Vec<(&str, &str)> =
            form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let body = [fields, vec![(name, value)]].concat();
        let site = if origin_of(&Url::parse(&form.address)?) == form.origin { "same-origin" } else { "cross-site" };
        let request = reqwest::Client::builder().build()?.post(&form.address).form(&body);
        let shown =
            fetch(request.header("origin", &form.origin).header("sec-fetch-site", site), &form.language).await?;
        self.record_page(&form.address, &shown);
        Ok(shown)
    }

    /// Presses yes on a page, and again while the bot is not listening yet.
    pub async fn submit_once_listening(&self, shown: &BrowserPage) -> anyhow::Result<BrowserPage> {
        let deadline = tokio::time::Instant::now() + LISTENING_PATIENCE;
        loop {
            match self.submit_page(shown, "yes").await {
                Err(_) if tokio::time::Instant::now() < deadline => {
                    tokio::time::sleep(LISTENING_PATIENCE / 100).await;
                }
                answered => return answered,
            }
        }
    }

    async fn open_page_in(&self, address: &str, language: &str) -> anyhow::Result<BrowserPage> {
        let shown = fetch(reqwest::Client::builder().build()?.get(address), language).await?;
        self.record_page(address, &shown);
        Ok(shown)
    }

    fn record_page(&self, address: &str, shown: &BrowserPage) {
        let mut browsed = self.browsed.lock().expect("nothing panics with this lock");
        browsed.push((address.to_owned(), shown.page.clone()));
    }
}

/// Returns the number that a page shows, or `None` if it shows none.
pub fn number_on(shown: &BrowserPage) -> Option<String> {
    let (_, title) = shown.page.split_once("<h1>")?;
    let (title, _) = title.split_once("</h1>")?;
    (title.len() == 2 && title.bytes().all(|byte| byte.is_ascii_digit())).then(|| title.to_owned())
}

/// Returns the secret that a page shows, or `None` if it shows none.
pub fn secret_on(page: &str) -> Option<String> {
    let (_, code) = page.split_once("<code>")?;
    let (code, _) = code.split_once("</code>")?;
    Some(unescaped(code))
}

/// Returns the text of escaped HTML.
pub fn unescaped(html: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(html.to_owned(), |text, (escaped, letter)| text.replace(escaped, letter))
}

fn asks_for_number(message: &Message) -> bool {
    message.components.iter().any(|row| row.to_string().contains(NUMBER_BUTTON))
}

/// Returns the address of the first link in an answer.
pub fn link_in(answer: &Message) -> anyhow::Result<String> {
    let (_, link) = answer.content.split_once("](<").context("the answer has no link")?;
    let (address, _) = link.split_once(">)").context("the link has no end")?;
    Ok(address.to_owned())
}

async fn fetch(request: RequestBuilder, language: &str) -> anyhow::Result<BrowserPage> {
    let answer = request.header("accept-language", language).send().await?;
    let (status, address, headers) = (answer.status().as_u16(), answer.url().clone(), answer.headers().clone());
    let page = answer.text().await?;
    let form = form_on(&page, &address, &headers, language)?;
    Ok(BrowserPage { status, page, form })
}

/// Returns the form on a page, or `None` if it has none. Fails if no browser would send the form.
fn form_on(page: &str, address: &Url, headers: &HeaderMap, language: &str) -> anyhow::Result<Option<PageForm>> {
    let Some((form, _)) = elements(page, "form").next() else { return Ok(None) };
    ensure!(attribute(form, "method") == Some("post"), "the form would be sent in an address: {form}");
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let policy = header("content-security-policy");
    ensure!(policy.contains("form-action 'self'"), "no browser sends this form: {policy}");
    // Browsers resolve a relative address without the query of the page.
    let target = address.join(attribute(form, "action").context("the form goes nowhere")?)?;
    ensure!(target.query().is_none(), "the form goes to an address with a query: {target}");
    // https://fetch.spec.whatwg.org/#append-a-request-origin-header
    let hides = header("referrer-policy") == "no-referrer";
    let origin = if hides { "null".to_owned() } else { origin_of(address) };
    let text = |tag: &str, name: &str| attribute(tag, name).unwrap_or_default().to_owned();
    let fields = elements(page, "input").map(|(tag, _)| (text(tag, "name"), text(tag, "value"))).collect();
    let button = |(tag, label): (&str, &str)| (text(tag, "name"), text(tag, "value"), label.to_owned());
    let buttons = elements(page, "button").map(button).collect();
    Ok(Some(PageForm { address: target.into(), origin, fields, buttons, language: language.to_owned() }))
}

fn origin_of(address: &Url) -> String {
    address.origin().ascii_serialization()
}

/// Returns the attributes of each element with this name, and the text after its tag.
fn elements<'a>(page: &'a str, name: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let tags: Vec<&str> = page.split(&format!("<{name} ")).skip(1).collect();
    tags.into_iter().filter_map(|tag| {
        let (attributes, rest) = tag.split_once('>')?;
        Some((attributes, rest.split('<').next().unwrap_or_default()))
    })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!("{name}=\""))?;
    value.split('"').next()
}
