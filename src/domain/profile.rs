//! A member's profile: their account, and what they may do.

use jiff::Timestamp;

use super::ObjectId;
use super::command::{Command, Group, Terms};
use super::link::LinkSource;
use super::people::{Member, StandingLookup};
use super::policy;
use super::refusal::Refusal;
use super::wording::Wording;

/// Everything that decides what a member may do, as of now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The member, with their roles in the chat.
    pub member: Member,
    /// Their account, and on whose word it is theirs.
    pub account: Option<(ObjectId, LinkSource)>,
    /// The end of the link that they proved; `None` if it has none.
    pub until: Option<Timestamp>,
    /// Their account in the directory.
    pub checked: StandingLookup,
    /// Their rights for each command that opens cases, in the order of the commands' names.
    pub rights: Vec<CommandRights>,
}

/// A member's rights for one command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandRights {
    /// The command, without the slash.
    pub command: String,
    /// The command's name in other languages.
    pub wording: Wording,
    /// `Ok` if they may use it. The reach of their roles is checked for each target.
    pub ask: Result<(), Refusal>,
    /// The groups of the command's rules by which they may decide what others ask, or the reason why they may not.
    /// `None` if the command changes nothing, so that there is nothing to decide.
    pub decide: Option<Result<Vec<Group>, Refusal>>,
}

impl Profile {
    /// Draws it from what was read.
    pub fn new<'a>(
        member: Member,
        account: Option<(ObjectId, LinkSource)>,
        checked: StandingLookup,
        commands: impl IntoIterator<Item = &'a Command>,
    ) -> Self {
        let right = |command: &'a Command| {
            let terms = command.terms()?;
            Some(CommandRights {
                command: command.name.clone(),
                wording: command.wording.clone(),
                ask: policy::may_ask(&member, &checked, &terms.allow),
                decide: (!terms.approval.is_empty()).then(|| may_decide(&member, &checked, terms)),
            })
        };
        let rights = commands.into_iter().filter_map(right).collect();
        Self { member, account, until: None, checked, rights }
    }
}

