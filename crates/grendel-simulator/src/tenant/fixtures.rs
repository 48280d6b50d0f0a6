//! The accounts, groups and units of the simulated tenants. Times are relative to the start of the simulator, so that
//! "two hours ago" stays true.

use jiff::Timestamp;

use super::account_builder::{AccountBuilder, days, hours, minutes};
use super::audit_log::Actor;
use super::roles::{self, Group, RoleAssignment, TENANT_SCOPE};
use super::sign_ins::SignInAttempt;
use super::units::Unit;

pub use self::elevated::BOARD;

mod elevated;
mod elsewhere;
mod kinds;
mod locked;
mod mail;
mod northwind;
mod reported;
mod suspected;

/// Contoso's initial domain; guests have it in their names.
pub const INITIAL_DOMAIN: &str = "contoso.onmicrosoft.com";

/// Builds a unit whose scope cannot differ from its id.
macro_rules! unit {
    ($id:literal, $name:literal, $restricted:literal) => {
        Unit { id: $id, name: $name, restricted: $restricted, scope: concat!("/administrativeUnits/", $id) }
    };
}

/// The administrative unit that Hugo may act on.
pub static ROTTERDAM: Unit = unit!("6513270e-269e-4d37-b2a7-4de452e6b438", "Rotterdam", false);
/// An administrative unit that nobody holds a role for.
pub static THE_HAGUE: Unit = unit!("bc20215d-44f6-4f47-9dc4-7c080add88c8", "The Hague", false);
/// A restricted unit: only a role scoped to it reaches its members.
pub static MANAGEMENT: Unit = unit!("62715a9a-5ef0-470e-8ff8-92b28459f312", "Management", true);
/// Every unit of Contoso.
pub static UNITS: [&Unit; 3] = [&ROTTERDAM, &THE_HAGUE, &MANAGEMENT];

const OFFICE: &str = "203.0.113.24";
const ELSEWHERE: &str = "198.51.100.90";

/// A group without any role.
pub static EVERYONE: Group =
    Group { id: "d23f0824-128b-4f33-8c5c-7fd0a6a3a450", name: "Everyone", assignable_to_role: false, roles: &[] };
/// A role-assignable group whose members can unlock accounts.
pub static UNLOCKERS: Group = Group {
    id: "9531985d-5d9d-49f8-9818-e811892f902b",
    name: "Unlockers",
    assignable_to_role: true,
    roles: &[RoleAssignment { role: roles::USER_ADMINISTRATOR, scope: TENANT_SCOPE }],
};
/// A role-assignable group whose members administer the mail.
pub static EXCHANGE_ENGINEERS: Group = Group {
    id: "36f675cc-81e7-4ef5-a8e2-5d940ed90475",
    name: "Exchange engineers",
    assignable_to_role: true,
    roles: &[RoleAssignment { role: roles::EXCHANGE_ADMINISTRATOR, scope: TENANT_SCOPE }],
};
/// Every group of Contoso.
pub static GROUPS: [&Group; 4] = [&EVERYONE, &UNLOCKERS, &EXCHANGE_ENGINEERS, &BOARD];

const ANNA: &str = "6b0d549b-6f03-475a-9600-a35a099950d8";
const BRAM: &str = "8d116ece-1738-47d9-bd9c-172411e20b8f";
const CHIDI: &str = "90c192cf-d3ac-44af-8f21-ddb66cad4a26";
const GITA: &str = "8e81973e-0bec-47b0-b898-d190f9ebdacc";

/// The population of a tenant: accounts, groups and units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directory {
    /// The large one, which most tests use.
    Contoso,
    /// A small one beside it: `nora` and `nils` unlock, `niels` is blocked. It has no groups and no units.
    Northwind,
}

impl Directory {
    /// Returns every account with its past.
    pub(super) fn everyone(self, start: Timestamp) -> Vec<AccountBuilder> {
        let chapters: &[fn(Timestamp) -> Vec<AccountBuilder>] = match self {
            Self::Contoso => &[
                operators,
                blocked,
                beyond_reach,
                on_premises,
                not_blocked,
                hard_names,
                elevated::time_limited,
                elevated::in_units,
                elevated::at_risk,
                elevated::similar_names,
                locked::locked_out,
                locked::second_factor_or_policy,
                suspected::one_sign,
                suspected::everything_at_once,
                suspected::synced,
                mail::sending,
                mail::receiving,
                elsewhere::mastered,
                elsewhere::deleted,
                reported::sign_ins,
                reported::blocked_again,
                kinds::other_than_people,
                kinds::people,
            ],
            Self::Northwind => &[northwind::everyone],
        };
        chapters.iter().flat_map(|chapter| chapter(start)).collect()
    }

