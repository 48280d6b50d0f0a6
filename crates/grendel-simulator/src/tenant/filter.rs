//! The subset of `OData`'s `$filter` that Graph supports here: parsed, checked against the rules of each property, and
//! applied.
//!
//! <https://learn.microsoft.com/graph/filter-query-parameter>. Errors have the services' words.

use jiff::Timestamp;
use serde_json::Value;

use self::tokens::{FilterToken, tokens};
use super::reply::Reply;

mod tokens;

/// The filters that are allowed for one type of item.
#[derive(Debug)]
pub(super) struct FilterRules {
    /// The type's name, such as `microsoft.graph.user`.
    pub type_name: &'static str,
    /// The properties that can be filtered by.
    pub filterable: &'static [Property],
    /// Properties that exist but cannot be filtered by. All other names are unknown.
    pub known: &'static [&'static str],
}

/// One property that can be filtered by.
#[derive(Debug)]
pub(super) struct Property {
    /// The path, such as `status/errorCode`. A property inside a collection is behind the collection's name.
    pub path: &'static str,
    pub kind: ValueType,
    /// The operators that are allowed in every query.
    pub plain: &'static [Operator],
    /// The operators that are allowed with `ConsistencyLevel: eventual` and `$count=true`
    /// (<https://learn.microsoft.com/graph/aad-advanced-queries>).
    pub advanced: &'static [Operator],
}

/// The type of a property or of a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueType {
    Text,
    Flag,
    Number,
    Instant,
    Null,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    StartsWith,
    EndsWith,
    Contains,
}

/// A parsed filter.
#[derive(Debug)]
pub(super) enum Filter {
    And(Box<Filter>, Box<Filter>),
    Or(Box<Filter>, Box<Filter>),
    Not(Box<Filter>),
    Compare {
        path: String,
        operator: Operator,
        literal: Literal,
    },
    /// `path/any(x:…)`. The paths inside are relative to the item, and empty for the item itself.
    Any {
        path: String,
        inner: Box<Filter>,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    Text(String),
    Flag(bool),
    Number(i64),
    Instant(Timestamp),
    Null,
}

impl Filter {
    /// Parses `text`. `Err` if `rules` do not allow it. `advanced` is true if the call asked for the index.
    pub(super) fn read(text: &str, rules: &FilterRules, advanced: bool) -> Result<Self, Reply> {
        let mut parser = Parser { tokens: tokens(text).ok_or_else(syntax)?, at: 0, variables: Vec::new() };
        let filter = parser.disjunction().ok_or_else(syntax)?;
        if parser.at != parser.tokens.len() {
            return Err(syntax());
        }
        filter.check(rules, advanced, "")?;
        Ok(filter)
    }

    /// Returns true if `item` passes the filter.
    pub(super) fn matches(&self, item: &Value) -> bool {
        match self {
            Self::And(left, right) => left.matches(item) && right.matches(item),
            Self::Or(left, right) => left.matches(item) || right.matches(item),
            Self::Not(inner) => !inner.matches(item),
            Self::Compare { path, operator, literal } => compare(look_up(item, path), *operator, literal),
            Self::Any { path, inner } => {
                look_up(item, path).as_array().is_some_and(|items| items.iter().any(|item| inner.matches(item)))
            }
        }
    }

