//! The actions of a person in a browser, simulated without one.

use anyhow::{Context, bail};
use jiff::SignedDuration;

use super::authorize::{AuthorizeRequest, Redirect, Rejection, ResponseMode};
use super::{OauthError, device};
use crate::tenant::SimulatedTenant;
use crate::tenant::state::State;

/// The path behind the address and the tenant's id.
const AUTHORIZE_PATH: &str = "/oauth2/v2.0/authorize";

impl SimulatedTenant {
    /// Opens `authorize_url` as the person with this account key and signs in. Returns the address that the browser is
    /// redirected to, with a code or with an error for the application.
    ///
    /// An existing session of the browser is used, unless the address asks for `prompt=login`. A sign-in creates a
    /// session.
    ///
    /// # Errors
    ///
    /// The text of the page that the browser stays on: an unknown application, an address that is not registered, a
    /// disabled account (`AADSTS50057`).
    pub fn sign_in(&self, key: &str, authorize_url: &str) -> anyhow::Result<String> {
        let object_id = self.account(key).object_id;
        let now = self.tenant.clock.now();
        self.open(authorize_url, |request, state| request.sign_in(state, &object_id, now))
    }

    /// Opens `authorize_url` and declines. Returns the address that the browser is redirected to
    /// (`error=access_denied`), or `Err` as [`Self::sign_in`] does.
    pub fn decline(&self, authorize_url: &str) -> anyhow::Result<String> {
        self.open(authorize_url, |request, _| Ok(request.declined()))
    }

    /// Gives the person's browser a session that began this long ago.
    pub fn set_session(&self, key: &str, ago: SignedDuration) {
        let object_id = self.account(key).object_id;
        let since = self.tenant.clock.now() - ago;
        self.tenant.state().sessions.insert(object_id, since);
    }

    /// Ends the session of every browser.
    pub fn sign_everyone_out(&self) {
        self.tenant.state().sessions.clear();
    }

    /// Types this code in as the person with this account key and signs in. `Err` is the text of the page: an unknown
    /// or expired code, or a disabled account (`AADSTS50057`).
    pub fn enter_device_code(&self, key: &str, user_code: &str) -> anyhow::Result<()> {
        let object_id = self.account(key).object_id;
        let now = self.tenant.clock.now();
        device::enter(&mut self.tenant.state(), user_code, Some(&object_id), now).map_err(shown)
    }

    /// Types this code in and declines.
    pub fn decline_device_code(&self, user_code: &str) -> anyhow::Result<()> {
        let now = self.tenant.clock.now();
        device::enter(&mut self.tenant.state(), user_code, None, now).map_err(shown)
    }

    fn open(
        &self,
        authorize_url: &str,
        then: impl FnOnce(&AuthorizeRequest, &mut State) -> Result<Redirect, OauthError>,
    ) -> anyhow::Result<String> {
        let path = authorize_url.strip_prefix(self.address()).and_then(|path| path.strip_prefix('/'));
        let (path, query) = path.and_then(|path| path.split_once('?')).context("not an address of this tenant")?;
        let name = path.strip_suffix(AUTHORIZE_PATH).context("not an address to sign in at")?;
        let mut state = self.tenant.state();
        let back = match AuthorizeRequest::read(&state, self.address(), name, query) {
            Ok(request) => then(&request, &mut state).map_err(shown)?,
            Err(Rejection::Redirect(back)) => back,
            Err(Rejection::Page(error)) => return Err(shown(error)),
        };
        if back.mode == ResponseMode::FormPost {
            bail!("the browser posts what it brings, and no address tells it");
        }
        Ok(back.url())
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to `map_err`")]
fn shown(error: OauthError) -> anyhow::Error {
    anyhow::anyhow!(error.text())
}
