//! A file of Rust as `tidy` looks at it: without a parser, by its text.

use std::ops::Range;
use std::path::{Path, PathBuf};

/// One file.
pub struct Source {
    /// From the root of the package, with `/`.
    pub path: String,
    /// All of it.
    pub text: String,
    /// The code: comments and what is in quotes are blanks. As long as the text, with the same lines.
    pub code: String,
    /// The comments: everything else is blanks.
    pub comments: String,
}

impl Source {
    /// Tells code, comments and quotes apart.
    pub fn new(path: &str, text: &str) -> Self {
        let (code, comments) = split(text);
        Self { path: path.to_owned(), text: text.to_owned(), code, comments }
    }

    /// The modules that lead to this file: `domain`, `case`, `decide`; none for `lib.rs`.
    pub fn modules(&self) -> Vec<&str> {
        let inner = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        inner.split('/').filter(|name| !["mod", "lib"].contains(name)).collect()
    }

    /// The complaint at this place in the text.
    pub fn complain(&self, at: usize, words: &str) -> String {
        let line = self.text[..at].matches('\n').count() + 1;
        format!("{}:{line}: {words}", self.path)
    }

    /// Returns the places of the code's words: identifiers, keywords and numbers.
    pub fn words_of_code(&self) -> Vec<Range<usize>> {
        words(&self.code)
    }

    /// The paths below the root of the crate that the code names, such as `domain::plan::Plan`, and where.
    pub fn own_paths(&self) -> Vec<(usize, String)> {
        let modules = self.modules();
        let mut found = Vec::new();
        for word in self.words_of_code() {
            let is_start = !self.code[..word.start].ends_with("::");
            let (ascents, rest) = match &self.code[word.clone()] {
                "crate" | "grendel" if is_start => (modules.len(), word.end),
                "super" if is_start => {
                    let supers = self.code[word.start..].split("::").take_while(|part| *part == "super").count();
                    (supers, word.start + supers * "super::".len() - "::".len())
                }
                _ => continue,
            };
            let Some(from) = modules.len().checked_sub(ascents) else { continue };
            if let Some(rest) = self.code[rest..].strip_prefix("::") {
                let stem = modules[..from].join("::");
                found.extend(paths(&stem, rest).into_iter().map(|path| (word.start, path)));
            }
        }
        found
    }

    /// Every function: its name, where it begins and how many lines it has.
    pub fn functions(&self) -> Vec<(String, usize, usize)> {
        let words = self.words_of_code();
        let starts = words.windows(2).filter(|pair| &self.code[pair[0].clone()] == "fn");
        starts
            .filter_map(|pair| {
                let body = body_after(&self.code, pair[1].end)?;
                let lines = self.code[pair[0].start..body.end].matches('\n').count() + 1;
                Some((self.code[pair[1].clone()].to_owned(), pair[0].start, lines))
            })
            .collect()
    }

    /// Returns true if this place is only built for tests: in a module `tests`, here or in files of its own.
    pub fn is_in_tests(&self, at: usize) -> bool {
        if self.modules().contains(&"tests") {
            return true;
        }
        self.code.match_indices("#[cfg(test)]").any(|(start, found)| {
            body_after(&self.code, start + found.len()).is_some_and(|body| (start..body.end).contains(&at))
        })
    }
}

/// Every file of these folders of the package that ends so, in the order of their paths.
pub fn sources(folders: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in folders {
        collect(&root.join(folder), &mut paths);
    }
    paths.sort();
    let relative = |path: &Path| path.strip_prefix(root).unwrap().display().to_string().replace('\\', "/");
    paths.iter().map(|path| Source::new(&relative(path), &std::fs::read_to_string(path).unwrap())).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// Returns the places of the words of a text.
pub fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, one) in text.char_indices().filter(|(_, one)| one.is_alphanumeric() || *one == '_') {
        match words.last_mut() {
            Some(last) if last.end == at => last.end += one.len_utf8(),
            _ => words.push(at..at + one.len_utf8()),
        }
    }
    words
}

