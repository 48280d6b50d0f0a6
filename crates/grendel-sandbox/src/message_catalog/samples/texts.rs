//! The texts from outside that the samples are filled with, and how long each of them can be.

use serde::Serialize;
use serde::de::DeserializeOwned;

use grendel::domain::Trouble;

/// The person whom it is about.
pub const TARGET: &str = "Tom Jansen";
/// Their sign-in name, up to the domain.
pub const TARGET_LOCAL: &str = "tom.jansen";
/// Their sign-in name.
pub const TARGET_UPN: &str = "tom.jansen@contoso.com";
/// What was typed for it.
pub const TYPED: &str = "t.jansen@contoso.com";
/// Those who are called nearly the same, with their sign-in names.
pub const LOOK_ALIKES: [(&str, &str); 5] = [
    ("Tom Janssen", "tom.janssen@contoso.com"),
    ("Tom Hansen", "tom.hansen@contoso.com"),
    ("Tom Jensen", "tom.jensen@contoso.com"),
    ("Tim Jansen", "tim.jansen@contoso.com"),
    ("Ton Jansen", "ton.jansen@contoso.com"),
];
/// Whoever typed the command.
pub const ANNA: &str = "Anna de Vries";
/// Whoever decides.
pub const BRAM: &str = "Bram Bakker";
/// Whoever asked for the same.
pub const CHIDI: &str = "Chidi Okafor";
/// Whoever guards the tenant.
pub const EVA: &str = "Eva Mulder";
/// Whoever only looked.
pub const FINN: &str = "Finn Smit";
/// The sign-in name of one of them.
pub const COLLEAGUE_UPN: &str = "omar@contoso.com";
/// What the operator calls the tenant.
pub const TENANT: &str = "contoso";
/// So often in a row where it is as long as anybody would call one: 252 characters.
pub const TENANT_TIMES: usize = 36;
/// An administrative unit.
pub const UNIT: &str = "Branch Rotterdam";
/// An application that blocks.
pub const GUARD: &str = "Contoso Guard";
/// The account that syncs.
pub const SYNC: &str = "Sync DC01";
/// What Grendel is called in the directory.
pub const GRENDEL: &str = "Grendel of Contoso";
/// A network address.
pub const ADDRESS: &str = "203.0.113.7";
/// An application that somebody signs in to.
pub const APPLICATION: &str = "Exchange Online";
/// What they sign in with.
pub const CLIENT: &str = "Outlook for Android";
/// A policy of Conditional Access.
pub const POLICY: &str = "Only devices that we manage";
/// Active Directory.
pub const DOMAIN: &str = "corp.contoso.com";
/// What somebody is called there.
pub const ON_PREMISES: &str = "tjansen";
/// Where mail goes that should stay.
pub const COLLECTOR: &str = "collector";
/// What an inbox rule is called.
pub const RULE: &str = "Invoices";
/// What it does, by Microsoft's words.
pub const DEFINITION: &str = "SubjectContainsWords: invoice";
/// Why Microsoft holds an account for what it does.
pub const DETAIL: &str = "userPerformedSecuredPasswordChange";
/// How the audit calls a registration.
pub const REGISTERED: &str = "User registered Mobile Phone SMS";
/// What an application may do, but for its number.
pub const SCOPE: &str = "Mail.ReadWrite";
/// Why Microsoft stopped somebody from sending.
pub const RESTRICTION: &str = "OutboundSpamLast24Hours=612";
/// A limit that nobody has heard of.
pub const LIMIT: &str = "TenantOutboundLimit";
/// Why it is asked.
pub const REASON: &str = "Presents to a customer at nine and cannot get in.";
/// Why it is denied.
pub const DENIAL: &str = "I have just spoken to Tom: it was not him who called.";
/// Why somebody else asks for the same.
pub const REASON_TOO: &str = "He called me as well.";
/// Why nobody is waited for.
pub const EMERGENCY: &str = "The line stands still, and nobody else picks up.";
/// Why a sign is none.
pub const WAIVED: &str = "Tom is in Lagos for us until Friday; I called him there.";
/// Where the team keeps its requests.
pub const REFERENCE: &str = "INC-2077";
/// A role in the chat.
pub const ROLE: &str = "service desk";
/// Why a command's rule refuses.
pub const BY_RULE: &str = "Accounts of the board are unlocked by security, in person.";
/// Microsoft's code.
pub const CODE: &str = "Authorization_RequestDenied";
/// Its words for it.
pub const MESSAGE: &str = "Insufficient privileges to complete the operation.";
/// The id of a call.
pub const REQUEST: &str = "0d3c9d7e-7777-4888-8999-aaaabbbbcccc";
/// Why a sign-in came to nothing.
pub const DECLINED: &str = "access_denied";
/// Its words for it.
pub const DECLINED_MESSAGE: &str = "The user declined to give consent.";