fn may_decide(member: &Member, checked: &StandingLookup, terms: &Terms) -> Result<Vec<Group>, Refusal> {
    let mut asked: Vec<&Group> = Vec::new();
    for group in terms.approvers() {
        if !asked.contains(&group) {
            asked.push(group);
        }
    }
    // Said first, because no directory role helps who has not the chat role.
    if !asked.iter().any(|group| group.may_admit(&member.roles)) {
        return Err(Refusal::none_of(&asked));
    }
    let standing = policy::may_approve(checked.clone())?;
    let by = asked.iter().filter(|group| group.admits(&member.roles, standing.holdings(), None));
    let by: Vec<Group> = by.map(|group| (*group).clone()).collect();
    if by.is_empty() { Err(Refusal::none_of(&asked)) } else { Ok(by) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::command::{Allow, ApprovalRule, CardChannel, Inquiry, Purpose, When};
    use crate::domain::people::{Aliases, DirectoryRole, HeldRole, Risk, Standing};
    use crate::domain::wording::{Examples, Wording};
    use crate::domain::{MemberId, RoleName};

    fn command(name: &str, purpose: Purpose) -> Command {
        let wording = Wording { description: name.to_owned(), localizations: BTreeMap::new() };
        Command {
            name: name.to_owned(),
            wording,
            options: Vec::new(),
            examples: Examples::default(),
            card_channel: CardChannel::Ordinary,
            purpose,
        }
    }

    fn commands() -> [Command; 3] {
        let helpdesk = DirectoryRole::named("Helpdesk Administrator").unwrap();
        let allow = Allow {
            discord_roles: vec!["helpdesk".into()],
            directory_roles: vec![helpdesk],
            fresh_sign_in_minutes: None,
        };
        let rule = |from: &[&str], directory_roles| ApprovalRule {
            when: vec![When::Always],
            group: Group {
                from: from.iter().copied().map(RoleName::from).collect(),
                directory_roles,
                ..Group::default()
            },
            quorum: 1,
            window_minutes: 30,
            remind_minutes: None,
            then: None,
            fresh_sign_in_minutes: None,
            typed_confirmation: false,
            secret_to: Vec::new(),
            refuse: None,
        };
        let global = DirectoryRole::named("Global Administrator").unwrap();
        let approval = vec![rule(&["lead", "boss"], Vec::new()), rule(&["boss"], vec![global])];
        let nobody = || Terms {
            aim: None,
            allow: allow.clone(),
            runbook: Vec::new(),
            credentials: Vec::new(),
            approval: Vec::new(),
            break_glass: None,
            alone: None,
            secret_fresh_sign_in_minutes: None,
            opens_resources: false,
            by_hand: None,
            identity_check: Vec::new(),
        };
        let (asked, looked) = (Terms { approval, ..nobody() }, nobody());
        [
            command("look", Purpose::Case(looked)),
            command("unlock", Purpose::Case(asked)),
            command("whoami", Purpose::Answer(Inquiry::WhoAmI)),
        ]
    }

    fn profile(roles: &[&str], enabled: bool, directory: &[&str]) -> Profile {
        let roles = roles.iter().copied().map(RoleName::from).collect();
        let member = Member { id: MemberId(1), name: "Anna".to_owned(), username: String::new(), roles };
        let object_id = ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000001").unwrap();
        let held = directory.iter().map(|name| HeldRole::tenant_wide(DirectoryRole::named(name).unwrap()));
        let standing = Standing {
            object_id,
            upn: "anna@contoso.com".to_owned(),
            enabled,
            roles: held.collect(),
            eligible: Vec::new(),
            risk: Risk::Clear,
            groups: Vec::new(),
            external: false,
            created_at: None,
            bar: None,
            aliases: Aliases::default(),
            read_at: Timestamp::UNIX_EPOCH,
        };
        Profile::new(member, Some((object_id, LinkSource::Member)), StandingLookup::Read(standing), &commands())
    }

    #[test]
    fn who_may_ask_is_told_so_and_who_may_not_is_told_why() {
        let anna = profile(&["helpdesk"], true, &["Helpdesk Administrator"]);
        let names: Vec<&str> = anna.rights.iter().map(|right| right.command.as_str()).collect();
        assert_eq!(names, ["look", "unlock"], "what opens no case needs no right");
        assert!(anna.rights.iter().all(|right| right.ask == Ok(())));
        let rule = |profile: Profile| profile.rights[1].ask.as_ref().unwrap_err().rule();
        assert_eq!(rule(profile(&["lead"], true, &["Helpdesk Administrator"])), "lacks_chat_role");
        assert_eq!(rule(profile(&["helpdesk"], true, &["Reports Reader"])), "lacks_directory_role");
        assert_eq!(rule(profile(&["helpdesk"], false, &["Helpdesk Administrator"])), "account_disabled");
    }

    #[test]
    fn who_may_decide_is_told_by_which_role() {
        let bram = profile(&["lead"], true, &[]);
        assert_eq!(bram.rights[0].decide, None, "nobody decides what changes nothing");
        let groups = |profile: &Profile| profile.rights[1].decide.clone().unwrap().unwrap().len();
        assert_eq!(groups(&bram), 1);
        assert_eq!(groups(&profile(&["boss"], true, &[])), 1, "for the second it takes a directory role too");
        assert_eq!(groups(&profile(&["boss"], true, &["Global Administrator"])), 2);
        let rule = |profile: Profile| profile.rights[1].decide.clone().unwrap().unwrap_err().rule();
        assert_eq!(rule(profile(&["helpdesk"], true, &[])), "may_not_decide");
        assert_eq!(rule(profile(&["boss"], false, &[])), "account_disabled");
    }
}
