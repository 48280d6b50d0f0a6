//! Microsoft's table of who may do what to whom, where it is at hand.

use std::path::Path;

use grendel::domain::authority::Power;
use grendel::domain::step::StepKind;

const FILE: &str = "shared/reference/role-matrix.csv";

/// Microsoft's table: for each action and target, the roles that may.
pub struct Table {
    pub actors: Vec<String>,
    pub rows: Vec<Row>,
}

/// One row of it.
pub struct Row {
    pub action: String,
    pub target: String,
    pub allowed: Vec<String>,
}

impl Table {
    /// Reads the table from `shared`, beside this folder or beside a folder above it. Returns `None` if there is none.
    pub fn at_hand() -> Option<Self> {
        let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
        let text = above.map(|folder| folder.join(FILE)).find_map(|path| std::fs::read_to_string(path).ok());
        if text.is_none() {
            eprintln!("{FILE} is nowhere above, so the matrix is held against its shape alone");
        }
        text.as_deref().map(Self::read)
    }

    fn read(text: &str) -> Self {
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let actors: Vec<String> = lines.next().unwrap().split(',').skip(2).map(str::to_owned).collect();
        let row = |line: &str| {
            let fields: Vec<&str> = line.split(',').collect();
            assert_eq!(fields.len(), actors.len() + 2, "{line}");
            let marked = actors.iter().zip(&fields[2..]).filter(|(_, field)| match **field {
                "1" => true,
                "0" => false,
                other => panic!("neither yes nor no: {other} in {line}"),
            });
            let allowed = marked.map(|(actor, _)| actor.clone()).collect();
            Row { action: fields[0].to_owned(), target: fields[1].to_owned(), allowed }
        };
        let rows = lines.map(row).collect();
        Self { actors, rows }
    }

    /// The targets, each once.
    pub fn targets(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().filter(|row| row.action == "reset").map(|row| row.target.as_str())
    }

    /// Returns true if this role may do this to this target: by the table, or by Microsoft's page if the table has
    /// nothing about it.
    pub fn allows(&self, actor: &str, step: StepKind, target: &str) -> bool {
        let of = |action: &str, target: &str| {
            let row = self.rows.iter().find(|row| row.action == action && row.target == target);
            row.unwrap_or_else(|| panic!("no row {action} {target}")).allowed.iter().any(|allowed| allowed == actor)
        };
        let by_table = |action: &str| of(action, target);
        match step.power() {
            Power::Reset => by_table("reset"),
            Power::Sensitive => by_table("sensitive"),
            // "Authentication Administrator for the targets in its column", and the two highest for all.
            Power::Methods => by_table("sensitive") && actor != "User Administrator",
            Power::DismissRisk => {
                ["Security Operator", "Security Administrator", "Global Administrator"].contains(&actor)
            }
            Power::ConfirmRisk => ["Security Administrator", "Global Administrator"].contains(&actor),
            Power::Sender => {
                ["Exchange Administrator", "Security Administrator", "Global Administrator"].contains(&actor)
            }
            // A role that may reset a password may tell anyone how a reset is done.
            Power::Point => of("reset", "NONE"),
            Power::Mailbox => ["Exchange Administrator", "Global Administrator"].contains(&actor),
        }
    }
}