/// Stands for a password or a pass.
pub const MADE_UP: &str = "Kb7#mW-x4Q9tR";

/// What an account, a unit, an application or a policy is called in the directory holds so many characters.
/// <https://learn.microsoft.com/graph/api/resources/user#properties>
const NAMED_CHARS_MAX: usize = 256;
/// A mail address; a sign-in name has fewer, unless a guest brings it.
/// <https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1>
const ADDRESS_CHARS_MAX: usize = 320;

/// Each of them with the most characters that it can have.
const CHARS_MAX: &[(&str, usize)] = &[
    (TARGET, NAMED_CHARS_MAX),
    (TARGET_LOCAL, 100),
    (TARGET_UPN, ADDRESS_CHARS_MAX),
    (TYPED, ADDRESS_CHARS_MAX),
    (ANNA, 120),
    (BRAM, 120),
    (CHIDI, 120),
    (EVA, 120),
    (FINN, 120),
    (COLLEAGUE_UPN, ADDRESS_CHARS_MAX),
    (UNIT, NAMED_CHARS_MAX),
    (GUARD, NAMED_CHARS_MAX),
    (SYNC, NAMED_CHARS_MAX),
    (GRENDEL, NAMED_CHARS_MAX),
    (ADDRESS, 45),
    (APPLICATION, NAMED_CHARS_MAX),
    (CLIENT, NAMED_CHARS_MAX),
    (POLICY, NAMED_CHARS_MAX),
    (DOMAIN, NAMED_CHARS_MAX),
    (ON_PREMISES, 120),
    (COLLECTOR, 100),
    (RULE, NAMED_CHARS_MAX),
    (DEFINITION, 500),
    (DETAIL, 120),
    (REGISTERED, 120),
    (SCOPE, 60),
    (RESTRICTION, 300),
    (LIMIT, 120),
    (REASON, 500),
    (DENIAL, 500),
    (REASON_TOO, 500),
    (EMERGENCY, 500),
    (WAIVED, 500),
    (REFERENCE, 100),
    (ROLE, 120),
    (BY_RULE, 500),
    (CODE, 120),
    (MESSAGE, Trouble::MESSAGE_CHARS_MAX),
    (REQUEST, 36),
    (DECLINED, 60),
    (DECLINED_MESSAGE, Trouble::MESSAGE_CHARS_MAX),
];

/// Each number that can be much longer, with the largest that it can be.
const NUMBERS_MAX: &[(u64, u64)] =
    &[(987, u64::MAX), (10_431, u32::MAX as u64), (15, u32::MAX as u64), (731, u32::MAX as u64)];

/// The same with each of these texts as long as it can be, and made of what has to be escaped.
pub fn stretched<T: Serialize + DeserializeOwned>(sample: &T) -> T {
    let mut longest_first = CHARS_MAX.to_vec();
    longest_first
        .extend(LOOK_ALIKES.iter().flat_map(|(name, upn)| [(*name, NAMED_CHARS_MAX), (*upn, ADDRESS_CHARS_MAX)]));
    longest_first.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
    let written = serde_json::to_string(sample).expect("samples can be written");
    let long = longest_first.iter().fold(written, |written, (text, chars)| written.replace(text, &"*".repeat(*chars)));
    let long = NUMBERS_MAX.iter().fold(long, |written, (number, max)| {
        [",", "}"]
            .iter()
            .fold(written, |written, end| written.replace(&format!(":{number}{end}"), &format!(":{max}{end}")))
    });
    serde_json::from_str(&long).expect("it is the same but for its texts")
}