    /// Returns the verified domains: the initial one first, then the default.
    pub(super) fn domains(self) -> &'static [&'static str] {
        match self {
            Self::Contoso => &[INITIAL_DOMAIN, "contoso.example", "contoso-labs.example"],
            Self::Northwind => &[northwind::INITIAL_DOMAIN, "northwind.example"],
        }
    }

    /// Returns every group.
    pub(super) fn groups(self) -> &'static [&'static Group] {
        match self {
            Self::Contoso => &GROUPS,
            Self::Northwind => &[],
        }
    }

    /// Returns every administrative unit.
    pub(super) fn units(self) -> &'static [&'static Unit] {
        match self {
            Self::Contoso => &UNITS,
            Self::Northwind => &[],
        }
    }
}

fn person(object_id: &str, user_principal_name: &str) -> Actor {
    Actor::Person {
        object_id: object_id.to_owned(),
        user_principal_name: user_principal_name.to_owned(),
        ip_address: OFFICE.to_owned(),
    }
}

fn bram() -> Actor {
    person(BRAM, "bram.bakker@contoso.example")
}

fn chidi() -> Actor {
    person(CHIDI, "chidi.okafor@contoso.example")
}

fn gita() -> Actor {
    person(GITA, "gita.patel@contoso.example")
}

fn soar() -> Actor {
    let display_name = "Contoso Incident Response".to_owned();
    Actor::Application { display_name, service_principal_id: "10a3d6b2-aa05-411a-b271-5945795e8229".to_owned() }
}

/// Returns the account of the sync engine, which is recognised by its name.
pub(super) fn sync_engine() -> Actor {
    Actor::Person {
        object_id: "4f426dcb-b394-4b36-bb2d-420f0f88080b".to_owned(),
        user_principal_name: "Sync_DC01_4f1c2a9be7d0@contoso.onmicrosoft.com".to_owned(),
        ip_address: "203.0.113.5".to_owned(),
    }
}

/// Operators and approvers.
fn operators(start: Timestamp) -> Vec<AccountBuilder> {
    let account = |name, object_id| AccountBuilder::new(start, name, object_id);
    vec![
        account("anna", ANNA)
            .named("Anna de Vries", "anna.devries@contoso.example")
            .works_as("Helpdesk")
            .holds(roles::USER_ADMINISTRATOR)
            .signed_in(minutes(35), 0, OFFICE),
        account("bram", BRAM)
            .named("Bram Bakker", "bram.bakker@contoso.example")
            .works_as("Helpdesk lead")
            .holds(roles::USER_ADMINISTRATOR)
            .signed_in(hours(2), 0, OFFICE),
        account("chidi", CHIDI)
            .named("Chidi Okafor", "chidi.okafor@contoso.example")
            .works_as("Identity engineer")
            .holds(roles::AUTHENTICATION_ADMINISTRATOR),
        account("dana", "a170b338-3926-4059-b28c-105d1fb17c23")
            .named("Dana Smit", "dana.smit@contoso.example")
            .works_as("Helpdesk trainee"),
        account("eva", "0fd630f1-f29d-4da9-953f-48f1a09f76b5")
            .named("Eva Jansen", "eva.jansen@contoso.example")
            .works_as("Security analyst")
            .holds(roles::SECURITY_ADMINISTRATOR),
        account("finn", "0cb1e29c-658c-4a14-95e6-0af593bd04cf")
            .named("Finn Mulder", "finn.mulder@contoso.example")
            .works_as("Helpdesk")
            .holds(roles::HELPDESK_ADMINISTRATOR),
        account("gita", GITA)
            .named("Gita Patel", "gita.patel@contoso.example")
            .works_as("Head of IT")
            .holds(roles::GLOBAL_ADMINISTRATOR),
        account("hugo-of-one-unit", "6b4cb242-4a23-4596-a217-beaddbc496cb")
            .named("Hugo Dekker", "hugo.dekker@contoso.example")
            .works_as("Helpdesk Rotterdam")
            .holds_at(roles::USER_ADMINISTRATOR, ROTTERDAM.scope),
        account("ines-through-a-group", "92276658-1e27-41c0-8a6a-63ec24ede6a4")
            .named("Ines Costa", "ines.costa@contoso.example")
            .works_as("Helpdesk")
            .belongs_to(&UNLOCKERS)
            .belongs_to(&EVERYONE),
        account("disabled-operator", "ae97ba94-d0ed-482f-8f6d-05584ef8aa38")
            .named("Joris Kok", "joris.kok@contoso.example")
            .works_as("Helpdesk, left last week")
            .holds(roles::USER_ADMINISTRATOR)
            .blocked(days(6), &gita()),
    ]
}

