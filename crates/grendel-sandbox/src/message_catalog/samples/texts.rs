//! The texts from outside that fill the samples, and the most characters that each can have.

use serde::Serialize;
use serde::de::DeserializeOwned;

use grendel::domain::Trouble;

/// The name of the person whose account the case is about.
pub const TARGET: &str = "Tom Jansen";
/// The local part of the person's sign-in name.
pub const TARGET_LOCAL: &str = "tom.jansen";
/// The person's sign-in name.
pub const TARGET_UPN: &str = "tom.jansen@contoso.com";
/// The sign-in name as the requester typed it.
pub const TYPED: &str = "t.jansen@contoso.com";
/// People with nearly the same name, with their sign-in names.
pub const LOOK_ALIKES: [(&str, &str); 5] = [
    ("Tom Janssen", "tom.janssen@contoso.com"),
    ("Tom Hansen", "tom.hansen@contoso.com"),
    ("Tom Jensen", "tom.jensen@contoso.com"),
    ("Tim Jansen", "tim.jansen@contoso.com"),
    ("Ton Jansen", "ton.jansen@contoso.com"),
];
/// The member who types the command.
pub const ANNA: &str = "Anna de Vries";
/// The member who decides.
pub const BRAM: &str = "Bram Bakker";
/// The member who asks for the same.
pub const CHIDI: &str = "Chidi Okafor";
/// The member who guards the tenant.
pub const EVA: &str = "Eva Mulder";
/// The member who only looks.
pub const FINN: &str = "Finn Smit";
/// The sign-in name of a colleague of that person.
pub const COLLEAGUE_UPN: &str = "omar@contoso.com";
/// The operator's name for the tenant.
pub const TENANT: &str = "contoso";
/// The number of times that the tenant's name is repeated to make the longest name: 252 characters.
pub const TENANT_TIMES: usize = 36;
/// The name of an administrative unit.
pub const UNIT: &str = "Branch Rotterdam";
/// The name of an application that blocks accounts.
pub const GUARD: &str = "Contoso Guard";
/// The name of the account that syncs.
pub const SYNC: &str = "Sync DC01";
/// Grendel's name in the directory.
pub const GRENDEL: &str = "Grendel of Contoso";
/// A network address.
pub const ADDRESS: &str = "203.0.113.7";
/// The name of an application that a person signs in to.
pub const APPLICATION: &str = "Exchange Online";
/// The name of the program that a person signs in with.
pub const CLIENT: &str = "Outlook for Android";
/// The name of a Conditional Access policy.
pub const POLICY: &str = "Only devices that we manage";
/// The name of an Active Directory domain.
pub const DOMAIN: &str = "corp.contoso.com";
/// The account name in that domain.
pub const ON_PREMISES: &str = "tjansen";
/// The local part of an outside address that receives forwarded mail.
pub const COLLECTOR: &str = "collector";
/// The name of an inbox rule.
pub const RULE: &str = "Invoices";
/// The definition of the rule, in Microsoft's words.
pub const DEFINITION: &str = "SubjectContainsWords: invoice";
/// Microsoft's reason for a risk state.
pub const DETAIL: &str = "userPerformedSecuredPasswordChange";
/// The audit's words for a registration.
pub const REGISTERED: &str = "User registered Mobile Phone SMS";
/// A permission of an application, without its number.
pub const SCOPE: &str = "Mail.ReadWrite";
/// Microsoft's reason for a restriction on sending.
pub const RESTRICTION: &str = "OutboundSpamLast24Hours=612";
/// The name of a limit that Grendel does not know.
pub const LIMIT: &str = "TenantOutboundLimit";
/// The reason of the request.
pub const REASON: &str = "Presents to a customer at nine and cannot get in.";
/// The reason of a denial.
pub const DENIAL: &str = "I have just spoken to Tom: it was not him who called.";
/// The reason of another member who asks for the same.
pub const REASON_TOO: &str = "He called me as well.";
/// The reason of a decision in an emergency.
pub const EMERGENCY: &str = "The line stands still, and nobody else picks up.";
/// The reason why a sign is waived.
pub const WAIVED: &str = "Tom is in Lagos for us until Friday; I called him there.";
/// The reference to a request in the team's own system.
pub const REFERENCE: &str = "INC-2077";
/// The name of a role in the chat.
pub const ROLE: &str = "service desk";
/// The text with which a command's rule refuses.
pub const BY_RULE: &str = "Accounts of the board are unlocked by security, in person.";
/// An error code of Microsoft.
pub const CODE: &str = "Authorization_RequestDenied";
/// Microsoft's message for that code.
pub const MESSAGE: &str = "Insufficient privileges to complete the operation.";
/// The id of a request to Microsoft.
pub const REQUEST: &str = "0d3c9d7e-7777-4888-8999-aaaabbbbcccc";
/// The error code of a sign-in that failed.
pub const DECLINED: &str = "access_denied";
/// The message for that error code.
pub const DECLINED_MESSAGE: &str = "The user declined to give consent.";

/// A stand-in for a password or a pass.
pub const MADE_UP: &str = "Kb7#mW-x4Q9tR";

/// The most characters in the name of an account, a unit, an application or a policy.
/// <https://learn.microsoft.com/graph/api/resources/user#properties>
const NAMED_CHARS_MAX: usize = 256;
/// The most characters in a mail address. A sign-in name has fewer, unless it belongs to a guest.
/// <https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1>
const ADDRESS_CHARS_MAX: usize = 320;

/// The sample texts, each with the most characters that it can have.
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

/// The sample numbers that can be much longer, each with its largest value.
const NUMBERS_MAX: &[(u64, u64)] =
    &[(987, u64::MAX), (10_431, u32::MAX as u64), (15, u32::MAX as u64), (731, u32::MAX as u64)];

/// Returns the sample with each of these texts at its longest, made of characters that have to be escaped.
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