/// The parts of a name: `verifyPauses`, `VerifyPauses` and `verify_pauses` are all `verify` and `pauses`.
pub fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut before = '_';
    for one in name.chars() {
        if one == '_' || (one.is_uppercase() && before.is_lowercase()) {
            parts.push(String::new());
        }
        if one != '_' {
            parts.last_mut().unwrap().extend(one.to_lowercase());
        }
        before = one;
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The paths that begin with `stem` and go on as the code does, with braces unfolded.
fn paths(stem: &str, rest: &str) -> Vec<String> {
    let joined =
        |name: &str| [stem, name].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("::");
    let rest = rest.trim_start();
    if let Some(inner) = rest.strip_prefix('{') {
        return entries(inner).iter().flat_map(|entry| paths(stem, entry)).collect();
    }
    let end = rest.find(|one: char| !(one.is_alphanumeric() || one == '_')).unwrap_or(rest.len());
    let path = joined(&rest[..end]);
    match rest[end..].strip_prefix("::") {
        Some(more) => paths(&path, more),
        None => vec![path],
    }
}

/// Returns the parts between the commas, up to the closing brace.
fn entries(inner: &str) -> Vec<&str> {
    let (mut depth, mut start, mut entries) = (0, 0, Vec::new());
    for (at, one) in inner.char_indices() {
        match one {
            '{' => depth += 1,
            '}' if depth == 0 => {
                entries.push(&inner[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                entries.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    entries.retain(|entry| !entry.trim().is_empty());
    entries
}

/// Returns the first braces after this place with everything in them, or `None` if a semicolon comes first.
fn body_after(code: &str, from: usize) -> Option<Range<usize>> {
    let (mut braces, mut brackets, mut start) = (0_usize, 0_usize, None);
    for (at, one) in code[from..].char_indices() {
        match one {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            ';' if braces == 0 && brackets == 0 => return None,
            '{' => {
                start.get_or_insert(from + at);
                braces += 1;
            }
            '}' => {
                braces = braces.checked_sub(1)?;
                if braces == 0 {
                    return Some(start?..from + at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// The text twice, once as code and once as comments, the rest of each blank.
fn split(text: &str) -> (String, String) {
    let (mut code, mut comments) = (String::new(), String::new());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, is_comment, is_code) = match first {
            '/' if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), true, false),
            '/' if rest.starts_with("/*") => (rest.find("*/").map_or(rest.len(), |end| end + 2), true, false),
            '"' => (quoted(rest), false, false),
            'r' if !code.ends_with(is_of_word) && raw(rest).is_some() => (raw(rest).unwrap(), false, false),
            '\'' if character(rest).is_some() => (character(rest).unwrap(), false, false),
            _ => (first.len_utf8(), false, true),
        };
        let (piece, after) = rest.split_at(length);
        code.push_str(&if is_code { piece.to_owned() } else { blank(piece) });
        comments.push_str(&if is_comment { piece.to_owned() } else { blank(piece) });
        rest = after;
    }
    (code, comments)
}

fn is_of_word(one: char) -> bool {
    one.is_alphanumeric() || one == '_'
}

/// Blanks of the same length in bytes, with the same lines.
fn blank(piece: &str) -> String {
    piece.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// The length of a text in quotes.
fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, one) in rest.char_indices().skip(1) {
        if one == '"' && !escaped {
            return at + 1;
        }
        escaped = one == '\\' && !escaped;
    }
    rest.len()
}

/// The length of a raw text such as `r#"…"#`.
fn raw(rest: &str) -> Option<usize> {
    let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
    let inner = rest[1 + hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(2 + hashes + inner.find(&end)? + end.len())
}

/// The length of a character in quotes; nothing for a lifetime.
fn character(rest: &str) -> Option<usize> {
    let mut characters = rest.char_indices().skip(1);
    let (_, first) = characters.next()?;
    if first == '\\' {
        return Some(rest[3..].find('\'')? + 4);
    }
    let (at, second) = characters.next()?;
    (second == '\'').then_some(at + 1)
}