/// Accounts that are blocked and have no other problem.
fn blocked(start: Timestamp) -> Vec<AccountBuilder> {
    let account = |name, object_id| AccountBuilder::new(start, name, object_id);
    vec![
        account("blocked-by-a-colleague", "923a7369-94e3-4f91-9a61-dbe22e44158b")
            .named("Hanna Visser", "hanna.visser@contoso.example")
            .works_as("Accountant")
            .belongs_to(&EVERYONE)
            .signed_in(days(1), 0, OFFICE)
            .blocked(hours(2), &chidi())
            .signed_in(minutes(25), 50057, OFFICE)
            .signed_in(minutes(20), 50057, OFFICE),
        account("blocked-by-a-security-app", "18f135d2-5f55-4203-b018-50c5a38fd547")
            .named("Isaac Boateng", "isaac.boateng@contoso.example")
            .works_as("Sales")
            .blocked(minutes(50), &soar())
            .signed_in(minutes(40), 50057, OFFICE),
        account("blocked-long-ago", "907a70c3-1012-4037-b64c-e4228c38fb29")
            .named("Jet Willems", "jet.willems@contoso.example")
            .works_as("Researcher, back from a year abroad")
            .blocked(days(200), &gita())
            .signed_in(minutes(15), 50057, OFFICE),
        account("guest", "7f150524-34b9-45df-9e77-69b10f4205b4")
            .named("Kofi Mensah (Fabrikam)", "kofi.mensah_fabrikam.example#EXT#@contoso.onmicrosoft.com")
            .works_as("Consultant")
            .guest()
            .has_mail("kofi.mensah@fabrikam.example")
            .blocked(days(2), &bram())
            .signed_in(hours(1), 50057, "192.0.2.77"),
    ]
}

/// Blocked accounts that only some administrators can unblock.
fn beyond_reach(start: Timestamp) -> Vec<AccountBuilder> {
    let account = |name, object_id| AccountBuilder::new(start, name, object_id);
    vec![
        account("blocked-administrator", "c6f87718-6d76-407e-881e-d162ae2eb154")
            .named("Lotte Groen", "lotte.groen@contoso.example")
            .works_as("Groups administrator")
            .holds(roles::GROUPS_ADMINISTRATOR)
            .blocked(hours(5), &gita()),
        account("blocked-global-administrator", "ec66a787-95e7-41d1-b731-af10506bf2ef")
            .named("Milan Horvat", "milan.horvat@contoso.example")
            .works_as("Infrastructure")
            .holds(roles::GLOBAL_ADMINISTRATOR)
            .blocked(hours(8), &gita()),
        account("member-of-a-role-assignable-group", "3f98e277-4cbd-47ad-9c90-a9587403e430")
            .named("Nora Bos", "nora.bos@contoso.example")
            .works_as("Exchange engineer")
            .belongs_to(&EXCHANGE_ENGINEERS)
            .blocked(hours(3), &chidi()),
        account("owner-of-a-role-assignable-group", "c7a2ea20-b2f1-4c94-ae05-319acb5c7427")
            .named("Otis Clarke", "otis.clarke@contoso.example")
            .works_as("Architect")
            .owns(&EXCHANGE_ENGINEERS)
            .blocked(hours(3), &chidi()),
        account("restricted-management", "4cdd2055-930d-4eaf-94f4-733f3e7d1bfb")
            .named("Pien Hendriks", "pien.hendriks@contoso.example")
            .works_as("Board member")
            .lives_in(&MANAGEMENT)
            .blocked(hours(4), &gita()),
    ]
}