    fn check(&self, rules: &FilterRules, advanced: bool, collection: &str) -> Result<(), Reply> {
        match self {
            Self::And(left, right) | Self::Or(left, right) => {
                left.check(rules, advanced, collection)?;
                right.check(rules, advanced, collection)
            }
            Self::Not(inner) if advanced => inner.check(rules, advanced, collection),
            Self::Not(_) => Err(Reply::unsupported_query("Unsupported property filter clause operator 'Not'.")),
            Self::Any { path, inner } => inner.check(rules, advanced, path),
            Self::Compare { path, operator, literal } => {
                let separator = if collection.is_empty() || path.is_empty() { "" } else { "/" };
                let path = format!("{collection}{separator}{path}");
                check_comparison(rules, advanced, &path, *operator, literal)
            }
        }
    }
}

fn check_comparison(
    rules: &FilterRules,
    advanced: bool,
    path: &str,
    operator: Operator,
    literal: &Literal,
) -> Result<(), Reply> {
    let Some(property) = rules.filterable.iter().find(|property| property.path == path) else {
        let first = path.split('/').next().unwrap_or(path);
        if rules.known.contains(&first) || rules.filterable.iter().any(|property| property.path.starts_with(first)) {
            return Err(Reply::unsupported_query(&format!(
                "Unsupported or invalid query filter clause specified for property '{first}' of resource '{}'.",
                rules.type_name.rsplit('.').next().unwrap_or(rules.type_name)
            )));
        }
        return Err(Reply::odata(&format!(
            "Invalid filter clause: Could not find a property named '{first}' on type '{}'.",
            rules.type_name
        )));
    };
    let allowed = property.plain.contains(&operator) || (advanced && property.advanced.contains(&operator));
    if !allowed {
        let name = operator.name();
        return Err(Reply::unsupported_query(&format!("Unsupported property filter clause operator '{name}'.")));
    }
    if literal.kind() != property.kind && literal.kind() != ValueType::Null {
        return Err(Reply::odata(&format!(
            "Invalid filter clause: A binary operator with incompatible types was detected. Found operand types '{}' \
             and '{}' for operator kind '{}'.",
            property.kind.name(),
            literal.kind().name(),
            operator.name()
        )));
    }
    Ok(())
}

impl Operator {
    /// Returns the operator as Graph's errors spell it.
    fn name(self) -> &'static str {
        match self {
            Self::Equal => "EqualsMatch",
            Self::NotEqual => "NotEqualsMatch",
            Self::Greater => "GreaterThan",
            Self::GreaterOrEqual => "GreaterThanOrEqual",
            Self::Less => "LessThan",
            Self::LessOrEqual => "LessThanOrEqual",
            Self::StartsWith => "StartsWith",
            Self::EndsWith => "EndsWith",
            Self::Contains => "Contains",
        }
    }

    fn comparison(word: &str) -> Option<Self> {
        Some(match word {
            "eq" => Self::Equal,
            "ne" => Self::NotEqual,
            "gt" => Self::Greater,
            "ge" => Self::GreaterOrEqual,
            "lt" => Self::Less,
            "le" => Self::LessOrEqual,
            _ => return None,
        })
    }

    fn function(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "startswith" => Some(Self::StartsWith),
            "endswith" => Some(Self::EndsWith),
            "contains" => Some(Self::Contains),
            _ => None,
        }
    }
}

impl ValueType {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "Edm.String",
            Self::Flag => "Edm.Boolean",
            Self::Number => "Edm.Int32",
            Self::Instant => "Edm.DateTimeOffset",
            Self::Null => "<null>",
        }
    }
}

impl Literal {
    fn kind(&self) -> ValueType {
        match self {
            Self::Text(_) => ValueType::Text,
            Self::Flag(_) => ValueType::Flag,
            Self::Number(_) => ValueType::Number,
            Self::Instant(_) => ValueType::Instant,
            Self::Null => ValueType::Null,
        }
    }
}

fn syntax() -> Reply {
    Reply::odata("Invalid filter clause")
}

fn look_up<'a>(item: &'a Value, path: &str) -> &'a Value {
    path.split('/').filter(|name| !name.is_empty()).fold(item, |item, name| &item[name])
}

/// Compares a value. Text compares case-insensitively, as in the directory.
fn compare(value: &Value, operator: Operator, literal: &Literal) -> bool {
    let ordering = match (value, literal) {
        (Value::String(text), Literal::Instant(instant)) => text.parse::<Timestamp>().ok().map(|at| at.cmp(instant)),
        (Value::String(text), Literal::Text(wanted)) => {
            let (text, wanted) = (text.to_lowercase(), wanted.to_lowercase());
            match operator {
                Operator::StartsWith => return text.starts_with(&wanted),
                Operator::EndsWith => return text.ends_with(&wanted),
                Operator::Contains => return text.contains(&wanted),
                _ => Some(text.cmp(&wanted)),
            }
        }
        (Value::Bool(flag), Literal::Flag(wanted)) => Some(flag.cmp(wanted)),
        (Value::Number(number), Literal::Number(wanted)) => number.as_i64().map(|number| number.cmp(wanted)),
        (Value::Null, Literal::Null) => Some(std::cmp::Ordering::Equal),
        _ => None,
    };
    match operator {
        Operator::NotEqual => ordering.is_none_or(std::cmp::Ordering::is_ne),
        Operator::Equal => ordering.is_some_and(std::cmp::Ordering::is_eq),
        Operator::Greater => ordering.is_some_and(std::cmp::Ordering::is_gt),
        Operator::GreaterOrEqual => ordering.is_some_and(std::cmp::Ordering::is_ge),
        Operator::Less => ordering.is_some_and(std::cmp::Ordering::is_lt),
        Operator::LessOrEqual => ordering.is_some_and(std::cmp::Ordering::is_le),
        Operator::StartsWith | Operator::EndsWith | Operator::Contains => false,
    }
}