/// Accounts that are synced from on premises.
fn on_premises(start: Timestamp) -> Vec<AccountBuilder> {
    let account = |name, object_id| AccountBuilder::new(start, name, object_id);
    vec![
        account("blocked-by-sync", "57ee05cd-e009-42c7-bebf-f20686734721")
            .named("Quinten Peters", "quinten.peters@contoso.example")
            .works_as("Warehouse")
            .synced()
            .blocked(minutes(90), &sync_engine())
            .signed_in(minutes(30), 50057, OFFICE),
        account("synced-and-enabled", "9be4bcfc-49b6-4a08-b2e6-cc3ababced20")
            .named("Rosa Martens", "rosa.martens@contoso.example")
            .works_as("Warehouse")
            .synced()
            .signed_in(minutes(10), 0, OFFICE),
    ]
}

/// Accounts that are not blocked.
fn not_blocked(start: Timestamp) -> Vec<AccountBuilder> {
    let account = |name, object_id| AccountBuilder::new(start, name, object_id);
    vec![
        account("nothing-wrong", "830e07bc-1e39-4f10-92bd-4acefaecbd38")
            .named("Sem Vermeer", "sem.vermeer@contoso.example")
            .works_as("Designer")
            .signed_in(minutes(5), 0, OFFICE),
        account("wrong-passwords", "5790f82e-c1d3-4cff-aa3a-f4d46b0a18e8")
            .named("Tess Brouwer", "tess.brouwer@contoso.example")
            .works_as("Sales")
            .signed_in(days(1), 0, OFFICE)
            .signed_in(minutes(14), 50126, OFFICE)
            .signed_in(minutes(13), 50126, OFFICE)
            .signed_in(minutes(12), 50126, OFFICE)
            .signed_in(minutes(11), 50126, OFFICE),
        account("smart-lockout", "6bf46c69-7d2c-4f82-aeea-cbe226e87555")
            .named("Umar Farouk", "umar.farouk@contoso.example")
            .works_as("Support")
            .with(|account, _| account.credentials.locked_out = true)
            .sign_in_attempt(hours(5), SignInAttempt::new(50126, ELSEWHERE).from_legacy_client())
            .sign_in_attempt(hours(4), SignInAttempt::new(50126, ELSEWHERE).from_legacy_client())
            .sign_in_attempt(hours(3), SignInAttempt::new(50053, ELSEWHERE).from_legacy_client())
            .signed_in(minutes(9), 50126, ELSEWHERE)
            .signed_in(minutes(8), 50126, ELSEWHERE)
            .signed_in(minutes(7), 50053, ELSEWHERE)
            .signed_in(minutes(2), 50053, OFFICE),
    ]
}

/// Names with special characters. Microsoft does not list `%` among the allowed characters. One name has it
/// nevertheless, because a client that does not encode it asks for another account.
fn hard_names(start: Timestamp) -> Vec<AccountBuilder> {
    let account = |name, object_id| AccountBuilder::new(start, name, object_id);
    vec![
        account("apostrophe", "13deef86-ab10-41d0-b646-e1f40a097c97")
            .named("Siobhan O'Brien", "siobhan.o'brien@contoso.example")
            .works_as("Legal")
            .blocked(hours(1), &bram()),
        account("dollar", "ca02135e-92b1-43f2-8ede-0d7ac3baea9e")
            .named("Kassa Centrum", "$kassa@contoso.example")
            .works_as("Shared till")
            .blocked(hours(1), &bram()),
        account("percent", "57124242-5051-41cc-917f-9acae01f5057")
            .named("Helemaal Thuis", "100%thuis@contoso.example")
            .works_as("Home working desk")
            .blocked(hours(1), &bram()),
        account("mail-differs", "7f26144b-9828-4fcd-99a5-4a7bb1fee08f")
            .named("Vera van Dijk", "v.vandijk@contoso.example")
            .works_as("Marketing")
            .has_mail("vera@contoso.example")
            .has_alias("vera.devries@contoso.example")
            .blocked(hours(6), &bram()),
        account("shared-alias-first", "119a72d1-74c9-4f6a-8c01-1cdd9474031b")
            .named("Wout Smits", "wout.smits@contoso.example")
            .works_as("Sales desk, mornings")
            .has_alias("sales@contoso.example")
            .blocked(hours(7), &bram()),
        account("shared-alias-second", "451abd81-f1d6-4ed6-97f5-e837d70820fe")
            .named("Xandra Smits", "xandra.smits@contoso.example")
            .works_as("Sales desk, afternoons")
            .has_alias("sales@contoso.example"),
    ]
}