struct Parser {
    tokens: Vec<FilterToken>,
    at: usize,
    /// The item names of the enclosing `any` expressions.
    variables: Vec<String>,
}

impl Parser {
    fn disjunction(&mut self) -> Option<Filter> {
        let mut left = self.conjunction()?;
        while self.accept_word("or") {
            left = Filter::Or(Box::new(left), Box::new(self.conjunction()?));
        }
        Some(left)
    }

    fn conjunction(&mut self) -> Option<Filter> {
        let mut left = self.term()?;
        while self.accept_word("and") {
            left = Filter::And(Box::new(left), Box::new(self.term()?));
        }
        Some(left)
    }

    fn term(&mut self) -> Option<Filter> {
        if self.accept(&FilterToken::Open) {
            let inner = self.disjunction()?;
            return self.accept(&FilterToken::Close).then_some(inner);
        }
        if self.accept_word("not") {
            return Some(Filter::Not(Box::new(self.term()?)));
        }
        let word = self.word()?;
        if let Some(path) = word.strip_suffix("/any") {
            return self.any(path);
        }
        if let Some(operator) = Operator::function(&word) {
            return self.function(operator);
        }
        let path = self.relative(&word)?;
        if self.accept_word("in") {
            return self.one_of(&path);
        }
        let operator = Operator::comparison(&self.word()?)?;
        Some(Filter::Compare { path, operator, literal: self.literal()? })
    }

    fn any(&mut self, path: &str) -> Option<Filter> {
        let path = self.relative(path)?;
        let opened = self.accept(&FilterToken::Open);
        let variable = self.word()?;
        if !opened || !self.accept(&FilterToken::Colon) {
            return None;
        }
        self.variables.push(variable);
        let inner = self.disjunction()?;
        self.variables.pop();
        self.accept(&FilterToken::Close).then(|| Filter::Any { path, inner: Box::new(inner) })
    }

    fn function(&mut self, operator: Operator) -> Option<Filter> {
        let opened = self.accept(&FilterToken::Open);
        let path = self.word()?;
        let path = self.relative(&path)?;
        let comma = self.accept(&FilterToken::Comma);
        let literal = self.literal()?;
        (opened && comma && self.accept(&FilterToken::Close)).then_some(Filter::Compare { path, operator, literal })
    }

    /// Parses `path in ('a','b')`, which means `path eq 'a' or path eq 'b'`.
    fn one_of(&mut self, path: &str) -> Option<Filter> {
        let equal = |literal| Filter::Compare { path: path.to_owned(), operator: Operator::Equal, literal };
        if !self.accept(&FilterToken::Open) {
            return None;
        }
        let mut filter = equal(self.literal()?);
        while self.accept(&FilterToken::Comma) {
            filter = Filter::Or(Box::new(filter), Box::new(equal(self.literal()?)));
        }
        self.accept(&FilterToken::Close).then_some(filter)
    }

    /// Returns the path without the name of the item that it starts from. Inside an `any` every path starts from an
    /// item.
    fn relative(&self, path: &str) -> Option<String> {
        let Some(variable) = self.variables.last() else { return Some(path.to_owned()) };
        let rest = path.strip_prefix(variable.as_str())?;
        if rest.is_empty() { Some(String::new()) } else { rest.strip_prefix('/').map(str::to_owned) }
    }

    fn literal(&mut self) -> Option<Literal> {
        let token = self.tokens.get(self.at)?.clone();
        self.at += 1;
        match token {
            FilterToken::Text(text) => Some(Literal::Text(text)),
            FilterToken::Word(word) => match word.as_str() {
                "true" => Some(Literal::Flag(true)),
                "false" => Some(Literal::Flag(false)),
                "null" => Some(Literal::Null),
                _ => word.parse().map(Literal::Number).or_else(|_| word.parse().map(Literal::Instant)).ok(),
            },
            _ => None,
        }
    }

    fn word(&mut self) -> Option<String> {
        let Some(FilterToken::Word(word)) = self.tokens.get(self.at) else { return None };
        self.at += 1;
        Some(word.clone())
    }

    fn accept(&mut self, token: &FilterToken) -> bool {
        let found = self.tokens.get(self.at) == Some(token);
        self.at += usize::from(found);
        found
    }

    fn accept_word(&mut self, word: &str) -> bool {
        self.accept(&FilterToken::Word(word.to_owned()))
    }
}
